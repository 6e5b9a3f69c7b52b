"""Who sends what: a delivery is leased before it is sent; a worker that dies loses its leases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row
from sqlmodel import Session, col, update

from backend.messaging.endpoints import origin_of
from backend.messaging.push import Browser
from backend.reminders import queries
from backend.reminders.models import Channel, Delivery, Kind, State, Subject
from backend.reminders.rules import awake
from backend.reminders.topics.every import TOPICS

LEASE = timedelta(seconds=60)
FORGOTTEN = (State.DROPPED, "no longer there")

Pauses = Mapping[str, datetime]


@dataclass(frozen=True, kw_only=True)
class Dispatch:
    """One delivery that is ours to send until the lease ends."""

    delivery_id: int
    person_id: int
    subject: Subject
    subject_id: int
    subscription_id: int | None
    kind: Kind
    occasion: str
    channel: Channel
    target: str
    to: Browser | str
    origin: str  # the computer that takes it: what one of them refuses stops no other
    path: str  # where it leads
    happens_at: datetime | None  # what it recalls, when it has an hour or a day
    stale_at: datetime
    zone: ZoneInfo
    language: str
    attempts: int


@dataclass
class Claim:
    """What one look at the due deliveries gave: some to send, others settled at once."""

    dispatches: list[Dispatch] = field(default_factory=list)
    settled: dict[tuple[State, str], list[int]] = field(default_factory=dict)
    put_off: dict[datetime, list[int]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.dispatches or self.settled or self.put_off)


def claim_batch(
    session: Session, *, now: datetime, size: int, pauses: Pauses | None = None
) -> Claim:
    """Reads everything again: what was true when it was planned may be no longer."""
    claim = Claim()
    rows = queries.due(session, now=now, size=size)
    facts = _facts_of(session, rows)
    for row in rows:
        known = facts[row.subject].get(row.subject_id)
        if known is None:
            claim.settled.setdefault(FORGOTTEN, []).append(row.delivery_id)
        else:
            _judge(row, known, claim, now=now, pauses=pauses or {})
    _write(session, claim, until=now + LEASE)
    return claim


def _facts_of(session: Session, rows: Sequence[Row[Any]]) -> dict[Subject, dict[int, Row[Any]]]:
    """One question for each kind of subject in the batch."""
    ids: dict[Subject, set[int]] = {}
    for row in rows:
        ids.setdefault(row.subject, set()).add(row.subject_id)
    return {subject: queries.facts_of(session, subject, some) for subject, some in ids.items()}


def _write(session: Session, claim: Claim, *, until: datetime) -> None:
    connection, delivery = session.connection(), col(Delivery.id)
    if claim.dispatches:
        ours = delivery.in_([dispatch.delivery_id for dispatch in claim.dispatches])
        attempts = col(Delivery.attempts) + 1
        connection.execute(
            update(Delivery).where(ours).values(lease_until=until, attempts=attempts)
        )
    for (state, reason), deliveries in claim.settled.items():
        connection.execute(
            update(Delivery).where(delivery.in_(deliveries)).values(state=state, reason=reason)
        )
    for moment, deliveries in claim.put_off.items():
        connection.execute(
            update(Delivery).where(delivery.in_(deliveries)).values(lease_until=moment)
        )


def _judge(row: Row[Any], known: Row[Any], claim: Claim, *, now: datetime, pauses: Pauses) -> None:
    zone, address = ZoneInfo(known.timezone), _address(row, known)
    verdict = _verdict(row, known, zone, now=now)
    if verdict is not None or address is None:
        claim.settled.setdefault(verdict or _unreachable(row), []).append(row.delivery_id)
        return
    origin = origin_of(row.endpoint) if row.channel is Channel.PUSH else row.channel.value
    wait = max(awake(now, zone), pauses.get(origin, now))
    if wait > now:
        claim.put_off.setdefault(wait, []).append(row.delivery_id)
        return
    topic = TOPICS[row.subject]
    claim.dispatches.append(
        Dispatch(
            delivery_id=row.delivery_id,
            person_id=known.person_id,
            subject=row.subject,
            subject_id=row.subject_id,
            subscription_id=row.subscription_id,
            kind=row.kind,
            occasion=row.occasion,
            channel=row.channel,
            target=row.target,
            to=address,
            origin=origin,
            path=topic.path(known, row.occasion),
            happens_at=topic.happens_at(known, zone),
            stale_at=row.stale_at,
            zone=zone,
            language=known.language,
            attempts=row.attempts + 1,
        )
    )


def _verdict(
    row: Row[Any], known: Row[Any], zone: ZoneInfo, *, now: datetime
) -> tuple[State, str] | None:
    """Why it must not leave, if so."""
    topic = TOPICS[row.subject]
    if ended := topic.ended(known):
        return State.DROPPED, ended
    if row.stale_at <= now:
        return State.DROPPED, "too late"
    if row.kind in (known.silenced or "").split(","):
        return State.DROPPED, "not wanted"
    wanted = {
        (reminder.kind, reminder.occasion)
        for reminder in topic.reminders(known, zone, ())
        if reminder.due_at <= now
    }
    if (row.kind, row.occasion) not in wanted:
        return State.DROPPED, "no longer true"
    return None


def _unreachable(row: Row[Any]) -> tuple[State, str]:
    if row.channel is Channel.PUSH:
        return State.GONE, "browser removed"
    return State.FAILED, "no address"


def _address(row: Row[Any], known: Row[Any]) -> Browser | str | None:
    match row.channel:
        case Channel.PUSH if row.endpoint is not None:
            return Browser(row.endpoint, row.p256dh, row.auth)
        case Channel.EMAIL:
            return known.email
        case Channel.SMS:
            return known.phone
    return None
