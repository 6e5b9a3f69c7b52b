"""Drawings: sound XML with the right numbers, in both directions, without a style of their own."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from backend.evaluation.charts import BAR_WIDTH, BOTTOM, TOP, WIDTH, Mark, bar, evolution, swatch
from backend.evaluation.statistics import Share
from backend.web.language import speaking

NASTY = 'L’« avis » <b>& "co" {0} %s'
PAST = [
    Mark("T1", "2025", Share(8, 10)),
    Mark("T2", "2025", None),
    Mark("T3", "2025", Share(80, 100)),
]


def drawn(markup: str) -> Element:
    svg = fromstring(markup)  # noqa: S314 (ours)
    assert svg.get("role") == "img"
    ids = [one.get("id") for one in svg if one.get("id")]
    assert svg.get("aria-labelledby") == " ".join(map(str, ids))
    assert all("style" not in one.attrib for one in svg.iter())
    return svg


def parts(svg: Element) -> list[tuple[str, float, float]]:
    """Shape, start and width of each part of a bar."""
    found = []
    for group in svg.iter("g"):
        rect = group.find("rect")
        assert rect is not None
        shape = str(group.get("class")).removeprefix("part part--")
        found.append((shape, float(rect.get("x", "")), float(rect.get("width", ""))))
    return found


def test_a_bar_has_a_part_for_each_answer_with_a_shape_of_its_own() -> None:
    svg = drawn(bar([60, 30, 10], name="whole", title=NASTY, told="60, 30, 10"))

    assert parts(svg) == [("full", 0, 180), ("upright", 180, 90), ("lying", 270, 30)]
    assert svg.findtext("title") == NASTY
    assert svg.findtext("desc") == "60, 30, 10"


def test_an_answer_that_nobody_gave_is_not_drawn() -> None:
    assert parts(drawn(bar([3, 0, 1, 4], name="a", title="", told=""))) == [
        ("full", 0, 112.5),
        ("lying", 112.5, 37.5),
        ("dots", 150, 150),
    ]
    assert parts(drawn(bar([0, 0, 0], name="a", title="", told=""))) == []


def test_a_bar_begins_where_the_reader_begins() -> None:
    with speaking("ar"):
        svg = drawn(bar([60, 30, 10], name="whole", title="", told=""))

    assert [(start + width, width) for _, start, width in parts(svg)] == [
        (BAR_WIDTH, 180),
        (120, 90),
        (30, 30),
    ]


def test_an_evolution_shows_each_quarter_with_its_interval() -> None:
    svg = drawn(evolution(PAST, name="evolution", title=NASTY, told="8/10, 80/100"))

    dots = list(svg.iter("circle"))
    assert [float(dot.get("cy", "")) for dot in dots] == [TOP + 0.2 * (BOTTOM - TOP)] * 2
    whiskers = [
        one.get("d", "") for one in svg.iter("path") if one.get("class") == "chart__whisker"
    ]
    assert [_ends(one) for one in whiskers] == [(63.0, 17.7), (40.9, 25.3)]
    words = [one.text for one in svg.iter("text")]
    assert words == ["0", "5", "10", "T1", "2025", "T2", "2025", "T3", "2025"]


def _ends(whisker: str) -> tuple[float, float]:
    """From the lowest to the highest share."""
    start, end = whisker.split("M")[1].split(" ", 1)[1].split("V")
    return float(start), float(end)


def test_time_runs_as_the_script_does() -> None:
    ltr = drawn(evolution(PAST, name="e", title="", told=""))
    with speaking("ar"):
        rtl = drawn(evolution(PAST, name="e", title="", told=""))

    forward = [float(one.get("cx", "")) for one in ltr.iter("circle")]
    backward = [float(one.get("cx", "")) for one in rtl.iter("circle")]
    assert forward == sorted(forward)
    assert [round(WIDTH - one, 1) for one in backward] == forward


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_drawing_is_small(language: str) -> None:
    with speaking(language):
        drawings = [
            bar([1234, 567, 89, 10], name="whole", title="x" * 60, told="y" * 60),
            bar([0, 1, 0], name="whole", title="x" * 60, told="y" * 60),
            evolution([Mark("T1", "2025", Share(81, 107))] * 8, name="e", title="", told=""),
            swatch(1),
        ]

    assert [len(one) < 2_000 for one in drawings] == [True] * 4
