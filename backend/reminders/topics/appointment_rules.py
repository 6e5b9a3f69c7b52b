"""Which reminders an appointment calls for, and when: arithmetic on the territory's wall clock.

Nothing here reads a clock or a database: the same appointment always gives the same reminders, so
they are worked out again at each look instead of being kept up to date. An occasion is the start it
recalls or the move it tells; it is empty for the confirmation.
"""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from backend.appointments.models import Source, Status
from backend.reminders.models import Kind
from backend.reminders.rules import DAY_BEGINS, DAY_ENDS, MORNING, Reminder, at, awake, instant

EVENING = time(18)
EARLY = time(10)  # an appointment before this hour is recalled the evening before
WEEK_NOTICE = timedelta(days=10)  # known for less than that, it needs no reminder at J-7
NEWS_LASTS = timedelta(hours=48)


class Facts(Protocol):
    """What the rules read of an appointment: a model or a row of these columns will do."""

    @property
    def status(self) -> Status: ...
    @property
    def source(self) -> Source: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def known_at(self) -> datetime: ...
    @property
    def changed_at(self) -> datetime: ...
    @property
    def moved_at(self) -> datetime | None: ...


def reminders_of(
    appointment: Facts, zone: ZoneInfo, *, silenced: Collection[str] = ()
) -> list[Reminder]:
    """In the order they are due. None once it is cancelled or its outcome is known."""
    if appointment.status is not Status.UNKNOWN:
        return []
    news = _news(appointment, zone)
    if news is not None and news.kind in silenced:
        news = None
    told_at = news.due_at if news else learned_at(appointment)
    recalls = [
        recall
        for recall in _recalls(appointment, zone)
        if recall.due_at > told_at and recall.kind not in silenced
    ]
    return [news, *recalls] if news else recalls


def learned_at(appointment: Facts) -> datetime:
    """When its present hour became known: what was due earlier is not sent late."""
    if appointment.source is Source.PERSON:
        return max(appointment.known_at, appointment.changed_at)
    return max(appointment.known_at, appointment.moved_at or appointment.known_at)


def _news(appointment: Facts, zone: ZoneInfo) -> Reminder | None:
    """The one thing she has not been told: that it moved, else that it exists.

    A move makes the confirmation pointless, even one that waits for the morning: the card shows
    one hour only, the new one.
    """
    if appointment.moved_at is not None:
        kind, occasion, happened_at = (
            Kind.MOVED,
            instant(appointment.moved_at),
            appointment.moved_at,
        )
    elif appointment.source is not Source.PERSON:
        kind, occasion, happened_at = Kind.CONFIRMATION, "", appointment.known_at
    else:
        return None
    due_at = awake(happened_at, zone)
    if due_at >= appointment.starts_at:
        return None
    return Reminder(kind, occasion, due_at, min(appointment.starts_at, due_at + NEWS_LASTS))


def _recalls(appointment: Facts, zone: ZoneInfo) -> list[Reminder]:
    start = appointment.starts_at
    occasion = instant(start)
    local_start = start.astimezone(zone)
    day = local_start.date()
    if local_start.time() < EARLY:
        last_call = at(day - timedelta(days=1), EVENING, zone)
    else:
        last_call = at(day, DAY_BEGINS, zone)
    two_days = at(day - timedelta(days=2), MORNING, zone)
    recalls = [
        Reminder(Kind.TWO_DAYS_BEFORE, occasion, two_days, last_call),
        Reminder(Kind.DAY, occasion, last_call, start),
    ]
    if start - learned_at(appointment) > WEEK_NOTICE:
        week = at(day - timedelta(days=7), MORNING, zone)
        stale = at(day - timedelta(days=6), DAY_ENDS, zone)
        recalls.insert(0, Reminder(Kind.WEEK_BEFORE, occasion, week, stale))
    return recalls
