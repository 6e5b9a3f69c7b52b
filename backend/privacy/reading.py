"""Her export made readable: part by part, row by row, each value with the way to show it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime
from sqlmodel import SQLModel

from backend.privacy.codes import CODES
from backend.privacy.export import Told, key_of
from backend.privacy.parts import PARTS, Kind
from backend.privacy.words import COLUMNS
from backend.vocabulary.situations import SITUATIONS
from backend.web.language import NAMES

MOST = 200  # rows of one kind on the page: the file has them all
SITUATION_KEYS = {"situation", "situations"}


@dataclass(frozen=True)
class Shown:
    label: str
    way: str  # moment, day, yes_no, codes (to be translated), who, or text
    value: Any


@dataclass(frozen=True)
class Rows:
    """Of one kind."""

    title: str
    count: int
    rows: list[list[Shown]]

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.rows)


@dataclass(frozen=True)
class Read:
    """One part of her data."""

    anchor: str
    title: str
    kinds: list[Rows]

    @property
    def count(self) -> int:
        return sum(kind.count for kind in self.kinds)


def parts_of(export: Told) -> list[Read]:
    """What there is, in the order of the pages; what is empty is left out."""
    tables = export["tables"]
    read = [
        Read(part.anchor, part.title, [_rows(kind, tables[kind.table]) for kind in part.kinds])
        for part in PARTS
    ]
    kept = [Read(r.anchor, r.title, [kind for kind in r.kinds if kind.count]) for r in read]
    return [part for part in kept if part.count]


def _rows(kind: Kind, told: list[Told]) -> Rows:
    table = SQLModel.metadata.tables[kind.table]
    columns = {key_of(column): column for column in table.columns}
    last = told[-MOST:]
    return Rows(kind.title, len(told), [list(_row(row, kind, columns)) for row in reversed(last)])


def _row(row: Told, kind: Kind, columns: Mapping[str, Column[Any]]) -> Iterator[Shown]:
    """Only what says something."""
    for key in kind.shown:
        if row[key] not in {None, ""} if not isinstance(row[key], dict) else row[key]:
            yield Shown(COLUMNS[key], *_way(key, row[key], columns[key]))


def _way(key: str, value: Any, column: Column[Any]) -> tuple[str, Any]:  # noqa: ANN401
    if key in SITUATION_KEYS:
        return "codes", [SITUATIONS[one].label for one in value.split() if one in SITUATIONS]
    if isinstance(value, dict):
        return "who", value
    if key == "language":
        return "text", NAMES.get(value, value)
    return _by_type(value, column)


def _by_type(value: Any, column: Column[Any]) -> tuple[str, Any]:  # noqa: ANN401
    choices = getattr(column.type, "enum_class", None)
    if choices is not None:
        return "codes", [CODES[choices][choices(value)]]
    if isinstance(column.type, Boolean):
        return "yes_no", value
    if isinstance(column.type, Date):
        return "day", date.fromisoformat(value)
    if isinstance(value, str) and _is_moment(column):
        return "moment", datetime.fromisoformat(value)
    return "text", value


def _is_moment(column: Column[Any]) -> bool:
    kind = column.type
    return isinstance(getattr(kind, "impl", kind), DateTime)
