"""Public holidays where the territory is, and the days on which an office is open."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

ALSACE_MOSELLE = {"57", "67", "68"}  # Good Friday and 26 December too (code du travail L3134-13)
OVERSEAS = {
    "971": "GP",
    "972": "MQ",
    "973": "GY",
    "974": "RE",
    "975": "PM",
    "976": "YT",
    "977": "BL",
    "978": "MF",
    "986": "WF",
    "987": "PF",
    "988": "NC",
}
SATURDAY = 5


@lru_cache(maxsize=64)
def holidays_in(department: str) -> holidays.HolidayBase:
    """`department` is an Insee code: "81", "67" or "973"."""
    return holidays.country_holidays("FR", subdiv=_subdivision_of(department))


def _subdivision_of(department: str) -> str | None:
    if department in ALSACE_MOSELLE:
        return department
    return OVERSEAS.get(department)


def is_working_day(day: date, department: str) -> bool:
    return day.weekday() < SATURDAY and day not in holidays_in(department)


def working_day_from(day: date, department: str) -> date:
    """That day, else the first after it on which an office is open."""
    while not is_working_day(day, department):
        day += timedelta(days=1)
    return day
