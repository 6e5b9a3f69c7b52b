"""The row that an address names, or nothing: nobody learns that it exists."""

from collections.abc import Callable
from typing import TypeVar

from litestar.exceptions import NotFoundException

LARGEST_ID = 2**31 - 1  # a larger one is in no database, and some would stumble over it

Row = TypeVar("Row")


def page_number(asked: int, *, size: int) -> int:
    """The page that an address names, of so many rows: never one that no database can count to."""
    return min(max(asked, 1), LARGEST_ID // size)


def row_or_404(number: int, ask: Callable[[], Row | None]) -> Row:
    """What `ask` finds for whoever is here; it is not asked for a number that no row can have."""
    found = ask() if 0 < number <= LARGEST_ID else None
    if found is None:
        raise NotFoundException
    return found
