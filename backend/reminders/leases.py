"""Who sends what: a delivery is leased before it is sent; a worker that dies loses its leases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row
from sqlmodel import Session, col, update

from backend.appointments.models import Status
from backend.messaging.endpoints import origin_of
from backend.messaging.push import Browser
from backend.reminders import queries
from backend.reminders.models import Channel, Delivery, Kind, State
from backend.reminders.rules import awake, reminders_of

LEASE = timedelta(seconds=60)

Pauses = Mapping[str, datetime]


@dataclass(frozen=True, kw_only=True)
class Dispatch:
    """One delivery that is ours to send until the lease ends."""

    delivery_id: int
    person_id: int
    appointment_id: int
    subscription_id: int | None
    kind: Kind
    occasion: str
    channel: Channel
    target: str
    to: Browser | str
    origin: str  # the computer that takes it: what one of them refuses stops no other
    starts_at: datetime
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
    for row in queries.due(session, now=now, size=size):
        _judge(row, claim, now=now, pauses=pauses or {})
    _write(session, claim, until=now + LEASE)
    return claim


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


def _judge(row: Row[Any], claim: Claim, *, now: datetime, pauses: Pauses) -> None:
    zone, address = ZoneInfo(row.timezone), _address(row)
    verdict = _verdict(row, zone, now=now)
    if verdict is not None or address is None:
        claim.settled.setdefault(verdict or _unreachable(row), []).append(row.delivery_id)
        return
    origin = origin_of(row.endpoint) if row.channel is Channel.PUSH else row.channel.value
    wait = max(awake(now, zone), pauses.get(origin, now))
    if wait > now:
        claim.put_off.setdefault(wait, []).append(row.delivery_id)
        return
    claim.dispatches.append(
        Dispatch(
            delivery_id=row.delivery_id,
            person_id=row.person_id,
            appointment_id=row.appointment_id,
            subscription_id=row.subscription_id,
            kind=row.kind,
            occasion=row.occasion,
            channel=row.channel,
            target=row.target,
            to=address,
            origin=origin,
            starts_at=row.starts_at,
            stale_at=row.stale_at,
            zone=zone,
            language=row.language,
            attempts=row.attempts + 1,
        )
    )


def _verdict(row: Row[Any], zone: ZoneInfo, *, now: datetime) -> tuple[State, str] | None:
    """Why it must not leave, if so."""
    if row.status is not Status.UNKNOWN:
        return State.DROPPED, f"appointment {row.status}"
    if row.stale_at <= now:
        return State.DROPPED, "too late"
    if row.kind in (row.silenced or "").split(","):
        return State.DROPPED, "not wanted"
    wanted = {(reminder.kind, reminder.occasion) for reminder in reminders_of(row, zone)}
    if (row.kind, row.occasion) not in wanted:
        return State.DROPPED, "no longer true"
    return None


def _unreachable(row: Row[Any]) -> tuple[State, str]:
    if row.channel is Channel.PUSH:
        return State.GONE, "browser removed"
    return State.FAILED, "no address"


def _address(row: Row[Any]) -> Browser | str | None:
    match row.channel:
        case Channel.PUSH if row.endpoint is not None:
            return Browser(row.endpoint, row.p256dh, row.auth)
        case Channel.EMAIL:
            return row.email
        case Channel.SMS:
            return row.phone
    return None
