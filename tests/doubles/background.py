"""Asynchronous peers beside synchronous tests: each lives on a loop in a thread of its own."""

import asyncio
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Self, TypeVar

Result = TypeVar("Result")


class BackgroundLoop:
    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=name, daemon=True)

    def start(self) -> Self:
        self._thread.start()
        return self

    def run(self, coroutine: Coroutine[object, object, Result], *, timeout: float = 30) -> Result:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(timeout)

    def stop(self) -> None:
        self.run(_cancel_everything_else())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


async def _cancel_everything_else() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_asyncgens()


class Peer:
    """Another computer: awake from `start()` to `stop()`, or for the length of a `with` block."""

    def start(self) -> Self:
        self.loop = BackgroundLoop(type(self).__name__).start()
        try:
            self.loop.run(self._open(), timeout=60)
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self) -> None:
        try:
            self.loop.run(self._close())
        finally:
            self.loop.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    async def _open(self) -> None:
        raise NotImplementedError

    async def _close(self) -> None:
        """Also called when `_open` failed midway."""
        raise NotImplementedError
