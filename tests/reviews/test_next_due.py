"""When the next one is due."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from backend.months import months_after
from backend.people.models import Accompaniment
from backend.reviews import queries
from backend.reviews.rules import next_due
from tests.appointments.saving import statements
from tests.cast import Cast
from tests.conftest import NOON
from tests.reviews.saving import held, planned, prepared, review

TODAY = NOON.date()
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
MONTHS = st.integers(1, 36)


@given(day=DAYS, months=MONTHS)
@settings(max_examples=200, deadline=None)
def test_months_are_counted_on_the_calendar_and_end_with_the_month(day: date, months: int) -> None:
    later = months_after(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    last = monthrange(later.year, later.month)[1]
    assert later.day == min(day.day, last)


@given(day=DAYS, later=DAYS, months=MONTHS)
@settings(max_examples=100, deadline=None)
def test_the_later_the_last_one_the_later_the_next(day: date, later: date, months: int) -> None:
    first, second = sorted((day, later))
    assert next_due(first, day, None, months=months) <= next_due(second, day, None, months=months)


@given(last=st.none() | DAYS, first=DAYS, planned_on=st.none() | DAYS, months=MONTHS)
@settings(max_examples=200, deadline=None)
def test_a_planned_day_counts_before_the_rhythm(
    last: date | None, first: date, planned_on: date | None, months: int
) -> None:
    due = next_due(last, first, planned_on, months=months)

    if planned_on is not None:
        assert due == planned_on
    else:
        assert due > (last or first)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 11, 30), date(2026, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 10, 31), date(2027, 1, 31)),
    ],
)
def test_a_month_may_be_too_short(day: date, expected: date) -> None:
    assert months_after(day, 3) == expected


def test_before_any_it_is_counted_from_the_first_day(session: Session, cast: Cast) -> None:
    upcoming = queries.next_for(session, cast.amina, today=TODAY, months=3)

    assert upcoming is not None
    assert (upcoming.due_on, upcoming.review_id) == (date(2026, 6, 2), None)
    assert (upcoming.is_overdue, upcoming.is_prepared) == (False, False)


def test_then_from_the_last_that_was_held(session: Session, cast: Cast) -> None:
    held(session, cast, date(2025, 8, 1))
    held(session, cast, date(2025, 11, 30))
    held(session, cast, date(2026, 2, 28), cancelled_at=NOON)

    upcoming = queries.next_for(session, cast.amina, today=TODAY, months=3)

    assert upcoming is not None
    assert (upcoming.due_on, upcoming.is_overdue) == (date(2026, 2, 28), True)


def test_a_planned_one_is_the_next_unless_it_is_cancelled_or_older_than_the_last(
    session: Session, cast: Cast
) -> None:
    held(session, cast, date(2026, 2, 10))
    planned(session, cast, date(2026, 2, 1))
    planned(session, cast, date(2026, 3, 5), cancelled_at=NOON)
    row = planned(session, cast, date(2026, 3, 20))
    review(session, cast)
    prepared(session, cast)

    upcoming = queries.next_for(session, cast.amina, today=TODAY, months=3)

    assert upcoming is not None
    assert (upcoming.due_on, upcoming.review_id) == (date(2026, 3, 20), row.id)
    assert upcoming.is_prepared


def test_with_nobody_beside_her_there_is_no_rhythm(session: Session, cast: Cast) -> None:
    assert queries.next_for(session, cast.amina, today=TODAY, months=3)
    for link in session.exec(select(Accompaniment)):
        link.ended_on = TODAY
    session.commit()

    assert queries.next_for(session, cast.amina, today=TODAY, months=3) is None


def test_it_costs_two_statements_whatever_there_is(session: Session, cast: Cast) -> None:
    for number in range(20):
        held(session, cast, date(2025, 1, 1) + timedelta(days=number))
    with statements() as asked:
        queries.next_for(session, cast.amina, today=TODAY, months=3)

    assert len([one for one in asked if one.lstrip().startswith("SELECT")]) == 2
