"""A row in every table for everybody, each with words that are found nowhere else."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from random import Random
from typing import Any

from sqlalchemy import Column, Table, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from backend.privacy.ownership import NOBODYS
from backend.tables import METADATA
from tests.cast import Cast
from tests.conftest import NOON

JSON = {"facts", "fields", "moved", "content", "body"}
FOUND_BY_OTHERS = {"audit_entry", "kept_answer", "letter", "waiting_appointment"}  # filled last
NOT_HERS = {
    "credential": {"adviser_id"},
    "device": {"adviser_id"},
    "person": {"merged_into_id"},
    "referral_dispatch": {"letter_id"},  # filled before any letter
}


@dataclass
class Filled:
    """Somebody of the population: her rows, and the words that are in them."""

    name: str
    person_id: int = 0
    marks: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)  # keys by table


class Population:
    def __init__(self, session: Session, cast: Cast, random: Random) -> None:
        self.session, self.cast, self.random, self.count = session, cast, random, 0
        self.others = {"territory": cast.tarn.id, "structure": cast.department.id}
        self.others["adviser"] = cast.claire.id
        self.others["api_token"] = self._token()
        self.others["offer"] = self._offer()
        self.others["questionnaire"] = self._questionnaire()
        self.others["improvement"] = self._improvement()

    def _token(self) -> int:
        table = METADATA.tables["api_token"]
        row = {"structure_id": self.others["structure"], "token_hash": "hash", "scopes": ""}
        made = self._insert(table, row | {"created_at": NOON})
        return int(made[0])

    def _offer(self) -> int:
        offer = {"code": "dora--a", "feed": "data-inclusion", "first_seen_at": NOON}
        made = self._insert(METADATA.tables["offer"], offer)
        return int(made[0])

    def _questionnaire(self) -> int:
        row = {"territory_id": self.others["territory"], "moment": "claim", "version": 1}
        made = self._insert(METADATA.tables["questionnaire"], row | {"saved_at": NOON})
        return int(made[0])

    def _improvement(self) -> int:
        row = {
            name: self.others[name.removesuffix("_id")] for name in ("territory_id", "adviser_id")
        }
        said = {"said": "", "done": "", "saved_at": NOON}
        made = self._insert(METADATA.tables["improvement"], row | said)
        return int(made[0])

    def somebody(self, name: str) -> Filled:
        her = Filled(name)
        hers = [table for table in METADATA.sorted_tables if table.name not in NOBODYS]
        for table in sorted(hers, key=lambda table: table.name in FOUND_BY_OTHERS):
            self._fill(her, table)
        return her

    def _fill(self, her: Filled, table: Table) -> None:
        self._add(her, table, sparse=False)
        if table.name == "person":
            her.person_id = her.rows["person"][0][0]
            return
        for _ in range(self.random.randrange(3)):
            with suppress(IntegrityError), self.session.begin_nested():
                self._add(her, table, sparse=True)

    def _add(self, her: Filled, table: Table, *, sparse: bool) -> None:
        self.count += 1
        marks: dict[tuple[str, str], str] = {}
        values = {}
        for column in table.columns:
            if column.name == "id" or column.name in NOT_HERS.get(table.name, set()):
                continue
            if (
                sparse
                and column.nullable
                and column.name != "person_id"
                and self.random.random() < 0.5
            ):
                continue
            values[column.name] = self._value(her, column, marks)
        key = self._insert(table, values)
        her.rows.setdefault(table.name, []).append(key)
        for where, mark in marks.items():
            her.marks.setdefault(where, set()).add(mark)

    def _insert(self, table: Table, values: dict[str, Any]) -> tuple[Any, ...]:
        made = self.session.connection().execute(insert(table).values(values))
        return tuple(made.inserted_primary_key or ())

    def _value(self, her: Filled, column: Column[Any], marks: dict[tuple[str, str], str]) -> Any:
        table = column.table.name
        given = self._told_apart(her, table, column.name)
        if given is not None:
            return given
        for key in column.foreign_keys:
            target = key.column.table.name
            return self.others.get(target) or her.rows[target][0][0]
        if choices := getattr(column.type, "enum_class", None):
            return self.random.choice(list(choices)) if issubclass(choices, Enum) else None
        return self._plain(her, column, marks)

    def _plain(self, her: Filled, column: Column[Any], marks: dict[tuple[str, str], str]) -> Any:
        kind, name = type(column.type).__name__, column.name
        moment = NOON - timedelta(days=self.random.randrange(300))
        plain = {"UTCDateTime": moment, "Date": moment.date()}
        if kind in plain:
            return plain[kind]
        if kind == "Boolean":
            return self.random.random() < 0.5
        if kind.endswith("Integer"):
            return self.count
        mark = f"{her.name}§{column.table.name}§{name}§{self.count}"
        marks[column.table.name, name] = mark
        return json.dumps({"words": mark}, ensure_ascii=False) if name in JSON else mark

    def _told_apart(self, her: Filled, table: str, column: str) -> Any:
        """What tells whose a row is, where no column points to her."""
        email = f"{her.name}@example.org"
        return {
            ("person", "email"): email,
            ("person", "language"): "fr",
            ("person", "created_at"): NOON - timedelta(days=400),
            ("letter", "recipient"): email,
            ("kept_answer", "location"): f"/api/v1/people/{her.person_id}/steps/{self.count}",
            ("person_identifier", "system"): "rdv_insertion",
            ("person_identifier", "value"): f"{her.name}§number§{self.count}",
            ("waiting_appointment", "source"): "rdv_insertion",
            ("waiting_appointment", "external_person_id"): self._number(her),
            ("audit_entry", "subject"): f"person:{her.person_id}",
            ("audit_entry", "actor"): "adviser:77",
        }.get((table, column))

    def _number(self, her: Filled) -> str | None:
        if "person_identifier" not in her.rows:
            return None
        table = METADATA.tables["person_identifier"]
        known = select(table.c.value).where(table.c.person_id == her.person_id).order_by(table.c.id)
        return self.session.connection().scalar(known.limit(1))


def everything(session: Session) -> dict[str, dict[tuple[Any, ...], str]]:
    """Every row there is, by its key, in every table."""
    return {
        table.name: {
            tuple(row._mapping[one.name] for one in table.primary_key): str(tuple(row))  # noqa: SLF001
            for row in session.connection().execute(select(table))
        }
        for table in METADATA.sorted_tables
    }


def marks_of(her: Filled) -> Iterator[tuple[str, str, str]]:
    for (table, column), marks in her.marks.items():
        for mark in marks:
            yield table, column, mark
