"""What people of a group that is not told alone said may be exchanged: no published row changes."""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from itertools import combinations, islice
from random import Random

import pytest

from backend.evaluation.telling import COLUMNS, Row, told
from tests.evaluation.worlds import Answer, random_answers, tallies_of

SEEDS = range(1, 31)


def random_quarter(random: Random) -> list[Answer]:
    """In which each spoke once."""
    answers = random_answers(random)
    return [replace(answer, person=str(number)) for number, answer in enumerate(answers)]


def exchanged(answers: list[Answer], one: int, other: int) -> list[Answer]:
    swapped = list(answers)
    for here, there in ((one, other), (other, one)):
        said = answers[there]
        swapped[here] = replace(
            answers[here], face=said.face, helped=said.helped, obstacles=said.obstacles
        )
    return swapped


def groups(rows: list[Row]) -> list[tuple[Hashable, ...]]:
    """Which groups are told, whatever is told of them."""
    named = ("cut", "question", "together", *COLUMNS.values())
    return [tuple(row[name] for name in named) for row in rows]


def opinions(rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["questionnaire_id"] is None]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_in_a_cell_said_what_changes_nothing(seed: int) -> None:
    """Of the same structure, moment and theme: always the same rows."""
    random = Random(seed)  # noqa: S311 (a random quarter is no secret)
    answers = random_quarter(random)
    one = random.randrange(len(answers))
    alike = [place for place, other in enumerate(answers) if other.cell == answers[one].cell]
    swapped = exchanged(answers, one, random.choice(alike))
    assert told(tallies_of(swapped)) == told(tallies_of(answers))


def test_which_structure_of_those_told_together_it_was_said_of_changes_nothing() -> None:
    """Of two structures told together, the same moment and the same theme: the same rows, as long
    as the same groups are told."""
    compared = 0
    for seed in SEEDS:
        answers = random_quarter(Random(seed))  # noqa: S311 (a random quarter is no secret)
        rows = opinions(told(tallies_of(answers)))
        for pair in islice(_pairs_told_together(answers, rows), 8):
            after = opinions(told(tallies_of(exchanged(answers, *pair))))
            if groups(after) == groups(rows):
                assert after == rows
                compared += 1
    assert compared > 10


def _pairs_told_together(answers: list[Answer], rows: list[Row]) -> Iterator[tuple[int, int]]:
    """Of structures that no row names; they did not say the same."""
    named = {row["structure_id"] for row in rows}
    for one, other in combinations(range(len(answers)), 2):
        here, there = answers[one], answers[other]
        is_hidden = not named & {here.structure, there.structure}
        is_alike = here.cell != there.cell and here.cell[1:] == there.cell[1:]
        if is_hidden and is_alike and here.face != there.face:
            yield one, other
