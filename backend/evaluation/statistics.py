"""What can be said of a share known from few answers, and what cannot."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import floor, sqrt
from statistics import NormalDist
from typing import NamedTuple, TypeVar

RISK = 0.05  # of an interval that misses: 1 in 20

Key = TypeVar("Key", bound=Hashable)


class Interval(NamedTuple):
    low: float
    high: float

    def overlaps(self, other: "Interval") -> bool:
        return self.low <= other.high and other.low <= self.high


def wilson(count: int, total: int, *, risk: float = RISK) -> Interval:
    """Of a share. Of nobody's answers, anything may be true."""
    if total == 0:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf(1 - risk / 2)
    rate, spread = count / total, z * z / total
    middle = (rate + spread / 2) / (1 + spread)
    half = z * sqrt((rate * (1 - rate) + spread / 4) / total) / (1 + spread)
    return Interval(max(0.0, min(middle - half, rate)), min(1.0, max(middle + half, rate)))


def newcombe(
    count_a: int, total_a: int, count_b: int, total_b: int, *, risk: float = RISK
) -> Interval:
    """Of the difference a - b of two shares of different answers (his hybrid score method)."""
    if total_a == 0 or total_b == 0:
        return Interval(-1.0, 1.0)
    a, b = count_a / total_a, count_b / total_b
    of_a, of_b = wilson(count_a, total_a, risk=risk), wilson(count_b, total_b, risk=risk)
    return Interval(
        a - b - sqrt((a - of_a.low) ** 2 + (of_b.high - b) ** 2),
        a - b + sqrt((of_a.high - a) ** 2 + (b - of_b.low) ** 2),
    )


@dataclass(frozen=True)
class Share:
    """So many of so many answers; every answer weighs the same."""

    count: int
    total: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.total or self.total == 0:
            raise ValueError("a share is a part of something")

    @property
    def rate(self) -> float:
        return self.count / self.total

    @property
    def interval(self) -> Interval:
        return wilson(self.count, self.total)


def out_of_ten(share: Share) -> tuple[int, int, int]:
    """« 8 personnes sur 10, entre 5 et 9 »: the share and its interval, to the nearest tenth."""
    low, high = share.interval
    return _tenths(share.rate), _tenths(low), _tenths(high)


def _tenths(rate: float) -> int:
    return floor(rate * 10 + 0.5)


def differ(a: Share, b: Share, *, among: int = 1) -> bool:
    """More than chance explains. When it does not, no word and no order may suggest it.

    Of `among` comparisons made at once, the 1 in 20 that chance gives is shared between them.
    """
    low, high = newcombe(a.count, a.total, b.count, b.total, risk=RISK / among)
    return low > 0 or high < 0


class Standing(StrEnum):
    ABOVE = "above"
    NOT_DIFFERENT = "not_different"
    BELOW = "below"


def standings(shares: Mapping[Key, Share]) -> dict[Key, Standing]:
    """Where each stands beside all the others taken together: the only order there is.

    Pairs give none: A may not differ from B, nor B from C, and A differ from C. Inside a standing
    the order is that of the alphabet. Somebody is above or below only when the two intervals do not
    overlap and chance, over as many comparisons, does not explain the difference.
    """
    count = sum(share.count for share in shares.values())
    total = sum(share.total for share in shares.values())
    return {
        key: _standing(share, Share(count - share.count, total - share.total), len(shares))
        if total > share.total
        else Standing.NOT_DIFFERENT
        for key, share in shares.items()
    }


def _standing(share: Share, others: Share, among: int) -> Standing:
    if share.interval.overlaps(others.interval) or not differ(share, others, among=among):
        return Standing.NOT_DIFFERENT
    return Standing.ABOVE if share.rate > others.rate else Standing.BELOW
