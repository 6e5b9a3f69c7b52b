"""What the worker must know of one kind of subject to remind somebody of it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, SQLColumnExpression
from sqlmodel import col, select

from backend.messaging.models import Preference
from backend.people.models import Person
from backend.reminders.models import Kind, Subject
from backend.reminders.rules import Reminder
from backend.territories.models import Territory

PERSON = (
    col(Territory.timezone),
    col(Person.email),
    col(Person.phone),
    col(Person.language),
    col(Preference.silenced),
    col(Preference.fallback),
)


@dataclass(frozen=True, kw_only=True)
class Band:
    """Where the subjects are whose reminder of one kind may be due: a stretch of one index."""

    kind: Kind
    moment: SQLColumnExpression[Any]  # NULL where the kind does not apply
    earliest: Any
    latest: Any
    occasion: ColumnElement[str]
    only: tuple[ColumnElement[bool], ...] = ()


def _nothing(_: Row[Any]) -> None:
    return None


@dataclass(frozen=True, kw_only=True)
class Topic:
    """`columns` are what the functions read of a row, besides its id and its person's facts."""

    subject: Subject
    table: Any  # a model with id and person_id
    columns: tuple[Any, ...]
    still: tuple[ColumnElement[bool], ...]  # worth reminding of, at whatever time
    bands: Callable[[datetime], list[Band]]
    reminders: Callable[[Row[Any], ZoneInfo, Collection[str]], list[Reminder]]
    path: Callable[[Row[Any], str], str]  # where a reminder of that occasion leads
    happens_at: Callable[[Row[Any], ZoneInfo], datetime | None]
    ended: Callable[[Row[Any]], str | None] = field(default=_nothing)  # the reason, if known
    removed_at: SQLColumnExpression[datetime | None] | None = None  # hers, kept for an undo

    def facts(self, *more: Any) -> Any:  # noqa: ANN401 (a Select of many columns)
        """One row a subject, with the person's own choices."""
        return (
            select(  # ty: ignore[no-matching-overload]
                col(self.table.id).label("subject_id"),
                col(self.table.person_id),
                *self.columns,
                *PERSON,
                *more,
            )
            .select_from(self.table)
            .join(Person, col(self.table.person_id) == Person.id)
            .join(Territory, col(Person.territory_id) == Territory.id)
            .join(Preference, col(Preference.person_id) == Person.id, isouter=True)
        )
