"""The cells of a dump, whose lists are written as Python does and whose days are milliseconds."""

import ast
import math
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

MILLISECONDS = 10**10  # more than that is no number of seconds
LONGEST_LIST = 20_000  # signs of a list written in a cell
UNWRITABLE = re.compile("[\x00\ud800-\udfff]")  # no database takes them


class CellRefused(Exception):
    """The field and what is wrong with it."""


def given(raw: Mapping[str, Any], names: Iterable[str], lists: Iterable[str]) -> dict[str, Any]:
    """What a row gives of those fields, as the schema wants it; raises CellRefused."""
    fields = {name: _given(raw.get(name)) for name in names}
    fields["date_maj"] = _day(fields["date_maj"])
    for name in lists:
        if isinstance(fields[name], str):
            fields[name] = _list(name, fields[name])
    return {name: value for name, value in fields.items() if value is not None}


def _given(value: Any) -> Any:  # noqa: ANN401 (whatever a file holds)
    if isinstance(value, str):
        return UNWRITABLE.sub("", value) or None
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _list(name: str, written: str) -> list[Any]:
    """['a', 'b']: never JSON."""
    try:
        found = ast.literal_eval(written) if len(written) < LONGEST_LIST else None
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        found = None
    if not isinstance(found, list | tuple | set):
        raise CellRefused(f"{name}: is no list")
    return list(found)


def _day(value: Any) -> Any:  # noqa: ANN401 (whatever a file holds)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str) and not value.isdecimal():
        return value[:10]
    try:
        seconds = float(value)
        seconds = seconds / 1000 if seconds > MILLISECONDS else seconds
        return datetime.fromtimestamp(seconds, UTC).date()
    except (TypeError, ValueError, OverflowError, OSError):
        return value
