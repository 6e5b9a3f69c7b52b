"""Questions the worker asks. Each reads a narrow band of an index: its cost follows what is due."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, cast, literal
from sqlalchemy.orm import aliased
from sqlalchemy.types import String
from sqlmodel import Session, and_, col, exists, or_, select

from backend.messaging.models import Subscription
from backend.messaging.queries import has_come_in
from backend.reminders.models import Channel, Delivery, State, Subject
from backend.reminders.topics.every import TOPICS
from backend.reminders.topics.topic import Band, Topic

PAGE = 500
PATIENCE = timedelta(hours=2)  # how long the browsers alone are tried
LONGEST_LIFE = timedelta(days=6)  # of any reminder, from due to stale


def candidates(
    session: Session,
    topic: Topic,
    band: Band,
    *,
    after: tuple[Any, int] | None,
) -> Sequence[Row[Any]]:
    """The next page of subjects in the band that have no delivery of that reminder yet."""
    moment, identifier = band.moment, col(topic.table.id)
    wanted = [
        moment.between(band.earliest, band.latest),
        *topic.still,
        *band.only,
        ~exists().where(
            col(Delivery.subject) == topic.subject,
            col(Delivery.subject_id) == identifier,
            col(Delivery.kind) == band.kind,
            col(Delivery.occasion) == band.occasion,
        ),
        has_come_in(),
    ]
    if after is not None:
        last, last_id = after
        wanted += [moment >= last, or_(moment > last, identifier > last_id)]
    return session.exec(
        topic.facts(moment.label("moment")).where(*wanted).order_by(moment, identifier).limit(PAGE)
    ).all()


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


def unreached(session: Session, topic: Topic, *, now: datetime, after: int) -> Sequence[Row[Any]]:
    """The push deliveries of reminders that reached no browser: all were tried, or time passes."""
    other, fallback = aliased(Delivery), aliased(Delivery)
    over = and_(
        col(Delivery.state).in_([State.GONE, State.FAILED]),
        col(Delivery.due_at) >= now - LONGEST_LIFE,
    )
    waited = and_(Delivery.state == State.READY, col(Delivery.due_at) <= now - PATIENCE)
    hopeful = or_(
        col(other.state).in_([State.SENT, State.DROPPED]),
        and_(col(other.state) == State.READY, col(other.due_at) > now - PATIENCE),
    )
    identifier = col(topic.table.id)
    return session.exec(
        topic.facts(col(Delivery.kind), col(Delivery.occasion))
        .join(Delivery, col(Delivery.subject_id) == identifier)
        .where(
            or_(over, waited),
            Delivery.subject == topic.subject,
            Delivery.channel == Channel.PUSH,
            Delivery.stale_at > now,
            identifier > after,
            *topic.still,
            ~exists().where(*_same(other), col(other.channel) == Channel.PUSH, hopeful),
            ~exists().where(*_same(fallback), col(fallback.channel) != Channel.PUSH),
        )
        .order_by(identifier)
        .limit(PAGE)
    ).all()


def _same(another: type[Delivery]) -> list[ColumnElement[bool]]:
    """Of the same reminder."""
    names = ("subject", "subject_id", "kind", "occasion")
    return [col(getattr(Delivery, name)) == getattr(another, name) for name in names]


def due(session: Session, *, now: datetime, size: int) -> Sequence[Row[Any]]:
    """The oldest deliveries nobody holds, locked, each with the browser it goes to."""
    columns = (
        col(Delivery.id).label("delivery_id"),
        col(Delivery.person_id).label("addressee_id"),
        col(Delivery.subject),
        col(Delivery.subject_id),
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
    held: Any = (
        select(*ready.c, *browser)
        .select_from(ready)
        .join(Subscription, hers, isouter=True)
        .order_by(ready.c.due_at, ready.c.delivery_id)
    )
    return session.exec(held).all()


def facts_of(session: Session, subject: Subject, ids: Collection[int]) -> dict[int, Row[Any]]:
    """What is true now of these subjects; those that no longer exist are missing."""
    rows = session.exec(_facts_by_id(subject), params={"ids": list(ids)})
    return {row.subject_id: row for row in rows}


@lru_cache
def _facts_by_id(subject: Subject) -> Any:  # noqa: ANN401 (built once: it is asked for every batch)
    topic = TOPICS[subject]
    return topic.facts().where(col(topic.table.id).in_(bindparam("ids", expanding=True)))
