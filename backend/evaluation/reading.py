"""Results in the order and under the names in which pages tell them. No figure is made here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from backend.evaluation.models import Asked, Cut, Release, Result
from backend.evaluation.queries import Told
from backend.evaluation.statistics import Share, Standing, differ, standings
from backend.evaluation.words import ANSWERS, BEST, OBSTACLES
from backend.surveys.models import Question, Questionnaire
from backend.surveys.quarters import quarter_after, quarter_of, release_day
from backend.surveys.words import MOMENTS
from backend.territories.models import Structure
from backend.vocabulary.listing import folded
from backend.vocabulary.themes import LABELS as THEMES
from backend.web.language import N_

TOGETHER: Mapping[Cut, str] = {
    Cut.STRUCTURE: N_("Several structures counted together"),
    Cut.MOMENT: N_("Several moments counted together"),
    Cut.THEME: N_("Several themes counted together"),
    Cut.STRUCTURE_MOMENT: N_("Several moments counted together"),
}
WITHOUT: Mapping[Cut, str] = {  # a moment is always known
    Cut.STRUCTURE: N_("Without a structure"),
    Cut.THEME: N_("Without a theme"),
}


@dataclass(frozen=True)
class Line:
    """One group: `label` is to be translated, a structure has its own `name`."""

    result: Result
    share: Share
    label: str = ""
    name: str = ""
    standing: Standing | None = None

    def is_of(self, structure: Structure) -> bool:
        return self.result.structure_id == structure.id


class Asking(NamedTuple):
    """A short question of one version, with what was answered."""

    result: Result
    share: Share
    questionnaire: Questionnaire
    question: Question


class Point(NamedTuple):
    """One quarter of an evolution; `change` is beside the quarter before, when both are told."""

    quarter: date
    result: Result | None
    share: Share | None
    change: Standing | None


def share_of(result: Result) -> Share:
    """Of those who gave the best answer, among all who answered this question."""
    return Share(result.by_code.get(BEST[result.question].value, 0), result.answers)


def counts_of(result: Result) -> list[int]:
    """In the order of ANSWERS."""
    return [result.by_code.get(code, 0) for code in ANSWERS[result.question]]


def only(
    told: Iterable[Told], release: Release, cut: Cut, question: Asked = Asked.SATISFACTION
) -> list[Told]:
    return [
        one
        for one in told
        if (one.result.release_id, one.result.cut, one.result.question)
        == (release.id, cut, question)
    ]


def plain(result: Result) -> Line:
    """Of the territory, or of the one structure of a page: it needs no name."""
    return Line(result, share_of(result))


def by_structure(told: Iterable[Told], release: Release) -> list[Line]:
    """In the order of the alphabet: a standing is said only where it is established."""
    rows = only(told, release, Cut.STRUCTURE)
    stand = standings({one.result.id: share_of(one.result) for one in rows})
    lines = [
        Line(
            one.result,
            share_of(one.result),
            label="" if one.structure else _without_own(one.result),
            name=one.structure.name if one.structure else "",
            standing=stand[one.result.id] if one.structure else None,
        )
        for one in rows
    ]
    return sorted(lines, key=lambda line: (line.name == "", folded(line.name)))


def by_moment(told: Iterable[Told], release: Release, cut: Cut = Cut.MOMENT) -> list[Line]:
    lines = [_line(one.result, one.result.moment, MOMENTS) for one in only(told, release, cut)]
    return _in_order(lines, MOMENTS)


def by_theme(told: Iterable[Told], release: Release) -> list[Line]:
    lines = [_line(one.result, one.result.theme, THEMES) for one in only(told, release, Cut.THEME)]
    return _in_order(lines, THEMES)


def _line(result: Result, own: str | None, labels: Mapping[Any, str]) -> Line:
    label = labels[own] if own else _without_own(result)
    return Line(result, share_of(result), label=label)


def _without_own(result: Result) -> str:
    return TOGETHER[result.cut] if result.together else WITHOUT[result.cut]


def _in_order(lines: list[Line], labels: Mapping[Any, str]) -> list[Line]:
    order = list(labels.values())
    return sorted(lines, key=lambda line: _place(line.label, order))


def _place(label: str, order: list[str]) -> int:
    return order.index(label) if label in order else len(order)


def obstacles(told: Iterable[Told], release: Release) -> list[tuple[str, list[tuple[str, int]]]]:
    """By moment, what was said by five people at least, the most frequent first."""
    found = []
    for one in only(told, release, Cut.MOMENT, Asked.OBSTACLES):
        codes = sorted(one.result.by_code.items(), key=lambda pair: (-pair[1], pair[0]))
        if codes:
            label = MOMENTS[one.result.moment] if one.result.moment else _without_own(one.result)
            found.append((label, [(OBSTACLES[code], count) for code, count in codes]))
    return sorted(found, key=lambda pair: _place(pair[0], list(MOMENTS.values())))


def askings(told: Iterable[Told], release: Release) -> list[Asking]:
    """Short questions, version by version: never added up."""
    return [
        Asking(one.result, share_of(one.result), one.questionnaire, asked)
        for number, question in enumerate((Asked.FIRST, Asked.SECOND))
        for one in only(told, release, Cut.MOMENT, question)
        if one.questionnaire is not None
        for asked in one.questionnaire.asked[number : number + 1]
    ]


def evolution(results: Iterable[Result], releases: Sequence[Release]) -> list[Point]:
    """Oldest first, one result a quarter at most; a quarter that tells nothing keeps its place."""
    by_release = {result.release_id: result for result in results}
    points: list[Point] = []
    for release in reversed(releases):
        result = by_release.get(release.id)
        share = share_of(result) if result else None
        points.append(Point(release.quarter, result, share, _change(points, release, share)))
    return points


def _change(before: Sequence[Point], release: Release, share: Share | None) -> Standing | None:
    last = before[-1] if before else None
    if last is None or quarter_after(last.quarter) != release.quarter:
        return None
    if share is None or last.share is None:
        return None
    if not differ(share, last.share):
        return Standing.NOT_DIFFERENT
    return Standing.ABOVE if share.rate > last.share.rate else Standing.BELOW


def next_release(last: Release | None, *, today: date) -> date:
    """The day when the next figures come."""
    quarter = quarter_after(last.quarter) if last else quarter_after(quarter_of(today), -1)
    while release_day(quarter) <= today:
        quarter = quarter_after(quarter)
    return release_day(quarter)
