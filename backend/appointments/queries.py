"""What may be known of appointments. Nothing here starts from an id alone: somebody asks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from backend.appointments.models import (
    CANCELLED,
    Answer,
    Appointment,
    CalendarFeed,
    Guidance,
    Place,
    Source,
    Stage,
    Status,
    stage_of,
)
from backend.people.models import Accompaniment, Adviser, Person
from backend.people.queries import is_current
from backend.territories.models import Structure, Territory

PAGE = 20
LONGEST = timedelta(hours=24)  # no appointment lasts longer: begun before that, it is over
ATTENTION = timedelta(days=60)  # an absence noted before that is no longer asked about
FEED_PAST = timedelta(days=30)
FEED_AHEAD = timedelta(days=366)


class Listed(NamedTuple):
    """An appointment in its short form; `phone` is the one to call about it, if we know any."""

    id: int
    starts_at: datetime
    duration_minutes: int
    status: Status
    source: Source
    answer: Answer | None
    absence_disputed_at: datetime | None
    place: Place
    place_name: str
    address: str
    who_function: str
    who_name: str
    also_function: str
    also_name: str
    phone: str
    stage: Stage = Stage.UPCOMING

    @property
    def is_hers(self) -> bool:
        return self.source is Source.PERSON

    def is_over(self, now: datetime) -> bool:
        return self.starts_at + timedelta(minutes=self.duration_minutes) <= now


@dataclass(frozen=True)
class Overview:
    """What the list shows; `later` and `earlier` are where the following pages begin."""

    upcoming: list[Listed] = field(default_factory=list)
    past: list[Listed] = field(default_factory=list)
    later: int | None = None
    earlier: int | None = None


# The statements of the busiest pages are built once: only their values change.
PHONE = func.coalesce(func.nullif(col(Appointment.phone), ""), col(Structure.phone), "")
HERS = (
    select_columns(
        *(
            col(getattr(Appointment, name))
            for name in Listed._fields
            if name not in {"phone", "stage"}
        ),
        PHONE.label("phone"),
    )
    .select_from(Appointment)
    .join(Structure, col(Appointment.structure_id) == col(Structure.id), isouter=True)
    .where(
        col(Appointment.person_id) == bindparam("person_id"),
        col(Appointment.removed_at).is_(None),
    )
    .limit(PAGE + 1)
)
CURSOR = (
    select_columns(col(Appointment.starts_at))
    .where(
        col(Appointment.id) == bindparam("cursor"),
        col(Appointment.person_id) == bindparam("person_id"),
    )
    .correlate(None)
    .scalar_subquery()
)


def _soonest_first(*conditions: ColumnElement[bool]) -> Select[Any]:
    return HERS.where(*conditions).order_by(col(Appointment.starts_at), col(Appointment.id))


def _latest_first(*conditions: ColumnElement[bool]) -> Select[Any]:
    return HERS.where(*conditions).order_by(
        col(Appointment.starts_at).desc(), col(Appointment.id).desc()
    )


IS_AHEAD = col(Appointment.starts_at) > bindparam("since")
AHEAD = _soonest_first(IS_AHEAD)
AHEAD_AFTER = _soonest_first(
    or_(
        col(Appointment.starts_at) > CURSOR,
        and_(col(Appointment.starts_at) == CURSOR, col(Appointment.id) > bindparam("cursor")),
    )
)
BEHIND = _latest_first(~IS_AHEAD)
BEHIND_BEFORE = _latest_first(
    ~IS_AHEAD,
    or_(
        col(Appointment.starts_at) < CURSOR,
        and_(col(Appointment.starts_at) == CURSOR, col(Appointment.id) < bindparam("cursor")),
    ),
)
TODAY = _soonest_first(
    or_(
        IS_AHEAD,
        and_(
            col(Appointment.status) == Status.NOSHOW,
            col(Appointment.absence_disputed_at).is_(None),
            col(Appointment.starts_at) > bindparam("recent"),
        ),
    )
)


def overview(session: Session, person: Person, *, now: datetime) -> Overview:
    """Her list: what is to come, soonest first, then what is over, latest first."""
    ahead = _listed(session, AHEAD, person, now)
    behind = _listed(session, BEHIND, person, now)
    shown = ahead[:PAGE]
    just_over = [appointment for appointment in reversed(shown) if appointment.is_over(now)]
    return Overview(
        upcoming=[appointment for appointment in shown if not appointment.is_over(now)],
        past=just_over + behind[:PAGE],
        later=_following(ahead),
        earlier=_following(behind),
    )


def later_than(session: Session, person: Person, cursor: int, *, now: datetime) -> Overview:
    found = _listed(session, AHEAD_AFTER, person, now, cursor=cursor)
    return Overview(upcoming=found[:PAGE], later=_following(found))


def earlier_than(session: Session, person: Person, cursor: int, *, now: datetime) -> Overview:
    found = _listed(session, BEHIND_BEFORE, person, now, cursor=cursor)
    return Overview(past=found[:PAGE], earlier=_following(found))


def of_today(session: Session, person: Person, *, now: datetime) -> list[Listed]:
    """What the home page looks at: absences she may contest, then what is not over."""
    found = _listed(session, TODAY, person, now, recent=now - ATTENTION)
    return [
        appointment
        for appointment in found
        if appointment.status is Status.NOSHOW or not appointment.is_over(now)
    ]


def _listed(
    session: Session,
    statement: Select[Any],
    person: Person,
    now: datetime,
    **others: datetime | int,
) -> list[Listed]:
    facts = {"person_id": person.id, "since": now - LONGEST} | others
    rows = session.connection().execute(statement, facts)
    return [Listed._make((*row, stage_of(row, now))) for row in rows]


def _following(found: list[Listed]) -> int | None:
    return found[PAGE - 1].id if len(found) > PAGE else None


def one_for(session: Session, person: Person, appointment_id: int) -> Appointment | None:
    """Hers, even removed: removing can be undone."""
    return session.exec(
        select(Appointment).where(
            Appointment.id == appointment_id, Appointment.person_id == person.id
        )
    ).one_or_none()


def one_given_by(
    session: Session, adviser: Adviser, appointment_id: int, *, today: date
) -> Appointment | None:
    """An appointment this adviser holds, of a person this adviser accompanies today."""
    return session.exec(
        select(Appointment)
        .join(Accompaniment, col(Accompaniment.person_id) == Appointment.person_id)
        .where(
            Appointment.id == appointment_id,
            is_held_by(adviser),
            Accompaniment.adviser_id == adviser.id,
            is_current(today),
        )
    ).first()


def is_held_by(adviser: Adviser) -> ColumnElement[bool]:
    """At the adviser's structure, or a joint interview that the adviser takes part in."""
    return or_(
        col(Appointment.structure_id) == adviser.structure_id,
        col(Appointment.also_adviser_id) == adviser.id,
    )


def phone_about(session: Session, appointment: Appointment) -> str:
    """Whom to call about it: the number that came with it, else its structure's."""
    if appointment.phone or appointment.structure_id is None:
        return appointment.phone
    return session.exec(
        select(Structure.phone).where(Structure.id == appointment.structure_id)
    ).one()


def person_of(session: Session, appointment: Appointment) -> Person:
    return session.get_one(Person, appointment.person_id)


def guidance_of(session: Session, structure_id: int) -> Sequence[Guidance]:
    return session.exec(
        select(Guidance).where(Guidance.structure_id == structure_id).order_by(Guidance.category)
    ).all()


def guidance_for(session: Session, structure_id: int, category: str) -> Guidance | None:
    return session.exec(
        select(Guidance).where(Guidance.structure_id == structure_id, Guidance.category == category)
    ).one_or_none()


def feed_of(session: Session, person: Person) -> CalendarFeed | None:
    return session.exec(
        select(CalendarFeed).where(CalendarFeed.person_id == person.id)
    ).one_or_none()


def owner_of_feed(session: Session, token_hash: str) -> tuple[Person, Territory] | None:
    return session.exec(
        select(Person, Territory)
        .join(CalendarFeed)
        .join(Territory)
        .where(CalendarFeed.token_hash == token_hash)
    ).one_or_none()


def in_feed(session: Session, person: Person, *, now: datetime) -> Sequence[Appointment]:
    """A cancelled one stays a month, told as such: a calendar only forgets what it is told to."""
    return session.exec(
        select(Appointment)
        .where(
            Appointment.person_id == person.id,
            col(Appointment.starts_at).between(now - FEED_PAST, now + FEED_AHEAD),
            or_(
                col(Appointment.status).not_in(CANCELLED),
                col(Appointment.changed_at) > now - FEED_PAST,
            ),
        )
        .order_by(col(Appointment.starts_at), col(Appointment.id))
    ).all()
