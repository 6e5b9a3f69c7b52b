"""Public holidays against the law itself: the eleven of everywhere, and those of places."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.working_days import ABOLITION, is_holiday, is_working_day, working_day_from

DAY = timedelta(days=1)
DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
MAINLAND = ["81", "75", "2A"]
ALSACE_MOSELLE = ["57", "67", "68", "6AE"]
# code du travail L3422-2, and décret 2012-553 of 23 April 2012
OVERSEAS = {
    "971": "05-27",
    "972": "05-22",
    "973": "06-10",
    "974": "12-20",
    "976": "04-27",
}
DEPARTMENTS = st.sampled_from([*MAINLAND, *ALSACE_MOSELLE, *OVERSEAS])
FIXED = {"01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"}  # L3133-1


def easter(year: int) -> date:
    """As Gauss worked it out, with the two exceptions he named."""
    century = year // 100
    p = (13 + 8 * century) // 25
    m = (15 - p + century - century // 4) % 30
    n = (4 + century - century // 4) % 7
    d = (19 * (year % 19) + m) % 30
    e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7
    days = 22 + d + e
    if d == 29 and e == 6:
        days = 50
    if d == 28 and e == 6 and (11 * m + 11) % 30 < 19:
        days = 49
    return date(year, 3, 1) + (days - 1) * DAY


def lawful(day: date, department: str) -> bool:
    named = f"{day:%m-%d}"
    moving = {easter(day.year) + days * DAY for days in (1, 39, 50)}
    if department in ALSACE_MOSELLE and (named == "12-26" or day == easter(day.year) - 2 * DAY):
        return True
    return named in FIXED or day in moving or named == OVERSEAS.get(department)


@settings(deadline=None)  # the first look at a year works its holidays out
@given(DAYS, DEPARTMENTS)
def test_a_holiday_is_one_of_the_law_there(day: date, department: str) -> None:
    assert is_holiday(day, department) == lawful(day, department)


@pytest.mark.parametrize("department", [*MAINLAND, *ALSACE_MOSELLE, *OVERSEAS])
def test_every_day_of_some_years(department: str) -> None:
    for year in (2026, 2027, 2028, 2038):  # 2038: Easter on its last day but one, 25 April
        first = date(year, 1, 1)
        days = [first + number * DAY for number in range(366)]
        assert [is_holiday(day, department) for day in days] == [
            lawful(day, department) for day in days
        ]


@pytest.mark.parametrize(
    ("day", "departments"),
    [
        ("2026-04-03", "57 67 68 6AE"),  # Good Friday, worked in Guadeloupe and Martinique
        ("2026-04-06", "81 67 971 973 974 976"),
        ("2026-05-14", "81 67 971 973 974 976"),
        ("2026-05-25", "81 67 971 973 974 976"),
        ("2026-12-26", "57 67 68 6AE"),
        ("2026-05-22", "972"),
        ("2026-05-27", "971"),
        ("2026-06-10", "973"),
        ("2026-12-20", "974"),
        ("2026-04-27", "976"),
        ("2026-10-09", "977"),
        ("2026-05-28", "978"),
        ("2026-07-21", ""),  # Victor Schœlcher: a custom
    ],
)
def test_known_days_of_2026(day: str, departments: str) -> None:
    everywhere = {*ALSACE_MOSELLE, *ABOLITION, "81"}
    closed = {one for one in everywhere if is_holiday(date.fromisoformat(day), one)}
    expected = set(departments.split())
    assert closed >= expected
    assert closed == expected or len(expected) == 6  # national: in all of them


@settings(deadline=None)
@given(DAYS, DEPARTMENTS)
def test_the_next_working_day_skips_closed_days_only(day: date, department: str) -> None:
    found = working_day_from(day, department)
    assert found >= day
    assert is_working_day(found, department)
    assert found.weekday() < 5
    skipped = [day + number * DAY for number in range((found - day).days)]
    assert not any(is_working_day(one, department) for one in skipped)
    assert len(skipped) <= 4  # Good Friday to Easter Monday; Saturday to a Tuesday at Christmas


def test_a_long_closing_is_passed() -> None:
    assert working_day_from(date(2026, 4, 3), "67") == date(2026, 4, 7)
    assert working_day_from(date(2026, 4, 3), "81") == date(2026, 4, 3)
    assert working_day_from(date(2026, 12, 25), "67") == date(2026, 12, 28)
    assert working_day_from(date(2026, 12, 19), "974") == date(2026, 12, 21)
    assert working_day_from(date(2027, 5, 1), "81") == date(2027, 5, 3)
