"""Questions the worker asks. Each reads a narrow band of an index: its cost follows what is due."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, SQLColumnExpression, cast, literal
from sqlalchemy.orm import aliased
from sqlalchemy.types import String
from sqlmodel import Session, and_, col, exists, or_, select

from backend.appointments.models import Appointment, Source, Status
from backend.messaging.models import Preference, Subscription
from backend.people.models import Credential, Device, Person
from backend.reminders.instants import seconds
from backend.reminders.models import Channel, Delivery, Kind, State
from backend.territories.models import Territory

PAGE = 500
NIGHT = timedelta(hours=12)  # how long the news may have waited for the morning
NEWS = timedelta(hours=48) + NIGHT
PATIENCE = timedelta(hours=2)  # how long the browsers alone are tried
LONGEST_LIFE = timedelta(days=3)  # of any reminder, from due to stale

FACTS = (
    col(Appointment.id).label("appointment_id"),
    col(Appointment.person_id),
    col(Appointment.status),
    col(Appointment.source),
    col(Appointment.starts_at),
    col(Appointment.known_at),
    col(Appointment.changed_at),
    col(Appointment.moved_at),
    col(Territory.timezone),
    col(Person.email),
    col(Person.phone),
    col(Person.language),
    col(Preference.silenced),
    col(Preference.fallback),
)


@dataclass(frozen=True)
class Band:
    """Where the appointments are whose reminder of one kind may be due: a stretch of one index."""

    kind: Kind
    moment: SQLColumnExpression[Any]  # NULL where the kind does not apply
    earliest: datetime
    latest: datetime
    occasion: ColumnElement[str]


def bands(now: datetime) -> list[Band]:
    """Wide enough for every zone's hours and clock changes; the rules decide the rest."""
    hour, day = timedelta(hours=1), timedelta(days=1)
    start = col(Appointment.starts_at)
    recalled = seconds(start)
    return [
        Band(Kind.CONFIRMATION, col(Appointment.known_at), now - NEWS, now, literal("")),
        Band(
            Kind.MOVED,
            col(Appointment.moved_at),
            now - NEWS,
            now,
            seconds(col(Appointment.moved_at)),
        ),
        Band(Kind.WEEK_BEFORE, start, now + 5 * day, now + 7 * day + 15 * hour, recalled),
        Band(Kind.TWO_DAYS_BEFORE, start, now, now + 2 * day + 15 * hour, recalled),
        Band(Kind.DAY, start, now, now + 17 * hour, recalled),
    ]


def candidates(
    session: Session, band: Band, *, now: datetime, after: tuple[datetime, int] | None
) -> Sequence[Row[Any]]:
    """The next page of appointments in the band that have no delivery of that reminder yet."""
    moment, identifier = band.moment, col(Appointment.id)
    wanted = [
        moment.between(band.earliest, band.latest),
        Appointment.status == Status.UNKNOWN,
        col(Appointment.starts_at) > now,
        ~exists().where(
            col(Delivery.appointment_id) == Appointment.id,
            col(Delivery.kind) == band.kind,
            col(Delivery.occasion) == band.occasion,
        ),
        _has_come_in(),
    ]
    if band.kind is Kind.CONFIRMATION:
        wanted += [Appointment.source != Source.PERSON, col(Appointment.moved_at).is_(None)]
    if after is not None:
        last, last_id = after
        wanted += [moment >= last, or_(moment > last, identifier > last_id)]
    return session.exec(
        _facts(moment.label("moment")).where(*wanted).order_by(moment, identifier).limit(PAGE)
    ).all()


def _facts(*more: Any) -> Any:  # noqa: ANN401 (a Select of many columns)
    return (
        select(*FACTS, *more)  # ty: ignore[no-matching-overload]
        .select_from(Appointment)
        .join(Person, col(Appointment.person_id) == Person.id)
        .join(Territory, col(Person.territory_id) == Territory.id)
        .join(Preference, col(Preference.person_id) == Person.id, isouter=True)
    )


def _has_come_in() -> ColumnElement[bool]:
    """Whether she ever opened the application: nobody is written to who does not know it."""
    return or_(
        *(
            exists().where(col(there) == Person.id)
            for there in (Subscription.person_id, Credential.person_id, Device.person_id)
        )
    )


def browsers_of(session: Session, people: Collection[int]) -> dict[int, list[int]]:
    """The identifiers of the subscriptions of each of these people."""
    found: dict[int, list[int]] = {}
    for person, subscription in session.exec(
        select(Subscription.person_id, Subscription.id).where(
            col(Subscription.person_id).in_(people)
        )
    ):
        found.setdefault(person, []).append(subscription)
    return found


def unreached(session: Session, *, now: datetime, after: int) -> Sequence[Row[Any]]:
    """The push deliveries of reminders that reached no browser: all were tried, or time passes."""
    other, fallback = aliased(Delivery), aliased(Delivery)
    over = and_(
        col(Delivery.state).in_([State.GONE, State.FAILED]),
        col(Delivery.due_at) >= now - LONGEST_LIFE,
    )
    waited = and_(Delivery.state == State.READY, col(Delivery.due_at) <= now - PATIENCE)
    same = [
        (col(Delivery.appointment_id), "appointment_id"),
        (col(Delivery.kind), "kind"),
        (col(Delivery.occasion), "occasion"),
    ]
    hopeful = or_(
        col(other.state).in_([State.SENT, State.DROPPED]),
        and_(col(other.state) == State.READY, col(other.due_at) > now - PATIENCE),
    )
    return session.exec(
        _facts(col(Delivery.kind), col(Delivery.occasion))
        .join(Delivery, col(Delivery.appointment_id) == Appointment.id)
        .where(
            or_(over, waited),
            Delivery.channel == Channel.PUSH,
            Delivery.stale_at > now,
            Appointment.id > after,
            Appointment.status == Status.UNKNOWN,
            ~exists().where(
                *(column == getattr(other, name) for column, name in same),
                col(other.channel) == Channel.PUSH,
                hopeful,
            ),
            ~exists().where(
                *(column == getattr(fallback, name) for column, name in same),
                col(fallback.channel) != Channel.PUSH,
            ),
        )
        .order_by(col(Appointment.id))
        .limit(PAGE)
    ).all()


def due(session: Session, *, now: datetime, size: int) -> Sequence[Row[Any]]:
    """The oldest deliveries nobody holds, locked, with all that decides their sending."""
    columns = (
        col(Delivery.id).label("delivery_id"),
        col(Delivery.person_id).label("addressee_id"),
        col(Delivery.appointment_id).label("about_id"),
        col(Delivery.kind),
        col(Delivery.occasion),
        col(Delivery.channel),
        col(Delivery.target),
        col(Delivery.due_at),
        col(Delivery.stale_at),
        col(Delivery.attempts),
    )
    ready = (
        select(*columns)  # ty: ignore[no-matching-overload]
        .where(
            Delivery.state == State.READY,
            col(Delivery.due_at) <= now,
            or_(col(Delivery.lease_until).is_(None), col(Delivery.lease_until) <= now),
        )
        .order_by(col(Delivery.due_at))
        .limit(size)
        .with_for_update(skip_locked=True)
        .cte("ready")
    )
    browser = (
        col(Subscription.id).label("subscription_id"),
        col(Subscription.endpoint),
        col(Subscription.p256dh),
        col(Subscription.auth),
    )
    name = literal("push:") + cast(Subscription.id, String)
    hers = and_(col(Subscription.person_id) == ready.c.addressee_id, name == ready.c.target)
    return session.exec(
        _facts(*ready.c, *browser)
        .join(ready, ready.c.about_id == Appointment.id)
        .join(Subscription, hers, isouter=True)
        .order_by(ready.c.due_at, ready.c.delivery_id)
    ).all()
