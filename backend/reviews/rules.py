"""When the next point de situation is due."""

from datetime import date

from backend.months import months_after


def next_due(last_held: date | None, first_day: date, planned: date | None, *, months: int) -> date:
    """The day that was planned, else `months` after the last one, or after the first day."""
    return planned or months_after(last_held or first_day, months)
