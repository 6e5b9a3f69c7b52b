"""What is not as it was a quarter before, where chance does not explain it."""

from collections.abc import Hashable, Iterable
from math import floor
from typing import NamedTuple

from backend.evaluation.models import Asked, Cut, Result
from backend.evaluation.queries import MAIN, Told
from backend.evaluation.reading import share_of
from backend.evaluation.statistics import RISK, Interval, Share, newcombe
from backend.surveys.words import MOMENTS
from backend.vocabulary.themes import LABELS as THEMES
from backend.web.language import N_, _, ngettext

WHOLE = N_("The whole territory")


class Change(NamedTuple):
    """Of one group: `label` is to be translated, a structure has its own `name`."""

    question: Asked
    label: str
    name: str
    before: Share
    now: Share
    gap: Interval  # of the difference of the two shares

    @property
    def is_better(self) -> bool:
        return self.gap.low > 0


def established(now: Iterable[Told], before: Iterable[Told]) -> list[Change]:
    """Of so many comparisons made at once, the 1 in 20 that chance gives is shared between them."""
    former = {_key(one.result): share_of(one.result) for one in before if _is_compared(one.result)}
    pairs = [
        (one, former[_key(one.result)])
        for one in now
        if _is_compared(one.result) and _key(one.result) in former
    ]
    found = [_change(one, then, among=len(pairs)) for one, then in pairs]
    return [one for one in found if one.gap.low > 0 or one.gap.high < 0]


def _is_compared(result: Result) -> bool:
    """Groups told together are not the same ones from a quarter to the next."""
    about = (result.structure_id, result.moment, result.theme)
    has_own = result.cut is Cut.TERRITORY or any(one is not None for one in about)
    return result.question in MAIN and has_own and not result.together


def _key(result: Result) -> Hashable:
    return result.cut, result.question, result.structure_id, result.moment, result.theme


def _change(told: Told, then: Share, *, among: int) -> Change:
    result, now = told.result, share_of(told.result)
    gap = newcombe(now.count, now.total, then.count, then.total, risk=RISK / among)
    name = told.structure.name if told.structure else ""
    return Change(result.question, _label(result), name, then, now, gap)


def _label(result: Result) -> str:
    if result.moment is not None:
        return MOMENTS[result.moment]
    if result.theme is not None:
        return THEMES[result.theme]
    return "" if result.structure_id else WHOLE


def gap_in_words(gap: Interval) -> str:
    """« entre 1 et 4 personnes de plus sur 10 », of an interval that does not reach zero."""
    is_more = gap.low > 0
    least, most = sorted(floor(10 * abs(end) + 0.5) for end in gap)
    if most == 0:
        return (
            _("less than 1 person more out of 10")
            if is_more
            else _("less than 1 person fewer out of 10")
        )
    if least == most:
        return _about(most, is_more=is_more)
    if least == 0:
        return _up_to(most, is_more=is_more)
    said = (
        _("between %(low)s and %(high)s people more out of 10")
        if is_more
        else _("between %(low)s and %(high)s people fewer out of 10")
    )
    return said % {"low": least, "high": most}


def _about(count: int, *, is_more: bool) -> str:
    said = (
        ngettext(
            "about %(num)s person more out of 10", "about %(num)s people more out of 10", count
        )
        if is_more
        else ngettext(
            "about %(num)s person fewer out of 10", "about %(num)s people fewer out of 10", count
        )
    )
    return said % {"num": count}


def _up_to(count: int, *, is_more: bool) -> str:
    said = (
        ngettext(
            "up to %(num)s person more out of 10", "up to %(num)s people more out of 10", count
        )
        if is_more
        else ngettext(
            "up to %(num)s person fewer out of 10", "up to %(num)s people fewer out of 10", count
        )
    )
    return said % {"num": count}
