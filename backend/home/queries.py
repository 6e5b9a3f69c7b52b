"""What matters to her today, in two questions whatever she has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import and_, bindparam, exists, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, col

from backend.appointments.models import Stage, Status
from backend.appointments.queries import Listed, of_today
from backend.messaging.models import Subscription
from backend.people.models import Accompaniment, Adviser, Person
from backend.people.queries import is_current
from backend.territories.models import Structure

MOST = 3  # what awaits her, at once


class Kind(StrEnum):
    ABSENCE = "absence"  # noted, and she has not said whether it is right
    CANCELLED = "cancelled"  # an appointment to come that she might still go to
    QUESTION = "question"  # an appointment to come that she has not answered
    REMINDERS = "reminders"  # not on yet, on any of her browsers


@dataclass(frozen=True)
class Awaiting:
    kind: Kind
    appointment: Listed | None = None


class TeamMember(NamedTuple):
    """One of those who accompany her, and where to call."""

    function: str
    first_name: str
    last_name: str
    phone: str
    structure: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def initials(self) -> str:
        return f"{self.first_name[:1]}{self.last_name[:1]}"


@dataclass(frozen=True)
class Today:
    next: Listed | None
    awaiting: list[Awaiting]
    team: list[TeamMember]

    @property
    def is_first_day(self) -> bool:
        """Nothing has come yet."""
        return self.next is None and not any(found.appointment for found in self.awaiting)


# Built once: this is the page that is opened most. One row at least: the first column is hers.
IS_ACCOMPANIED = and_(
    col(Accompaniment.person_id) == col(Person.id),
    is_current(bindparam("today")),
)
AROUND = (
    select_columns(
        exists().where(col(Subscription.person_id) == col(Person.id)),
        col(Adviser.function),
        col(Adviser.first_name),
        col(Adviser.last_name),
        func.coalesce(func.nullif(col(Adviser.phone), ""), col(Structure.phone)),
        col(Structure.name),
    )
    .select_from(Person)
    .join(Accompaniment, IS_ACCOMPANIED, isouter=True)
    .join(Adviser, col(Adviser.id) == col(Accompaniment.adviser_id), isouter=True)
    .join(Structure, col(Structure.id) == col(Adviser.structure_id), isouter=True)
    .where(col(Person.id) == bindparam("person_id"))
    .order_by(
        col(Accompaniment.is_referent).desc(),
        col(Accompaniment.started_on),
        col(Accompaniment.id),
    )
)


def today_of(session: Session, person: Person, *, now: datetime, today: date) -> Today:
    appointments = of_today(session, person, now=now)
    coming = next((a for a in appointments if a.stage in {Stage.UPCOMING, Stage.BEGUN}), None)
    awaiting = _about(appointments, coming)
    is_reminded, team = _around(session, person, today)
    if not is_reminded:
        awaiting.append(Awaiting(Kind.REMINDERS))
    return Today(coming, awaiting[:MOST], team)


def _about(appointments: Sequence[Listed], coming: Listed | None) -> list[Awaiting]:
    """The oldest absence, the soonest that is cancelled, the soonest that waits for an answer."""
    found: dict[Kind, Awaiting] = {}
    for appointment in appointments:
        kind = _kind_of(appointment)
        if kind is not None and appointment is not coming:
            found.setdefault(kind, Awaiting(kind, appointment))
    return [found[kind] for kind in Kind if kind in found]


def _kind_of(appointment: Listed) -> Kind | None:
    if appointment.status is Status.NOSHOW:
        return Kind.ABSENCE if appointment.absence_disputed_at is None else None
    if appointment.stage is Stage.CANCELLED_BY_SERVICE:
        return Kind.CANCELLED
    is_open = appointment.stage is Stage.UPCOMING and appointment.answer is None
    return Kind.QUESTION if is_open and not appointment.is_hers else None


def _around(session: Session, person: Person, today: date) -> tuple[bool, list[TeamMember]]:
    """Whether a browser of hers has reminders; who accompanies her, her référent unique first."""
    facts = {"person_id": person.id, "today": today}
    rows = session.connection().execute(AROUND, facts).all()
    return rows[0][0], [TeamMember._make(row[1:]) for row in rows if row[1] is not None]
