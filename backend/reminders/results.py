"""What came of each sending, written down: done, given up, or put off."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, cast, literal
from sqlmodel import Session, col, delete, or_, select, update

from backend.messaging.models import Subscription
from backend.messaging.outcome import Outcome, Result
from backend.reminders.leases import Dispatch, Pauses
from backend.reminders.models import Channel, Delivery, State

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
SETTLED = {
    Outcome.DELIVERED: State.SENT,
    Outcome.GONE: State.GONE,
    Outcome.FAILED: State.FAILED,
}
chance = SystemRandom()

Answer = tuple[Dispatch, Result | None]  # None: there was no time left to try it


@dataclass(frozen=True)
class Fate:
    state: State
    reason: str = ""
    not_before: datetime | None = None


def record(
    session: Session, answers: Sequence[Answer], *, now: datetime, pauses: Pauses
) -> Counter[State]:
    """All in one transaction; `pauses` are those these answers have begun, by origin."""
    fates = [(each, fate_of(each, result, now=now, pauses=pauses)) for each, result in answers]
    sent = [dispatch for dispatch, fate in fates if fate.state is State.SENT]
    gone = [dispatch for dispatch, fate in fates if fate.state is State.GONE]
    _note_sent(session, sent, now=now)
    _write(session, [each for each in fates if each[1].state is not State.SENT])
    _note_reached(session, _browsers(sent), now=now)
    _forget(session, _browsers(gone))
    for origin, until in pauses.items():
        _hold(session, origin, until=until)
    return Counter(fate.state for _, fate in fates)


def fate_of(dispatch: Dispatch, result: Result | None, *, now: datetime, pauses: Pauses) -> Fate:
    """What may still pass in time is put off; the rest is settled."""
    if result is None:
        return Fate(State.READY)
    settled = SETTLED.get(result.outcome)
    if settled is not None:
        return Fate(settled, result.reason)
    until = max(now + pause(dispatch, result), pauses.get(dispatch.origin, now))
    if until >= dispatch.stale_at:
        return Fate(State.FAILED, result.reason)
    return Fate(State.READY, result.reason, until)


def pause(dispatch: Dispatch, result: Result) -> timedelta:
    """What they asked for, else longer each time; hardly ever the same for two deliveries."""
    if result.retry_after is not None:
        return result.retry_after + chance.uniform(0, 0.1) * FIRST_PAUSE
    doubled = FIRST_PAUSE * 2 ** min(dispatch.attempts - 1, 10)
    return min(doubled, LONGEST_PAUSE) * chance.uniform(0.5, 1.5)


def _note_sent(session: Session, sent: Iterable[Dispatch], *, now: datetime) -> None:
    """Even when it was given up meanwhile: she has it."""
    ids = [dispatch.delivery_id for dispatch in sent]
    if ids:
        session.connection().execute(
            update(Delivery)
            .where(col(Delivery.id).in_(ids))
            .values(state=State.SENT, sent_at=now, lease_until=None, reason="")
        )


def _write(session: Session, fates: Sequence[tuple[Dispatch, Fate]]) -> None:
    if not fates:
        return
    session.connection().execute(
        update(Delivery)
        .where(col(Delivery.id) == bindparam("the_id"), col(Delivery.state) == State.READY)
        .values(
            state=bindparam("fate"),
            reason=bindparam("why"),
            lease_until=bindparam("not_before"),
        ),
        [
            {
                "the_id": dispatch.delivery_id,
                "fate": fate.state,
                "why": fate.reason,
                "not_before": fate.not_before,
            }
            for dispatch, fate in fates
        ],
    )


def _browsers(dispatches: Iterable[Dispatch]) -> list[int]:
    return [each.subscription_id for each in dispatches if each.subscription_id is not None]


def _note_reached(session: Session, browsers: Sequence[int], *, now: datetime) -> None:
    if browsers:
        session.connection().execute(
            update(Subscription).where(col(Subscription.id).in_(browsers)).values(reached_at=now)
        )


def _forget(session: Session, browsers: Sequence[int]) -> None:
    if browsers:
        session.connection().execute(delete(Subscription).where(col(Subscription.id).in_(browsers)))


def _hold(session: Session, origin: str, *, until: datetime) -> None:
    """Everything that waits for the same computer; what would be too late then is given up."""
    waiting = [col(Delivery.state) == State.READY, *_for_origin(origin)]
    session.connection().execute(
        update(Delivery)
        .where(*waiting, col(Delivery.stale_at) <= until)
        .values(state=State.FAILED, reason="held too long")
    )
    session.connection().execute(
        update(Delivery)
        .where(
            *waiting,
            or_(col(Delivery.lease_until).is_(None), col(Delivery.lease_until) < until),
        )
        .values(lease_until=until)
    )


def _for_origin(origin: str) -> list[ColumnElement[Any]]:
    if origin in set(Channel):
        return [col(Delivery.channel) == Channel(origin)]
    browsers = select(literal("push:") + cast(Subscription.id, String)).where(
        col(Subscription.endpoint).startswith(f"{origin}/", autoescape=True)
    )
    return [col(Delivery.channel) == Channel.PUSH, col(Delivery.target).in_(browsers)]
