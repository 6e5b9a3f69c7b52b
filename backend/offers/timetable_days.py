"""Days, months and dates, as OpenStreetMap's opening_hours write them."""

import re
from calendar import monthrange
from dataclasses import dataclass

from backend.working_days import ABOLITION, ALSACE_MOSELLE

WEEK = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
PUBLIC_HOLIDAYS, SCHOOL_HOLIDAYS = "PH", "SH"
LEAP_YEAR = 2024

_DAY = f"(?:{'|'.join(WEEK)})"
_MONTH = rf"(?:{'|'.join(MONTHS)})(?: \d{{1,2}})?"
DAYS = rf"(?:{_DAY}(?:-{_DAY}|\[[-1-5,]+\])?|PH|SH)"
PERIOD = f"{_MONTH}(?:-{_MONTH})?"
_DATED = re.compile(rf"({'|'.join(MONTHS)}) ?(\d{{1,2}})\b(?!:)")


@dataclass(frozen=True)
class Date:
    month: int
    day: int | None = None


def names_no_day(written: str) -> bool:
    """A 30 February: the library takes it for every day."""
    return any(
        int(day) > monthrange(LEAP_YEAR, MONTHS.index(month) + 1)[1]
        for month, day in _DATED.findall(written)
    )


def own_holidays(department: str) -> list[str]:
    """Those the library does not know, in its words."""
    if department in ALSACE_MOSELLE:
        return ["easter -2 days", "Dec 26"]
    abolition = ABOLITION.get(department)
    return [f"{MONTHS[abolition[0] - 1]} {abolition[1]}"] if abolition else []


def split_days(days: str) -> list[str]:
    """« Tu[1,3],We »: the commas between brackets are not between days."""
    return re.findall(DAYS, days)


def weekdays_of(one: str) -> range | list[int]:
    if "[" in one or one in {PUBLIC_HOLIDAYS, SCHOOL_HOLIDAYS, ""}:
        return []
    first, _, last = one.partition("-")
    begins, ends = WEEK.index(first), WEEK.index(last or first)
    if ends >= begins:
        return range(begins, ends + 1)
    return [*range(begins, len(WEEK)), *range(ends + 1)]


def nth_of(one: str) -> list[tuple[int, int]]:
    day, bracket, which = one.rstrip("]").partition("[")
    if not bracket:
        return []
    return [(WEEK.index(day), int(number)) for number in which.split(",")]


def period_of(one: str) -> tuple[Date, Date]:
    first, _, last = one.partition("-")
    return _date(first), _date(last or first)


def _date(one: str) -> Date:
    month, _, day = one.partition(" ")
    return Date(MONTHS.index(month) + 1, int(day) if day else None)
