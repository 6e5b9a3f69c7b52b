"""What a double has received: written by its thread, read and awaited by the test's."""

import threading
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Inbox(Generic[Item]):
    def __init__(self) -> None:
        self._items: list[Item] = []
        self._arrival = threading.Condition()

    def add(self, item: Item) -> None:
        with self._arrival:
            self._items.append(item)
            self._arrival.notify_all()

    def read(self) -> list[Item]:
        with self._arrival:
            return list(self._items)

    def empty(self) -> None:
        with self._arrival:
            self._items.clear()

    def wait_for(self, count: int, *, timeout: float = 10) -> list[Item]:
        with self._arrival:
            if not self._arrival.wait_for(lambda: len(self._items) >= count, timeout):
                raise TimeoutError(f"{len(self._items)} of {count} arrived in {timeout} s")
            return list(self._items)
