"""At which moments of a job she is asked, and which one is open: arithmetic on days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.checkins.models import Moment
from backend.checkins.rules import (
    LONGEST,
    SLUGS,
    day_of,
    ends_before,
    is_due,
    moment_at,
    open_moment,
    passed,
    started_between,
)
from backend.months import months_after

DAY = timedelta(days=1)
DAYS = st.dates(date(2019, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("started", "days"),
    [
        ("2026-01-31", "02-07 02-28 04-30 07-31"),
        ("2028-01-31", "02-07 02-29 04-30 07-31"),
        ("2026-08-31", "09-07 09-30 11-30 02-28"),
        ("2026-11-30", "12-07 12-30 02-28 05-30"),
        ("2026-03-02", "03-09 04-02 06-02 09-02"),
    ],
)
def test_the_four_moments_of_a_job(started: str, days: str) -> None:
    begun = date.fromisoformat(started)
    assert " ".join(f"{day_of(moment, begun):%m-%d}" for moment in Moment) == days


@given(DAYS, st.integers(-30, 30))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int
) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + DAY).day == 1)


@given(DAYS)
def test_moments_follow_each_other_and_never_overlap(started: date) -> None:
    days = [day_of(moment, started) for moment in Moment]
    ends = [ends_before(moment, started) for moment in Moment]
    assert days == sorted(set(days))
    assert all(day < end for day, end in zip(days, ends, strict=True))
    assert all(end <= later for end, later in zip(ends, days[1:], strict=False))
    assert ends[-1] <= started + LONGEST


@given(DAYS, st.integers(-10, 230), st.sets(st.sampled_from(Moment)))
def test_at_most_one_is_open_and_never_one_that_was_answered(
    started: date, days: int, answered: set[Moment]
) -> None:
    today = started + days * DAY
    found = open_moment(started, today, answered=answered)
    within = [m for m in Moment if day_of(m, started) <= today < ends_before(m, started)]
    assert ([found] if found else []) == [m for m in within if m not in answered]


@given(DAYS, st.sampled_from(Moment), st.integers(0, 6), st.integers(0, 8))
def test_the_stretch_of_first_days_misses_no_job(
    started: date, moment: Moment, before: int, after: int
) -> None:
    """The database looks between two first days; the moment of every such job is inside."""
    day = day_of(moment, started)
    first, last = started_between(moment, day - before * DAY, day + after * DAY)
    assert first <= started <= last
    assert last - first <= timedelta(days=before + after + 12)


@given(DAYS, st.integers(-10, 260), st.none() | st.integers(0, 260))
def test_what_passed_is_over_and_was_due(started: date, days: int, ended: int | None) -> None:
    today, ended_on = started + days * DAY, None if ended is None else started + ended * DAY
    for moment, day, over in passed(started, today, ended_on=ended_on):
        assert day < over <= today
        assert is_due(moment, started, today, ended_on=ended_on)
        assert open_moment(started, today) is not moment
        assert ended_on is None or day <= ended_on


def test_each_moment_has_an_address_of_its_own() -> None:
    assert [moment_at(SLUGS[moment]) for moment in Moment] == list(Moment)
    assert moment_at("mois-2") is None
