"""Public holidays where the territory is, and the days on which an office is open.

Only the days the law calls holidays: a local custom would put a date off that the law does not.
"""

from datetime import date, timedelta
from functools import lru_cache

import holidays

# Good Friday and 26 December too (code du travail L3134-13); 6AE is the two Alsatian ones as one.
ALSACE_MOSELLE = {"57", "67", "68", "6AE"}
ABOLITION = {  # of slavery: (month, day), code du travail L3422-2
    "971": (5, 27),
    "972": (5, 22),
    "973": (6, 10),
    "974": (12, 20),
    "976": (4, 27),
    "977": (10, 9),
    "978": (5, 28),
}
SATURDAY = 5


@lru_cache(maxsize=2)
def _holidays(subdivision: str | None) -> holidays.HolidayBase:
    return holidays.country_holidays("FR", subdiv=subdivision)


def is_holiday(day: date, department: str) -> bool:
    """`department` is an Insee code: "81", "67" or "973"."""
    if (day.month, day.day) == ABOLITION.get(department):
        return True
    return day in _holidays("57" if department in ALSACE_MOSELLE else None)


def is_working_day(day: date, department: str) -> bool:
    return day.weekday() < SATURDAY and not is_holiday(day, department)


def working_day_from(day: date, department: str) -> date:
    """That day, else the first after it on which an office is open."""
    while not is_working_day(day, department):
        day += timedelta(days=1)
    return day
