"""When the next point de situation is due."""

from calendar import monthrange
from datetime import date


def next_due(last_held: date | None, first_day: date, planned: date | None, *, months: int) -> date:
    """The day that was planned, else `months` after the last one, or after the first day."""
    return planned or months_after(last_held or first_day, months)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last: 30 November gives 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
