"""The line in its order, and the waits in it: no database, no clock."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.parcours.timeline import (
    Entry,
    EntryKind,
    State,
    gaps_between,
    in_order,
    waits_between,
    with_waits,
)

TODAY = date(2026, 3, 2)
AIM = timedelta(days=30)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def done(first: int, last: int) -> Entry:
    return Entry(kind=EntryKind.STEP, state=State.DONE, first=ago(first), day=ago(last))


def under_way(first: int) -> Entry:
    return Entry(kind=EntryKind.STEP, state=State.NOW, first=ago(first), day=ago(first))


PLANNED = Entry(kind=EntryKind.STEP, state=State.NEXT, day=TODAY + timedelta(days=9))


def test_the_days_between_the_end_of_a_step_and_the_beginning_of_the_next() -> None:
    immersion, training = done(60, 40), under_way(28)

    (wait,) = waits_between([immersion, training], today=TODAY, longest=AIM)

    assert (wait.before, wait.after, wait.days, wait.is_long) == (immersion, training, 12, False)


def test_a_wait_longer_than_the_territory_s_aim_is_pointed_out() -> None:
    (wait,) = waits_between([done(90, 80), under_way(49)], today=TODAY, longest=AIM)

    assert (wait.days, wait.is_long) == (31, True)


def test_nobody_waits_while_another_step_goes_on() -> None:
    steps = [under_way(90), done(80, 70), done(20, 10)]

    assert waits_between(steps, today=TODAY, longest=AIM) == []


def test_the_step_that_ends_last_counts() -> None:
    long, short, following = done(90, 30), done(80, 75), done(20, 2)

    (wait,) = waits_between([long, short, following], today=TODAY, longest=AIM)

    assert (wait.before, wait.after, wait.days) == (long, following, 10)


def test_the_last_wait_still_runs_when_nothing_has_begun() -> None:
    (wait,) = waits_between([done(60, 34), PLANNED], today=TODAY, longest=AIM)

    assert (wait.after, wait.days, wait.is_long) == (None, 34, True)


def test_less_than_a_week_is_no_wait() -> None:
    assert waits_between([done(30, 12), done(6, 1)], today=TODAY, longest=AIM) == []


def test_done_then_now_then_to_come_and_what_has_no_day_last() -> None:
    undated = Entry(kind=EntryKind.STEP, state=State.NEXT)
    entries = [undated, PLANNED, under_way(3), done(9, 8), done(20, 15)]

    assert in_order(entries) == [entries[4], entries[3], entries[2], PLANNED, undated]


def test_a_wait_stands_just_after_the_step_that_ended() -> None:
    first, second = done(60, 50), done(30, 1)
    waits = waits_between([first, second], today=TODAY, longest=AIM)

    assert with_waits([first, second], waits) == [first, *waits, second]


def referent(first: int) -> Entry:
    return Entry(kind=EntryKind.REFERENT, state=State.DONE, day=ago(first))


def test_the_time_without_a_referent_is_seen() -> None:
    (gap,) = gaps_between([referent(90), referent(20)], [ago(40), None], today=TODAY)

    assert (gap.first, gap.since, gap.days, gap.state) == (ago(40), ago(20), 20, State.DONE)


def test_a_gap_that_lasts_is_now() -> None:
    (gap,) = gaps_between([referent(90)], [ago(5)], today=TODAY)

    assert (gap.since, gap.state) == (None, State.NOW)


def test_one_after_the_other_leaves_no_gap() -> None:
    assert gaps_between([referent(90), referent(40)], [ago(40), None], today=TODAY) == []


def test_a_departure_announced_is_no_gap_yet() -> None:
    assert gaps_between([referent(90)], [TODAY + timedelta(days=5)], today=TODAY) == []


SPANS = st.tuples(st.integers(0, 900), st.integers(0, 200))


@given(spans=st.lists(SPANS, max_size=12), has_one_under_way=st.booleans())
def test_no_day_of_a_wait_is_a_day_of_a_step(
    *, spans: list[tuple[int, int]], has_one_under_way: bool
) -> None:
    steps = [done(first, max(0, first - length)) for first, length in spans]
    if has_one_under_way and spans:
        steps.append(under_way(spans[0][0]))

    waits = waits_between(steps, today=TODAY, longest=AIM)

    for wait in waits:
        assert wait.before is not None
        assert wait.before.day is not None
        first = wait.before.day + timedelta(days=1)
        last = (wait.after.first if wait.after and wait.after.first else TODAY) - timedelta(days=1)
        for step in steps:
            end = step.day if step.state is State.DONE else TODAY
            assert step.first is not None
            assert end is not None
            assert end < first or step.first > last
        assert wait.days >= 7
        assert wait.is_long is (wait.days > 30)
