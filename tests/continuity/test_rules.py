"""What is noticed about a parcours, from days alone."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.continuity.models import WatchRule, Worry
from backend.continuity.rules import (
    DEFAULTS,
    Facts,
    Period,
    Rule,
    Stay,
    look_on,
    noticed,
    periods,
    rules_for,
    written,
)
from tests.continuity import days as drawn
from tests.continuity.days import MONDAY, day

DAY = timedelta(days=1)
QUIET = Facts(
    began_on=day(-300),
    contact_on=MONDAY,
    appointment_on=day(-10),
    referents=(Stay(day(-290)),),
    has_open_step=True,
    oriented_on=day(-280),
    has_contract=True,
)


def worries(facts: Facts, today: date, *, hers: bool = False) -> list[Worry]:
    found = noticed(facts, DEFAULTS, today)
    return [one.worry for one in found if not hers or one.is_hers_on(today)]


def but(**others: Any) -> Facts:
    return replace(QUIET, **others)


def test_nothing_is_noticed_where_all_goes_on() -> None:
    assert worries(QUIET, MONDAY) == []


@pytest.mark.parametrize(
    ("facts", "worry"),
    [
        (but(contact_on=day(-30)), Worry.NO_CONTACT),
        (but(appointment_on=day(-30)), Worry.NO_APPOINTMENT),
        (but(referents=(Stay(day(-90), day(-1)),)), Worry.NO_REFERENT),
        (but(has_open_step=False, step_ended_on=day(-30)), Worry.NO_NEXT_STEP),
        (but(unanswered_since=day(-15)), Worry.NO_REPLY),
        (
            but(began_on=day(-42), contact_on=MONDAY, referents=(), oriented_on=None),
            Worry.LATE_ORIENTATION,
        ),
        (but(has_contract=False, oriented_on=date(2026, 2, 2)), Worry.LATE_CONTRACT),
    ],
)
def test_each_worry_is_hers_on_its_day_and_not_the_day_before(facts: Facts, worry: Worry) -> None:
    assert worries(facts, MONDAY, hers=True) == [worry]
    assert worries(facts, MONDAY - DAY, hers=True) == []


@pytest.mark.parametrize(
    "facts",
    [
        but(contact_on=day(-23)),
        but(appointment_on=day(-23)),
        but(has_open_step=False, step_ended_on=day(-23)),
        but(began_on=day(-35), contact_on=MONDAY, referents=(), oriented_on=None),
        but(has_contract=False, oriented_on=date(2026, 2, 9)),
    ],
)
def test_her_adviser_sees_it_a_week_before_she_does(facts: Facts) -> None:
    assert len(worries(facts, MONDAY)) == 1
    assert worries(facts, MONDAY, hers=True) == []
    assert worries(facts, MONDAY - DAY) == []


def test_the_contract_is_due_a_month_after_the_orientation_by_the_calendar() -> None:
    facts = but(has_contract=False, oriented_on=date(2026, 1, 31))
    late = next(one for one in periods(facts, DEFAULTS) if one.worry is Worry.LATE_CONTRACT)
    assert late.hers_from == date(2026, 2, 28)


def test_an_appointment_ahead_is_no_silence_but_the_silence_after_it_counts_from_its_day() -> None:
    facts = but(appointment_on=day(10))
    assert worries(facts, day(9)) == []
    assert Worry.NO_APPOINTMENT not in worries(facts, day(10 + 30 - 7 - 1))
    assert Worry.NO_APPOINTMENT in worries(facts, day(10 + 30 - 7))


def test_a_referent_who_is_replaced_the_same_day_leaves_no_gap() -> None:
    assert worries(but(referents=(Stay(day(-90), day(-5)), Stay(day(-5)))), MONDAY) == []


def test_the_gap_ends_by_itself_when_the_next_referent_begins() -> None:
    facts = but(referents=(Stay(day(-90), day(-5)), Stay(day(3))))
    assert worries(facts, MONDAY) == [Worry.NO_REFERENT]
    assert look_on(facts, DEFAULTS, MONDAY) == day(3)
    assert worries(facts, day(3)) == []


def test_somebody_who_never_had_a_referent_waits_for_an_orientation_not_for_a_referent() -> None:
    facts = but(began_on=day(-100), referents=(), oriented_on=None)
    assert worries(facts, MONDAY) == [Worry.LATE_ORIENTATION]


def test_nobody_waits_for_an_orientation_and_for_its_contract_at_once() -> None:
    facts = Facts(began_on=day(-200), oriented_on=day(-100))
    assert Worry.LATE_ORIENTATION not in worries(facts, MONDAY)
    assert Worry.LATE_CONTRACT in worries(facts, MONDAY)


def test_what_happened_before_she_came_here_begins_with_her() -> None:
    facts = but(began_on=day(-10), contact_on=day(-100), appointment_on=None)
    assert worries(facts, MONDAY) == []


def test_a_territory_says_otherwise_and_its_longest_wait_counts_for_steps() -> None:
    own = WatchRule(territory_id=1, worry=Worry.NO_CONTACT, is_on=False, days=10)
    rules = rules_for([own], longest_wait_days=45, referral_days=20)
    assert not rules[Worry.NO_CONTACT].is_on
    assert rules[Worry.NO_NEXT_STEP] == Rule(45, 7)
    assert written(rules) != written(DEFAULTS)
    assert noticed(but(contact_on=day(-99)), rules, MONDAY) == []


@settings(deadline=None)
@given(drawn.facts, drawn.rules)
def test_nothing_changes_before_the_next_look_and_something_does_on_that_day(
    facts: Facts, rules: dict[Worry, Rule]
) -> None:
    """Day by day through half a year: the night run may sleep until `look_on`, never longer."""
    today, last = day(-210), day(200)
    while today < last:
        then = look_on(facts, rules, today)
        before = noticed(facts, rules, today)
        until = min(then or last, last)
        for later in range(1, (until - today).days):
            assert noticed(facts, rules, today + later * DAY) == before
        if then is not None and then < last:
            assert noticed(facts, rules, then) != before
        today = until


@given(drawn.facts, drawn.rules, st.integers(-200, 100).map(day))
def test_what_is_noticed_is_one_of_each_worry_in_their_order_seen_by_her_adviser_first(
    facts: Facts, rules: dict[Worry, Rule], today: date
) -> None:
    found = noticed(facts, rules, today)
    order = [list(Worry).index(one.worry) for one in found]
    assert order == sorted(set(order))
    for one in found:
        assert one.since < one.desk_from <= one.hers_from
        assert one.desk_from <= today
        assert rules[one.worry].is_on


@given(drawn.facts, st.integers(-200, 100).map(day))
def test_the_two_delays_of_the_law_never_run_at_once(facts: Facts, today: date) -> None:
    found = {one.worry for one in noticed(facts, DEFAULTS, today)}
    assert not {Worry.LATE_ORIENTATION, Worry.LATE_CONTRACT} <= found


@settings(deadline=None)
@given(st.lists(drawn.stays(), max_size=4).map(tuple), st.integers(-200, 100).map(day))
def test_a_referent_is_missing_on_the_days_that_no_stay_covers_once_one_has_ended(
    stays: tuple[Stay, ...], today: date
) -> None:
    """Against the plainest possible reading: each day looked at by itself."""

    def is_there(on: date) -> bool:
        return any(one.begins <= on and (one.ends is None or on < one.ends) for one in stays)

    has_left = any(one.ends is not None and one.ends <= today for one in stays)
    found: list[Period] = noticed(Facts(began_on=day(-300), referents=stays), DEFAULTS, today)
    missing = any(one.worry is Worry.NO_REFERENT for one in found)
    assert missing is (has_left and not is_there(today) and not is_there(today - DAY))


def test_somebody_with_an_appointment_ahead_is_not_without_news() -> None:
    facts = but(contact_on=day(-60), appointment_on=day(2))
    assert worries(facts, day(2)) == []
    assert worries(facts, day(3)) == [Worry.NO_CONTACT]
