"""What may be told alone, what only together, and what two cuts would give away."""

from collections import defaultdict
from collections.abc import Hashable
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.evaluation.crossing import crossed
from backend.evaluation.hiding import (
    FACES,
    FACES_CROSSED,
    TOGETHER,
    Cell,
    Group,
    Partition,
    along,
    merged,
    partition,
)
from backend.evaluation.linking import in_blocks
from backend.evaluation.telling import hidden

CODES = {"g": "good", "m": "medium", "b": "bad"}
MIXED = "gggggmbb"  # eight people: safe alone
MANY = "gggggggggmmbb"  # thirteen: safe in a crossing

strangers = count()


def group(faces: str, *, by: str = "") -> Group:
    """`group("ggmb")` is of four people nobody else is; `by` has a letter for each of them."""
    people: defaultdict[str, set[str]] = defaultdict(set)
    for face, who in zip(faces, by or ("" for _ in faces), strict=True):
        people[CODES[face]].add(who or f"stranger {next(strangers)}")
    return Group(
        {CODES[face]: faces.count(face) for face in set(faces)},
        {code: frozenset(who) for code, who in people.items()},
    )


def table(**cells: str) -> dict[Cell, Group]:
    """`table(a_step="ggmb")`: cells of two cuts."""
    return {tuple(name.split("_")): group(faces) for name, faces in cells.items()}


def alone_and_together(cells: dict[Cell, Group]) -> tuple[set[Hashable], set[Hashable]]:
    """Of the first cut of a table of two, as they are published."""
    how = hidden({(*cell, None): one for cell, one in cells.items()}, FACES)
    assert how is not None
    return set(how.structures.alone), set(how.structures.together)


@pytest.mark.parametrize(
    ("faces", "is_safe"),
    [
        ("ggmbb", True),
        ("ggmb", False),  # four people
        ("gggggggg", False),  # each of them said the same
        ("ggggggmb", True),
        ("gggggggm", False),  # the one who was not content knows that all others were
        ("gmmmbbbb", False),
        ("ggmmmm", False),  # that nobody said « not well » tells something of each
        ("", False),
    ],
)
def test_a_group_is_safe_with_five_people_and_two_on_each_side(
    faces: str, *, is_safe: bool
) -> None:
    assert FACES.allows(group(faces)) is is_safe


def test_people_are_counted_not_answers() -> None:
    assert not FACES.allows(group("gggmmbb", by="aabbccd"))
    assert FACES.allows(group("gggmmbb", by="aabbcde"))
    assert not FACES.allows(group("ggggmbb", by="aaaabcd")), "one person alone was content"


@given(st.lists(st.text("gmb", max_size=9), min_size=1, max_size=5))
def test_whatever_contains_a_safe_group_is_safe(several: list[str]) -> None:
    groups = [group(faces) for faces in several]
    if any(map(FACES.allows, groups)):
        assert FACES.allows(merged(groups))


def test_of_a_union_people_are_known_one_by_one() -> None:
    both = merged([group("gmb", by="abc"), group("gmb", by="abc")])
    assert both.answers == 6
    assert not FACES.allows(both)


def test_what_is_not_safe_alone_is_told_with_the_smallest_other() -> None:
    groups = {"a": group(MANY), "b": group(MIXED), "c": group("g")}
    told = partition(groups, enough=FACES)
    assert told == Partition(frozenset("a"), frozenset("bc"))
    assert told.is_told


def test_two_that_are_not_safe_may_be_together() -> None:
    groups = {"a": group(MANY), "b": group("gggm"), "c": group("ggbb")}
    assert partition(groups, enough=FACES) == Partition(frozenset("a"), frozenset("bc"))


def test_nothing_is_told_of_a_cut_when_all_of_it_is_together() -> None:
    groups = {"a": group(MIXED), "b": group("g")}
    told = partition(groups, enough=FACES)
    assert told == Partition(frozenset(), frozenset("ab"))
    assert not told.is_told


def test_one_group_alone_is_the_whole() -> None:
    assert partition({"a": group(MIXED)}, enough=FACES) == Partition(frozenset("a"))


def test_nothing_at_all_is_told_of_an_unsafe_whole() -> None:
    assert hidden({("a", "step", None): group("ggmb")}, FACES) is None
    assert hidden({}, FACES) is None


@given(st.dictionaries(st.integers(0, 9), st.text("gmb", max_size=12), min_size=1))
def test_each_block_of_a_safe_whole_is_safe(known: dict[int, str]) -> None:
    groups: dict[Hashable, Group] = {key: group(faces) for key, faces in known.items() if faces}
    told = partition(groups, enough=FACES)
    assert told.alone | told.together == groups.keys()
    assert not told.alone & told.together
    assert all(FACES.allows(groups[key]) for key in told.alone)
    if FACES.allows(merged(groups.values())) and told.together:
        assert len(told.together) > 1
        assert FACES.allows(merged(groups[key] for key in told.together))


def test_a_moment_inside_one_structure_would_give_the_rest_of_it_away() -> None:
    """Everybody knows who does what: A's seven answers after a job, less six after a job, leave the
    one after a step."""
    cells = table(a_job=MIXED, a_step="b", b_step=MIXED, c_step=MANY)
    assert alone_and_together(cells) == ({"c"}, {"a", "b"})


def test_a_moment_inside_one_structure_is_told_when_the_rest_of_it_is_safe() -> None:
    cells = table(a_job=MIXED, a_step=MIXED, b_step=MIXED, c_step=MANY)
    assert alone_and_together(cells) == ({"a", "b", "c"}, set())


def test_structures_and_moments_that_share_nothing_are_told() -> None:
    cells = table(a_job=MIXED, b_step=MIXED)
    assert alone_and_together(cells) == ({"a", "b"}, set())


def test_small_cells_on_a_full_table_give_nothing_away() -> None:
    cells = table(a_job=MIXED, a_step="bm", b_job="gg", b_step=MANY, c_job="ggmm", c_step=MIXED)
    assert alone_and_together(cells)[0] >= {"b"}


def test_themes_give_way_to_structures_and_moments() -> None:
    cells: dict[Cell, Group] = {
        ("a", "job", "health"): group(MIXED),
        ("a", "job", "money"): group("m"),
        ("b", "job", "money"): group(MIXED),
        ("b", "job", "housing"): group(MANY),
    }
    how = hidden(cells, FACES)
    assert how is not None
    assert how.structures.alone == {"a", "b"}
    assert not how.themes.alone >= {"health", "money"}, "A less health is one answer"


def test_a_grid_has_no_unsafe_cell() -> None:
    cells: dict[Cell, Group] = {
        (structure, moment, None): group(MANY)
        for structure in range(4)
        for moment in ("job", "step", "review")
    }
    cells[3, "review", None] = group("gg")
    how = hidden(cells, FACES)
    assert how is not None
    grid = crossed(cells, how.in_order, rule=FACES, crossing=FACES_CROSSED)
    assert grid is not None
    assert all(map(FACES_CROSSED.allows, grid.cells.values()))
    assert len(grid.cells) == 9  # two structures are one row
    assert merged(grid.cells.values()).answers == merged(cells.values()).answers
    assert sum(TOGETHER in cell for cell in grid.cells) == 3


def test_no_grid_is_told_of_one_row() -> None:
    cells: dict[Cell, Group] = {(0, "job", None): group(MANY), (0, "step", None): group(MANY)}
    how = hidden(cells, FACES)
    assert how is not None
    assert crossed(cells, how.in_order, rule=FACES, crossing=FACES_CROSSED) is None


def test_answers_without_a_structure_are_never_a_row_of_their_own_in_a_grid() -> None:
    cells: dict[Cell, Group] = {
        (structure, moment, None): group(MANY)
        for structure in (None, 1, 2)
        for moment in ("job", "step")
    }
    how = hidden(cells, FACES)
    assert how is not None
    grid = crossed(cells, how.in_order, rule=FACES, crossing=FACES_CROSSED)
    assert grid is not None
    assert None not in {structure for structure, _ in grid.cells}
    assert len(grid.cells) == 4


def test_blocks_add_up_to_the_whole() -> None:
    cells = table(a_job=MIXED, a_step="b", b_step=MIXED, c_step=MANY)
    told = partition(along(cells, 0), enough=FACES)
    blocks = in_blocks(cells, (told, Partition(frozenset(("job", "step")))))
    assert merged(blocks.values()).counts == merged(cells.values()).counts
