"""Small drawings made by the server, each beside the words and numbers that say the same.

A shape goes with each colour: full, upright lines, lying lines, dots. They follow the direction of
the script, take their colours from the style sheet, and carry no style of their own.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from backend.evaluation.statistics import Share
from backend.web.language import direction, spoken

SHAPES = ("full", "upright", "lying", "dots")  # of the parts of a bar, in their order
BAR_WIDTH, BAR_HEIGHT = 300, 30
SWATCH = 20
GAP = 6  # between two lines of a shape

WIDTH, HEIGHT = 320, 160
TOP, BOTTOM = 12, 112  # where 10 and 0 out of 10 are
SIDE = 28  # for the scale
TICK = 4

BAR = f'class="bar" viewBox="0 0 {BAR_WIDTH} {BAR_HEIGHT}" preserveAspectRatio="none"'
CHART = f'class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" text-anchor="middle"'


class Mark(NamedTuple):
    """One point of an evolution: None when nothing is told."""

    label: str
    below: str
    share: Share | None


def bar(counts: Sequence[int], *, name: str, title: str, told: str) -> Markup:
    """Parts of a whole, end to end. `name` is unique in the page; `told` says the numbers."""
    total = sum(counts)
    drawn, start = [], 0.0
    for shape, count in zip(SHAPES, counts, strict=False):
        width = BAR_WIDTH * count / total if total else 0
        if count:
            drawn.append(_part(shape, _mirrored(start, width, BAR_WIDTH), width, BAR_HEIGHT))
        start += width
    return _figure(BAR, name, (title, told), drawn)


@lru_cache
def swatch(number: int) -> Markup:
    """The shape of the nth part, for the word that names it."""
    return Markup(
        '<svg class="swatch" viewBox="0 0 {size} {size}" aria-hidden="true">{inside}</svg>'
    ).format(size=SWATCH, inside=_part(SHAPES[number], 0, SWATCH, SWATCH))


def _part(shape: str, start: float, width: float, height: int) -> Markup:
    end = start + width
    lines = {
        "full": "",
        "upright": "".join(f"M{_n(x)} 0v{height}" for x in _steps(start, end)),
        "lying": "".join(f"M{_n(start)} {y}h{_n(width)}" for y in range(GAP, height, GAP)),
        "dots": f"M{_n(start)} {height / 2:g}h{_n(width)}",
    }[shape]
    path = Markup('<path d="{}" vector-effect="non-scaling-stroke"/>').format(lines)
    return Markup(
        '<g class="part part--{shape}"><rect x="{x}" width="{width}" height="{height}"'
        ' vector-effect="non-scaling-stroke"/>{path}</g>'
    ).format(shape=shape, x=_n(start), width=_n(width), height=height, path=path if lines else "")


def _steps(start: float, end: float) -> list[float]:
    return [start + GAP * step for step in range(1, int((end - start) / GAP) + 1)]


def evolution(marks: Sequence[Mark], *, name: str, title: str, told: str) -> Markup:
    """A dot a quarter, with its interval as a whisker; no line between dots promises a trend."""
    drawn = [_scale(tenth) for tenth in (0, 5, 10)]
    room = (WIDTH - SIDE) / max(len(marks), 1)
    for number, mark in enumerate(marks):
        x = _mirrored(SIDE + room * (number + 0.5), 0, WIDTH)
        drawn.append(_labels(mark, x))
        if mark.share is not None:
            drawn.append(_dot(mark.share, x))
    return _figure(CHART, name, (title, told), drawn)


def _scale(tenth: int) -> Markup:
    y = _height(tenth / 10)
    return Markup('<path class="chart__line" d="M{x} {y}h{width}"/>{text}').format(
        x=_n(_mirrored(SIDE, WIDTH - SIDE, WIDTH)),
        y=y,
        width=WIDTH - SIDE,
        text=_text(str(tenth), _mirrored(SIDE / 2, 0, WIDTH), float(y) + TICK),
    )


def _labels(mark: Mark, x: float) -> Markup:
    return _text(mark.label, x, BOTTOM + 22) + _text(mark.below, x, BOTTOM + 40)


def _text(words: str, x: float, y: float) -> Markup:
    return Markup('<text x="{}" y="{}">{}</text>').format(_n(x), _n(y), words)


def _dot(share: Share, x: float) -> Markup:
    low, high = (_height(rate) for rate in share.interval)
    left = _n(x - TICK)
    whisker = f"M{_n(x)} {low}V{high}M{left} {low}h{2 * TICK}M{left} {high}h{2 * TICK}"
    return Markup('<path class="chart__whisker" d="{}"/><circle cx="{}" cy="{}" r="5"/>').format(
        whisker, _n(x), _height(share.rate)
    )


def _height(rate: float) -> str:
    return _n(BOTTOM - (BOTTOM - TOP) * rate)


def _figure(look: str, name: str, words: tuple[str, str], inside: list[Markup]) -> Markup:
    return Markup(
        '<svg {look} role="img" aria-labelledby="{name}-title {name}-told">'
        '<title id="{name}-title">{title}</title><desc id="{name}-told">{told}</desc>{inside}</svg>'
    ).format(
        look=Markup(look),  # noqa: S704 (ours)
        name=name,
        title=words[0],
        told=words[1],
        inside=Markup("").join(inside),
    )


def _mirrored(start: float, width: float, whole: float) -> float:
    """Where it begins from the left, for readers who begin at the right."""
    return whole - start - width if direction(spoken()) == "rtl" else start


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
