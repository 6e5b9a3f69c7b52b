"""The rows that are published of what was counted."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from backend.evaluation.counting import WAS_NOT_HELPED, Tallies
from backend.evaluation.crossing import Grid, crossed
from backend.evaluation.hiding import (
    FACES,
    FACES_CROSSED,
    FEW,
    HELP,
    SHORT,
    TOGETHER,
    Cell,
    Group,
    Partition,
    Rule,
    Table,
    along,
    merged,
    partition,
)
from backend.evaluation.linking import in_blocks, untangled
from backend.evaluation.models import Asked, Cut

Row = dict[str, Any]
CUTS = (Cut.STRUCTURE, Cut.MOMENT, Cut.THEME)  # in the order of a cell
COLUMNS = {Cut.STRUCTURE: "structure_id", Cut.MOMENT: "moment", Cut.THEME: "theme"}
BLANK: Row = {
    "structure_id": None,
    "moment": None,
    "theme": None,
    "questionnaire_id": None,
    "together": False,
}


@dataclass(frozen=True)
class Hidden:
    """How a question's answers are told: nothing of them when the whole is not safe."""

    structures: Partition
    moments: Partition
    themes: Partition

    @property
    def in_order(self) -> tuple[Partition, Partition, Partition]:
        return (self.structures, self.moments, self.themes)


OPEN = Hidden(*(Partition(frozenset()),) * len(CUTS))


def told(tallies: Tallies) -> list[Row]:
    satisfaction = hidden(tallies.satisfaction, FACES)
    if satisfaction is None:
        return []
    rows = [
        *_cuts(Asked.SATISFACTION, tallies.satisfaction, satisfaction, tallies.asked),
        *_crossing(tallies.satisfaction, satisfaction, tallies.asked),
        *_reached(tallies, satisfaction.moments),
        *_short(Asked.FIRST, tallies.first, tallies.asked),
        *_short(Asked.SECOND, tallies.second, tallies.asked),
    ]
    helped = hidden(tallies.helped, HELP, within=satisfaction)
    if helped is not None:
        rows += _cuts(Asked.HELPED, tallies.helped, helped, tallies.asked)
        rows += _obstacles(tallies, helped.moments)
    return rows


def hidden(table: Table, rule: Rule, *, within: Hidden = OPEN) -> Hidden | None:
    """Where one cut could be subtracted from another, structures give way to moments, and themes
    to both. What is told as one `within` stays so: sizes of two questions tell no more than one."""
    if not rule.allows(merged(table.values())):
        return None
    structures, moments, themes = (
        partition(along(table, place), enough=rule, together=one.together)
        for place, one in enumerate(within.in_order)
    )
    turned: defaultdict[Cell, list[Group]] = defaultdict(list)
    for (structure, moment, _), group in table.items():
        turned[moment, structure].append(group)
    flat = {cell: merged(groups) for cell, groups in turned.items()}
    _, structures = untangled(flat, (moments, structures), rule)
    return Hidden(*untangled(table, (structures, moments, themes), rule))


def _cuts(question: Asked, table: Table, how: Hidden, asked: Mapping[Cell, int]) -> Iterator[Row]:
    yield _row(Cut.TERRITORY, question, merged(table.values()), sum(asked.values()))
    for place, (cut, one) in enumerate(zip(CUTS, how.in_order, strict=True)):
        if one.is_told:
            requests = _requests_in(
                asked, lambda cell, place=place, one=one: one.block_of(cell[place])
            )
            for block, group in along(in_blocks(table, how.in_order), place).items():
                where = _where(COLUMNS[cut], block)
                yield _row(cut, question, group, requests[block], **where)


def _where(column: str, block: Hashable) -> Row:
    return {"together": True} if block == TOGETHER else {column: block}


def _crossing(table: Table, how: Hidden, asked: Mapping[Cell, int]) -> Iterator[Row]:
    grid = crossed(table, how.in_order, rule=FACES, crossing=FACES_CROSSED)
    if grid is None:
        return
    requests = _requests_in(asked, lambda cell: _line_of(grid, how, cell))
    for cell, group in grid.cells.items():
        structure, moment = cell
        where = {
            "structure_id": None if structure == TOGETHER else structure,
            "moment": None if moment == TOGETHER else moment,
            "together": TOGETHER in cell,
        }
        yield _row(Cut.STRUCTURE_MOMENT, Asked.SATISFACTION, group, requests[cell], **where)


def _line_of(grid: Grid, how: Hidden, cell: Cell) -> Cell:
    structure, moment = how.structures.block_of(cell[0]), how.moments.block_of(cell[1])
    return grid.structures.block_of(structure), grid.moments.block_of(moment)


def _reached(tallies: Tallies, moments: Partition) -> Iterator[Row]:
    """A stage that too few reached is not told."""
    stages: defaultdict[Hashable, Counter[str]] = defaultdict(Counter)
    for moment, counts in tallies.reached.items():
        stages[moments.block_of(moment)].update(counts)
    requests = _requests_in(tallies.asked, lambda cell: moments.block_of(cell[1]))
    for block, counts in stages.items() if moments.is_told else ():
        often = Group({stage: many for stage, many in counts.items() if many >= FEW}, {})
        where = _where("moment", block) | {"answers": counts["face"]}
        yield _row(Cut.MOMENT, Asked.REACHED, often, requests[block], **where)


def _obstacles(tallies: Tallies, moments: Partition) -> Iterator[Row]:
    """Each that enough people named, of as many as were not helped: their total is not told."""
    if not moments.is_told:
        return
    named, helped = (
        along(in_blocks(table, partitions), place)
        for table, partitions, place in (
            (tallies.obstacles, (moments,), 0),
            (tallies.helped, (Partition(frozenset()), moments), 1),
        )
    )
    requests = _requests_in(tallies.asked, lambda cell: moments.block_of(cell[1]))
    for block, group in named.items():
        often = {code: group.counts[code] for code, who in group.people.items() if len(who) >= FEW}
        if often:
            answers = sum(helped[block].counts.get(one, 0) for one in WAS_NOT_HELPED)
            where = _where("moment", block) | {"answers": answers}
            yield _row(Cut.MOMENT, Asked.OBSTACLES, Group(often, {}), requests[block], **where)


def _short(question: Asked, table: Table, asked: Mapping[Cell, int]) -> Iterator[Row]:
    """Each version by itself; what is not safe is not told."""
    requests = _requests_in(asked, lambda cell: (cell[1], cell[3]))
    for version, group in table.items():
        if SHORT.allows(group):
            moment, questionnaire_id = version
            where = {"moment": moment, "questionnaire_id": questionnaire_id}
            yield _row(Cut.MOMENT, question, group, requests[version], **where)


def _requests_in(
    asked: Mapping[Cell, int], block_of: Callable[[Cell], Hashable]
) -> Mapping[Hashable, int]:
    requests: Counter[Hashable] = Counter()
    for cell, many in asked.items():
        requests[block_of(cell)] += many
    return requests


def _row(cut: Cut, question: Asked, group: Group, asked: int, **columns: Any) -> Row:  # noqa: ANN401
    """Never fewer asked than answered: the requests of somebody who was erased are gone."""
    answers = columns.get("answers", group.answers)
    return BLANK | {
        "cut": cut,
        "question": question,
        "asked": max(asked, answers),
        "answers": answers,
        "counts": json.dumps(dict(sorted(group.counts.items()))),
        **columns,
    }
