"""Results drawn, with the words that say the same beside."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from backend.evaluation import charts
from backend.evaluation.models import Result
from backend.evaluation.reading import Point, counts_of
from backend.evaluation.words import (
    ANSWERS,
    ICONS,
    number,
    quarter_in_words,
    quarter_short,
    share_in_words,
)
from backend.web.assets import icon
from backend.web.language import _


class Part(NamedTuple):
    """One answer: its shape in the bar, its face if it has one, its word, how many."""

    shape: Markup
    face: Markup
    label: str
    count: str


def parts_of(result: Result) -> list[Part]:
    labels = ANSWERS[result.question]
    return [
        Part(
            charts.swatch(place),
            icon(ICONS[code]) if code in ICONS else Markup(),
            _(label),
            number(result.by_code.get(code, 0)),
        )
        for place, (code, label) in enumerate(labels.items())
    ]


def bar_of(result: Result, *, name: str, title: str) -> Markup:
    told = ", ".join(f"{part.label} : {part.count}" for part in parts_of(result))
    return charts.bar(counts_of(result), name=name, title=title, told=told)


def evolution_of(points: Sequence[Point], *, name: str, title: str) -> Markup:
    marks = [
        charts.Mark(quarter_short(point.quarter), str(point.quarter.year), point.share)
        for point in points
    ]
    told = "; ".join(
        f"{quarter_in_words(point.quarter)} : {share_in_words(point.share)}"
        for point in points
        if point.share is not None
    )
    return charts.evolution(marks, name=name, title=title, told=told)
