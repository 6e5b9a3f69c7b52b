"""What a reminder is, and arithmetic on the territory's wall clock: no clock, no database."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.reminders.models import Kind

DAY_BEGINS = time(8)  # nothing reaches her between the end of one day and the beginning of the next
DAY_ENDS = time(20)
MORNING = time(10)


@dataclass(frozen=True)
class Reminder:
    kind: Kind
    occasion: str  # what tells it from the same kind at another time: a start, a day, a moment
    due_at: datetime
    stale_at: datetime  # from this moment it would only puzzle her


def awake(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment itself by day; at night, the beginning of the next day."""
    local = moment.astimezone(zone)
    if local.time() < DAY_BEGINS:
        return at(local.date(), DAY_BEGINS, zone)
    if local.time() >= DAY_ENDS:
        return at(local.date() + timedelta(days=1), DAY_BEGINS, zone)
    return moment


def at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """That hour as the clocks of the zone show it on that day, in UTC."""
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)


def instant(moment: datetime) -> str:
    """A moment as text, to the second: instants.seconds says the same in SQL."""
    return str(int(moment.timestamp()))
