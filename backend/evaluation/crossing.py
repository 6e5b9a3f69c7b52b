"""Structures by moments: a grid with no hole, so that no row or column gives a cell away."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from backend.evaluation.hiding import (
    TOGETHER,
    Group,
    Partition,
    Rule,
    Table,
    along,
    by_size,
)
from backend.evaluation.linking import in_blocks, is_proven

LEAST = 2  # lines each way: less is no crossing


@dataclass(frozen=True)
class Grid:
    """`structures` and `moments` say which blocks of their own cuts are one line here."""

    structures: Partition
    moments: Partition
    cells: Mapping[tuple[Hashable, ...], Group]


def crossed(
    table: Table, partitions: Sequence[Partition], *, rule: Rule, crossing: Rule
) -> Grid | None:
    """The grid that tells most, of those that give nothing away beside the other cuts."""
    blocks = in_blocks(table, partitions)
    grids = sorted(_grids(blocks, crossing), key=lambda grid: len(grid.cells), reverse=True)
    return next((grid for grid in grids if _is_proven_with(grid, blocks, rule)), None)


def _grids(blocks: Table, crossing: Rule) -> Iterator[Grid]:
    columns = along(blocks, 1)
    in_order = [key for key in by_size(columns) if key != TOGETHER]
    already = frozenset({TOGETHER}) & columns.keys()
    for count in range(len(in_order)):
        coarse = already | frozenset(in_order[:count])
        if len(coarse) != 1 or already:  # one alone is a line of its own
            moments = Partition(frozenset(columns) - coarse, coarse)
            grid = _with_rows(blocks, moments, crossing)
            if grid is not None:
                yield grid


def _with_rows(blocks: Table, moments: Partition, crossing: Rule) -> Grid | None:
    rows = along(blocks, 0)
    structures = Partition(frozenset(rows)).joining({None} & rows.keys())
    if TOGETHER in rows:
        structures = Partition(structures.alone - {TOGETHER}, structures.together | {TOGETHER})
    waiting = [key for key in by_size(rows) if key in structures.alone]
    cells = in_blocks(blocks, (structures, moments))
    unsafe = {cell[0] for cell, group in cells.items() if not crossing.allows(group)}
    while unsafe or structures.together == {None}:
        moved = (unsafe - {TOGETHER}) or set(waiting[:1])
        if not moved:
            return None
        waiting = [key for key in waiting if key not in moved]
        structures = structures.joining(moved)
        cells = in_blocks(blocks, (structures, moments))
        unsafe = {cell[0] for cell, group in cells.items() if not crossing.allows(group)}
    is_grid = min(len(_lines(structures)), len(_lines(moments))) >= LEAST
    return Grid(structures, moments, cells) if is_grid else None


def _lines(partition: Partition) -> set[Hashable]:
    return set(map(partition.block_of, partition.alone | partition.together))


def _is_proven_with(grid: Grid, blocks: Table, rule: Rule) -> bool:
    apart = [
        {key: one.block_of(key) for key in one.alone | one.together}
        for one in (grid.structures, grid.moments)
    ]
    return is_proven(blocks, rule, (*apart, {}))
