"""What is due becomes deliveries: one for each browser of hers, or one by her other way."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, delete, select, update

from backend.messaging.models import FallbackChannel
from backend.people import devices, rate
from backend.people.models import Person
from backend.reminders import queries
from backend.reminders.models import FINAL, Channel, Delivery, Kind, State
from backend.reminders.rules import Reminder, awake
from backend.reminders.topics.every import TOPICS
from backend.reminders.topics.topic import Band, Topic
from backend.settings import Settings

INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
PLANNING = 8030  # the name of a lock: one worker plans at a time
KEPT = timedelta(days=90)  # long enough to answer "why did I receive nothing?"
OTHER_WAYS = {
    FallbackChannel.EMAIL: (Channel.EMAIL, Channel.SMS),
    FallbackChannel.SMS: (Channel.SMS, Channel.EMAIL),
    FallbackChannel.NONE: (),
}

Values = dict[str, Any]
Position = tuple[Any, int]  # the moment and the subject where a page ended


def channels_of(settings: Settings) -> frozenset[Channel]:
    """The other ways this installation has."""
    found = {Channel.EMAIL: settings.smtp_url, Channel.SMS: settings.sms_url}
    return frozenset(channel for channel, url in found.items() if url)


def ways_of(person: Person, settings: Settings) -> list[Channel]:
    """Those by which she could be reached without a browser."""
    addresses = {Channel.EMAIL: person.email, Channel.SMS: person.phone}
    return [way for way, address in addresses.items() if address and way in channels_of(settings)]


@dataclass(frozen=True)
class Look:
    """One stretch of subjects to plan for, at one moment."""

    topic: Topic
    band: Band
    now: datetime


def looks(now: datetime) -> list[Look]:
    return [Look(topic, band, now) for topic in TOPICS.values() for band in topic.bands(now)]


def plan(
    session: Session, look: Look, *, channels: Collection[Channel], after: Position | None = None
) -> tuple[int, Position | None]:
    """One page: how many deliveries were added, and where to go on; None at the end."""
    _one_planner_at_a_time(session)
    topic, band = look.topic, look.band
    rows = queries.candidates(session, topic, band, after=after)
    browsers = queries.browsers_of(session, {row.person_id for row in rows})
    deliveries: list[Values] = []
    for row in rows:
        reminder = due_reminder(topic, row, band.kind, now=look.now)
        if reminder is None:
            continue
        pushes = [(Channel.PUSH, f"push:{number}") for number in browsers.get(row.person_id, ())]
        ways = pushes or [_other_way(row, channels)]
        deliveries += [_delivery(topic, row, reminder, way) for way in ways]
    _insert(session, deliveries)
    last = (rows[-1].moment, rows[-1].subject_id) if len(rows) == queries.PAGE else None
    return len(deliveries), last


def fall_back(
    session: Session, topic: Topic, *, now: datetime, channels: Collection[Channel], after: int = 0
) -> tuple[int, int | None]:
    """One page of reminders that reached no browser: each gets one delivery by her other way."""
    _one_planner_at_a_time(session)
    rows = queries.unreached(session, topic, now=now, after=after)
    deliveries = [
        _delivery(topic, row, reminder, _other_way(row, channels))
        for row in _one_of_each(rows)
        if (reminder := due_reminder(topic, row, row.kind, now=now))
        and reminder.occasion == row.occasion
    ]
    _insert(session, deliveries)
    sent_otherwise = [values for values in deliveries if values["channel"] is not Channel.NOBODY]
    _give_up_pushing(session, sent_otherwise)
    return len(sent_otherwise), rows[-1].subject_id if len(rows) == queries.PAGE else None


def due_reminder(topic: Topic, row: Row[Any], kind: Kind, *, now: datetime) -> Reminder | None:
    """The reminder of that kind, when it is to be sent at this moment."""
    zone = ZoneInfo(row.timezone)
    if awake(now, zone) != now:
        return None
    for reminder in topic.reminders(row, zone, (row.silenced or "").split(",")):
        if reminder.kind is kind and reminder.due_at <= now < reminder.stale_at:
            return reminder
    return None


def _one_planner_at_a_time(session: Session) -> None:
    """So that two never see her without a browser and with one. SQLite's writers queue anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.exec(select(func.pg_advisory_xact_lock(PLANNING)))


def _other_way(row: Row[Any], channels: Collection[Channel]) -> tuple[Channel, str]:
    """Her choice if it can be, else the way that can; nobody's when there is none."""
    addresses = {Channel.EMAIL: row.email, Channel.SMS: row.phone}
    for channel in OTHER_WAYS[row.fallback or FallbackChannel.EMAIL]:
        if channel in channels and addresses[channel]:
            return channel, channel.value
    return Channel.NOBODY, Channel.NOBODY.value


def _delivery(topic: Topic, row: Row[Any], reminder: Reminder, way: tuple[Channel, str]) -> Values:
    channel, target = way
    is_possible = channel is not Channel.NOBODY
    return {
        "person_id": row.person_id,
        "subject": topic.subject,
        "subject_id": row.subject_id,
        "kind": reminder.kind,
        "occasion": reminder.occasion,
        "channel": channel,
        "target": target,
        "state": State.READY if is_possible else State.DROPPED,
        "due_at": reminder.due_at,
        "stale_at": reminder.stale_at,
        "attempts": 0,
        "reason": "" if is_possible else "no way to reach her",
    }


def _insert(session: Session, deliveries: Sequence[Values]) -> None:
    """Whoever inserts the row may send it: a second worker's row is silently left out."""
    if deliveries:
        insert = INSERTS[session.get_bind().dialect.name](Delivery)
        session.connection().execute(insert.on_conflict_do_nothing(), deliveries)


def _one_of_each(rows: Iterable[Row[Any]]) -> Iterable[Row[Any]]:
    return {(row.subject_id, row.kind, row.occasion): row for row in rows}.values()


def _give_up_pushing(session: Session, deliveries: Sequence[Values]) -> None:
    if not deliveries:
        return
    same = ("subject", "subject_id", "kind", "occasion")
    session.connection().execute(
        update(Delivery)
        .where(
            *(col(getattr(Delivery, name)) == bindparam(f"the_{name}") for name in same),
            col(Delivery.channel) == Channel.PUSH,
            col(Delivery.state) == State.READY,
        )
        .values(state=State.DROPPED, reason="sent otherwise"),
        [{f"the_{name}": values[name] for name in same} for values in deliveries],
    )


def tidy(session: Session, *, now: datetime) -> None:
    """Deletes what time has emptied of use: old deliveries, ended sign-ins, counted attempts."""
    old = [col(Delivery.state).in_(FINAL), col(Delivery.due_at) < now - KEPT]
    session.exec(delete(Delivery).where(*old))
    _forget_about_removed(session, now=now)
    devices.forget_ended(session, now=now)
    rate.forget_attempts(session, now=now)


def _forget_about_removed(session: Session, *, now: datetime) -> None:
    """Long before the removed rows are erased: a later row could be given their number."""
    for topic in TOPICS.values():
        if topic.removed_at is not None:
            removed = select(topic.table.id).where(topic.removed_at <= now - queries.LONGEST_LIFE)
            session.exec(
                delete(Delivery).where(
                    col(Delivery.subject) == topic.subject, col(Delivery.subject_id).in_(removed)
                )
            )
