"""When she is asked how her job goes: four moments, each asked once and for a few days."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from backend.checkins.models import Moment
from backend.checkins.rules import day_of
from backend.reminders.models import Kind
from backend.reminders.rules import MORNING, Reminder, at, awake
from backend.steps.models import Status

LASTS = timedelta(days=5)


class Facts(Protocol):
    """What the rules read of the step « emploi »."""

    @property
    def status(self) -> Status: ...
    @property
    def started_on(self) -> date | None: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def removed_at(self) -> datetime | None: ...


def reminders_of(
    job: Facts, zone: ZoneInfo, *, answered: Collection[Moment], silenced: Collection[str] = ()
) -> list[Reminder]:
    """In the order they are due; a job known late is asked about at once, if not too late."""
    if job.status is not Status.IN_PROGRESS or job.started_on is None or job.removed_at is not None:
        return []
    if Kind.CHECK_IN in silenced:
        return []
    reminders = [
        _reminder(moment, day_of(moment, job.started_on), zone, known_at=job.created_at)
        for moment in Moment
        if moment not in answered
    ]
    return [reminder for reminder in reminders if reminder.due_at < reminder.stale_at]


def _reminder(moment: Moment, day: date, zone: ZoneInfo, *, known_at: datetime) -> Reminder:
    due_at = max(at(day, MORNING, zone), awake(known_at, zone))
    return Reminder(Kind.CHECK_IN, moment, due_at, at(day + LASTS, MORNING, zone))
