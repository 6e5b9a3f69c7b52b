"""Everything that is published, put together by somebody who knows who does what.

Whatever number of answers follows from it is that of a safe group: five people, of whom two were
content and two were not: docs/decisions/0017.
"""

from collections.abc import Callable, Iterator
from random import Random, SystemRandom

import pytest

from backend.evaluation import crossing, telling
from backend.evaluation.hiding import FACES, HELP, Group, Partition, Rule, Table
from backend.evaluation.models import Asked
from backend.evaluation.telling import Row, told
from tests.evaluation.attacker import Attacker, narrow_sizes
from tests.evaluation.worlds import Answer, random_answers, tallies_of

ANEW = None  # another quarter each time
SEEDS = [*range(1, 7), ANEW, ANEW]
RULES = {Asked.SATISFACTION: FACES, Asked.HELPED: HELP}


def quarter(seed: int) -> list[Answer]:
    return random_answers(Random(seed))  # noqa: S311 (a random quarter is no secret)


def attackers(answers: list[Answer], rows: list[Row]) -> Iterator[tuple[Attacker, Rule]]:
    tallies = tallies_of(answers)
    tables: dict[Asked, Table] = {
        Asked.SATISFACTION: tallies.satisfaction,
        Asked.HELPED: tallies.helped,
    }
    for question, table in tables.items():
        attacker = Attacker(table, rows, question)
        if attacker.published:
            yield attacker, RULES[question]


def leaks(answers: list[Answer]) -> Iterator[object]:
    known = list(attackers(answers, told(tallies_of(answers))))
    for attacker, rule in known:
        yield from attacker.lies()
        yield from (
            cell for cell in attacker.pinned_cells() if not rule.allows(attacker.truth[cell])
        )
        yield from (
            chosen
            for chosen in attacker.smallest_groups()
            if not rule.allows(attacker.group(chosen))
        )
        yield from attacker.narrow_cells(rule)
    if len(known) > 1:
        yield from narrow_sizes(*(attacker for attacker, _ in known), FACES)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_that_follows_from_what_is_published_is_of_too_few(seed: int | None) -> None:
    seed = SystemRandom().randrange(10**9) if seed is ANEW else seed
    assert next(leaks(quarter(seed)), None) is None, f"quarter {seed}"


def test_something_is_published_all_the_same() -> None:
    rows = [row for seed in range(1, 9) for row in told(tallies_of(quarter(seed)))]
    alone = [row for row in rows if row["structure_id"] and not row["together"]]
    assert len(alone) > 20
    assert {row["cut"] for row in rows} == set(telling.Cut)


def all_alone(groups: dict[object, Group], **_: object) -> Partition:
    return Partition(frozenset(groups))


def hidden_without_a_second(groups: dict[object, Group], *, enough: Rule, **_: object) -> Partition:
    small = {key for key, group in groups.items() if not enough.allows(group)}
    return Partition(frozenset(groups) - small, frozenset(small))


def left_tangled(_: Table, partitions: tuple[Partition, ...], __: Rule) -> tuple[Partition, ...]:
    return tuple(partitions)


def test_a_careless_crossing_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crossing, "is_proven", lambda *_: True)
    assert any(next(leaks(quarter(seed)), None) for seed in range(1, 9))


@pytest.mark.parametrize(
    ("name", "careless"),
    [
        ("partition", all_alone),
        ("partition", hidden_without_a_second),
        ("untangled", left_tangled),
    ],
)
def test_a_careless_publication_is_caught(
    monkeypatch: pytest.MonkeyPatch, name: str, careless: Callable[..., object]
) -> None:
    monkeypatch.setattr(telling, name, careless)
    if name == "partition":
        monkeypatch.setattr(telling, "untangled", left_tangled)
    assert any(next(leaks(quarter(seed)), None) for seed in range(1, 9))
