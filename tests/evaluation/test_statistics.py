"""Intervals against those of a statistics library, and the words that follow from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from backend.evaluation.statistics import (
    Interval,
    Share,
    Standing,
    differ,
    newcombe,
    out_of_ten,
    standings,
    wilson,
)

CLOSE = 1e-9


@st.composite
def shares(draw: st.DrawFn, *, most: int = 2_000) -> Share:
    total = draw(st.integers(1, most))
    return Share(draw(st.integers(0, total)), total)


def test_wilson_is_the_librarys_for_every_share_of_up_to_60_answers() -> None:
    for total in range(1, 61):
        for count in range(total + 1):
            expected = proportion_confint(count, total, method="wilson")
            assert wilson(count, total) == pytest.approx(expected, abs=CLOSE)


@given(shares(most=1_000_000))
def test_wilson_is_the_librarys_for_many_answers(share: Share) -> None:
    expected = proportion_confint(share.count, share.total, method="wilson")
    assert share.interval == pytest.approx(expected, abs=CLOSE)


@given(shares(), shares())
def test_newcombe_is_the_librarys(a: Share, b: Share) -> None:
    expected = confint_proportions_2indep(
        a.count, a.total, b.count, b.total, method="newcomb", compare="diff"
    )
    assert newcombe(a.count, a.total, b.count, b.total) == pytest.approx(expected, abs=CLOSE)


def test_reference_values_of_the_method_note() -> None:
    assert wilson(8, 10) == pytest.approx((0.490, 0.943), abs=5e-4)
    assert wilson(80, 100) == pytest.approx((0.711, 0.867), abs=5e-4)


def test_newcombes_own_example_of_1998() -> None:
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@given(shares(), shares())
def test_the_difference_the_other_way_round_is_its_opposite(a: Share, b: Share) -> None:
    low, high = newcombe(a.count, a.total, b.count, b.total)
    assert newcombe(b.count, b.total, a.count, a.total) == pytest.approx((-high, -low), abs=CLOSE)
    assert differ(a, b) is differ(b, a)


def test_of_nobody_anything_may_be_true() -> None:
    assert wilson(0, 0) == Interval(0, 1)
    assert newcombe(0, 0, 5, 10) == Interval(-1, 1) == newcombe(5, 10, 0, 0)


@pytest.mark.parametrize(("count", "total"), [(0, 0), (-1, 5), (6, 5)])
def test_a_share_is_a_part_of_something(count: int, total: int) -> None:
    with pytest.raises(ValueError, match="part of something"):
        Share(count, total)


@pytest.mark.parametrize(
    ("count", "total", "words"),
    [
        (8, 10, (8, 5, 9)),
        (80, 100, (8, 7, 9)),
        (800, 1000, (8, 8, 8)),
        (0, 5, (0, 0, 4)),
        (5, 5, (10, 6, 10)),
        (1, 4, (3, 0, 7)),  # 2.5 is told as 3, as is taught at school
        (0, 1, (0, 0, 8)),
        (1, 1, (10, 2, 10)),
    ],
)
def test_out_of_ten(count: int, total: int, words: tuple[int, int, int]) -> None:
    assert out_of_ten(Share(count, total)) == words


@given(shares(most=1_000_000))
def test_the_share_is_never_told_outside_its_interval(share: Share) -> None:
    value, low, high = out_of_ten(share)
    assert 0 <= low <= value <= high <= 10


def test_two_structures_of_ten_answers_cannot_be_told_apart() -> None:
    assert not differ(Share(8, 10), Share(6, 10))
    assert differ(Share(800, 1000), Share(600, 1000))


def test_a_difference_may_be_chance_once_a_hundred_are_looked_at() -> None:
    a, b = Share(44, 60), Share(32, 60)
    assert differ(a, b)
    assert not differ(a, b, among=100)


def test_standings_say_who_is_above_and_below_all_others() -> None:
    told = standings({"high": Share(95, 100), "same": Share(7, 10), "low": Share(40, 100)})
    assert told == {
        "high": Standing.ABOVE,
        "same": Standing.NOT_DIFFERENT,
        "low": Standing.BELOW,
    }


def test_one_alone_has_no_standing() -> None:
    assert standings({"one": Share(1, 100)}) == {"one": Standing.NOT_DIFFERENT}
    assert standings({}) == {}


@given(st.dictionaries(st.integers(0, 50), shares(most=400), min_size=2, max_size=12))
def test_nobody_is_ordered_inside_overlapping_intervals(known: dict[int, Share]) -> None:
    told = standings(known)
    for key, share in known.items():
        rest = [other for one, other in known.items() if one != key]
        others = Share(sum(one.count for one in rest), sum(one.total for one in rest))
        if share.interval.overlaps(others.interval):
            assert told[key] is Standing.NOT_DIFFERENT
        elif told[key] is not Standing.NOT_DIFFERENT:
            assert (told[key] is Standing.ABOVE) is (share.rate > others.rate)


@given(st.dictionaries(st.integers(0, 50), shares(most=400), min_size=2, max_size=12))
def test_whoever_is_above_has_a_better_share_than_whoever_is_below(known: dict[int, Share]) -> None:
    told = standings(known)
    above = [known[key].rate for key, one in told.items() if one is Standing.ABOVE]
    below = [known[key].rate for key, one in told.items() if one is Standing.BELOW]
    assert not above or not below or min(above) > max(below)
