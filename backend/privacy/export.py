"""All that is kept about one person, and nothing about anybody else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Column, Row, Table, select
from sqlmodel import Session, SQLModel

from backend.people.models import Person
from backend.privacy.ownership import hers, ids_of, owned_tables

FORMAT = "mon-parcours/1"
SECRETS: Mapping[str, set[str]] = {  # keys: whoever holds one is taken for her, or for a tool
    "calendar_feed": {"salt", "token_hash"},
    "credential": {"passphrase_hash"},
    "device": {"token_hash"},
    "invitation": {"code_hash", "code_index", "opening_hash"},
    "kept_answer": {"key", "request_hash"},
    "referral_dispatch": {"token_hash"},
    "subscription": {"auth", "endpoint", "p256dh"},
}
OTHERS: Mapping[str, set[str]] = {  # who looked: the role and the structure, not the name
    "consultation": {"adviser_id"},
    "kept_answer": {"token_id"},
}
NAMED = (
    "adviser",
    "offer",
    "structure",
    "territory",
)  # told by their names, never by their numbers
Told = dict[str, Any]


@dataclass(frozen=True)
class Names:
    """Of those her rows speak of, as she already reads them on her pages."""

    ids: list[int]  # hers
    known: Mapping[str, Mapping[int, Any]]


def export_of(session: Session, person: Person, *, now: datetime) -> Told:
    """Ready to be written as JSON: table by table, row by row, always in the same order."""
    ids = ids_of(session, person.id)
    rows = {table: _rows(session, table, ids) for table in owned_tables()}
    names = Names(ids, {name: _names(session, name, rows) for name in NAMED})
    return {
        "format": FORMAT,
        "made_at": _plain(now),
        "person": person.id,
        "tables": {
            table.name: [_told(row, table, names) for row in found] for table, found in rows.items()
        },
    }


def _rows(session: Session, table: Table, ids: list[int]) -> list[Row[Any]]:
    asked = select(table).where(hers(table, ids)).order_by(*table.primary_key)
    return list(session.connection().execute(asked))


def _names(session: Session, name: str, rows: Mapping[Table, list[Row[Any]]]) -> dict[int, Any]:
    wanted = {
        row._mapping[column.name]  # noqa: SLF001 (public, by its name)
        for table, found in rows.items()
        for column in table.columns
        if _target(column) == name
        for row in found
    }
    if name in NAMED_ELSEWHERE:
        return NAMED_ELSEWHERE[name](session, wanted)
    table = SQLModel.metadata.tables[name]
    asked = select(table.c.id, table.c.name).where(table.c.id.in_(wanted))
    return {row.id: row.name for row in session.connection().execute(asked)}


def _advisers(session: Session, wanted: Iterable[int]) -> dict[int, Any]:
    adviser, structure = (SQLModel.metadata.tables[name] for name in ("adviser", "structure"))
    asked = select(adviser, structure.c.name).join(structure).where(adviser.c.id.in_(wanted))
    return {
        row.id: {
            "function": row.function,
            "name": f"{row.first_name} {row.last_name}",
            "structure": row.name,
        }
        for row in session.connection().execute(asked)
    }


def _offers(session: Session, wanted: Iterable[int]) -> dict[int, Any]:
    """By what was last said of each."""
    sheet = SQLModel.metadata.tables["offer_sheet"]
    asked = select(sheet.c.offer_id, sheet.c.name).where(sheet.c.offer_id.in_(wanted))
    return {
        row.offer_id: row.name
        for row in session.connection().execute(asked.order_by(sheet.c.since))
    }


NAMED_ELSEWHERE = {"adviser": _advisers, "offer": _offers}


def _told(row: Row[Any], table: Table, names: Names) -> Told:
    hidden = SECRETS.get(table.name, set()) | OTHERS.get(table.name, set())
    return {
        key_of(column): _value(row._mapping[column.name], column, names)  # noqa: SLF001
        for column in table.columns
        if column.name not in hidden
    }


def key_of(column: Column[Any]) -> str:
    return column.name.removesuffix("_id") if _target(column) in NAMED else column.name


def _target(column: Column[Any]) -> str | None:
    """The table the column points to."""
    return next((key.column.table.name for key in column.foreign_keys), None)


def _value(value: Any, column: Column[Any], names: Names) -> Any:  # noqa: ANN401 (of any column)
    target = _target(column)
    if target in NAMED:
        return names.known[target].get(value)
    if target == "person" and value not in names.ids:
        return None  # somebody else's number
    if column.table.name == "audit_entry" and str(value).startswith("adviser:"):
        return "adviser"
    return _plain(value)


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
