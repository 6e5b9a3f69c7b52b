"""What waits for an adviser: of the persons followed today, at the adviser's own structure."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, case
from sqlalchemy import select as select_columns
from sqlmodel import Session, and_, col

from backend.appointments.models import Answer, Appointment, Place, Source, Status
from backend.appointments.queries import is_held_by
from backend.assessments import queries as assessments
from backend.checkins import queries as checkins
from backend.partners.models import WaitingAppointment
from backend.people.models import Accompaniment, Adviser, Person
from backend.people.names import letters
from backend.people.queries import is_current
from backend.projects import queries as projects
from backend.steps import queries as steps

SOON = timedelta(days=7)
DISPUTES_KEPT = timedelta(days=60)
MOST = 200  # rows of one list: more is no longer read


class Expected(NamedTuple):
    """An appointment of somebody followed, and what she said of it."""

    id: int
    starts_at: datetime
    duration_minutes: int
    place: Place
    place_name: str
    title: str
    source: Source
    answer: Answer | None
    absence_disputed_at: datetime | None
    absence_words: str
    person_id: int
    first_name: str
    last_name: str
    phone: str | None


COLUMNS = (
    *(col(getattr(Appointment, name)) for name in Expected._fields[:-3]),
    col(Person.first_name),
    col(Person.last_name),
    col(Person.phone),
)
CANNOT_COME_FIRST = case((col(Appointment.answer) == Answer.CANNOT_COME, 0), else_=1)


def expected(session: Session, adviser: Adviser, *, now: datetime, today: date) -> list[Expected]:
    """Who is expected in the next days, those who cannot come first."""
    is_soon = and_(
        col(Appointment.status) == Status.UNKNOWN,
        col(Appointment.starts_at).between(now, now + SOON),
    )
    order = (CANNOT_COME_FIRST, col(Appointment.starts_at), col(Appointment.id))
    return _of_caseload(session, adviser, is_soon, order, today=today)


def disputed(session: Session, adviser: Adviser, *, now: datetime, today: date) -> list[Expected]:
    """Absences that somebody says are not right, the longest waiting first."""
    is_disputed = and_(
        col(Appointment.status) == Status.NOSHOW,
        col(Appointment.absence_disputed_at) > now - DISPUTES_KEPT,
    )
    order = (col(Appointment.absence_disputed_at), col(Appointment.id))
    return _of_caseload(session, adviser, is_disputed, order, today=today)


def _of_caseload(
    session: Session,
    adviser: Adviser,
    condition: ColumnElement[bool],
    order: Sequence[SQLColumnExpression[Any]],
    *,
    today: date,
) -> list[Expected]:
    followed = select_columns(col(Accompaniment.person_id)).where(
        col(Accompaniment.adviser_id) == adviser.id,
        is_current(today),
    )
    rows = session.connection().execute(
        select_columns(*COLUMNS)
        .join(Person, col(Person.id) == col(Appointment.person_id))
        .where(
            condition,
            is_held_by(adviser),
            col(Appointment.person_id).in_(followed),
        )
        .order_by(*order)
        .limit(MOST)
    )
    return [Expected._make(row) for row in rows]


def likeliest(waiting: WaitingAppointment, people: Sequence[Person]) -> Person | None:
    """Who has the same birth date and name: to suggest, never to decide."""
    same = [
        person
        for person in people
        if person.birth_date == waiting.birth_date
        and letters(person.last_name) == letters(waiting.last_name)
    ]
    return same[0] if len(same) == 1 else None


class Said(NamedTuple):
    """Something a person said that waits for this adviser: where it is read and answered."""

    said_at: datetime
    person_id: int
    name: str
    kind: str  # "trouble", "objective", "situation" or "step"
    about: str  # the line she speaks of; not yet translated for a situation's theme
    words: str
    path: str


def said_to(session: Session, adviser: Adviser, *, today: date) -> list[Said]:
    """Troubles in a job first, then what is not right to people, the longest waiting first."""
    troubles = [
        Said(
            one.answered_at,
            one.person_id,
            f"{one.first_name} {one.last_name}",
            "trouble",
            "",
            one.words,
            f"/pro/soucis/{one.id}",
        )
        for one in checkins.troubles_for(session, adviser, today=today)
    ]
    contested = [
        *_contested_objectives(session, adviser, today),
        *_contested_lines(session, adviser, today),
        *_disputed_steps(session, adviser, today),
    ]
    return troubles + sorted(contested)


def _contested_objectives(session: Session, adviser: Adviser, today: date) -> Iterator[Said]:
    for one in projects.contested_for(session, adviser, today=today):
        name, path = _file_of(one.person_id, one.first_name, one.last_name)
        yield Said(
            one.answered_at,
            one.person_id,
            name,
            "objective",
            one.objective,
            one.reason,
            f"{path}/projet",
        )


def _contested_lines(session: Session, adviser: Adviser, today: date) -> Iterator[Said]:
    for one in assessments.contested_for(session, adviser, today):
        name, path = _file_of(one.person_id, one.first_name, one.last_name)
        yield Said(
            one.said_at,
            one.person_id,
            name,
            "situation",
            one.label,
            one.words,
            f"{path}/situation",
        )


def _disputed_steps(session: Session, adviser: Adviser, today: date) -> Iterator[Said]:
    for one in steps.disputed_for(session, adviser, today=today):
        name, path = _file_of(one.person_id, one.first_name, one.last_name)
        yield Said(
            one.disputed_at,
            one.person_id,
            name,
            "step",
            one.title,
            one.words,
            f"{path}/etapes/{one.step_id}",
        )


def _file_of(person_id: int, first_name: str, last_name: str) -> tuple[str, str]:
    return f"{first_name} {last_name}", f"/pro/personnes/{person_id}"
