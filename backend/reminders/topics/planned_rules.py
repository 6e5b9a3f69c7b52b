"""When a day that was planned is recalled: a step two days before, a point de situation a week."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from backend.reminders.models import Kind
from backend.reminders.rules import DAY_ENDS, MORNING, Reminder, at


@dataclass(frozen=True)
class Recall:
    kind: Kind
    before: timedelta
    lasts: timedelta  # it is stale at the end of the day, that many days later


STEP = Recall(Kind.STEP, timedelta(days=2), timedelta())
REVIEW = Recall(Kind.REVIEW, timedelta(days=7), timedelta(days=1))


def reminders_of(
    planned_on: date | None,
    recall: Recall,
    zone: ZoneInfo,
    *,
    learned_at: datetime,
    silenced: Collection[str] = (),
) -> list[Reminder]:
    """One, or none: what was due before the day became known is not sent late."""
    if planned_on is None or recall.kind in silenced:
        return []
    day = planned_on - recall.before
    due_at = at(day, MORNING, zone)
    if due_at <= learned_at:
        return []
    stale_at = at(day + recall.lasts, DAY_ENDS, zone)
    return [Reminder(recall.kind, planned_on.isoformat(), due_at, stale_at)]


def planned_between(recall: Recall, now: datetime) -> tuple[date, date]:
    """The planned days whose recall may be due, in whatever zone."""
    today, day = now.date(), timedelta(days=1)
    return today + recall.before - recall.lasts - day, today + recall.before + day
