"""Several cuts of the same answers: nothing may be worked out by subtracting one from another.

Whatever is worked out from published sums is a weight for each answer, the sum of one number for
its block in each cut. Two blocks of a cut are *linked* when, where both have answers that are alike
in every other cut, each has a safe group of them. If their numbers differed, one of these groups
would be part of what is worked out. So what is not safe gives linked blocks the same number, and
can only be made of classes of linked blocks; and so on with the classes. When what remains is made
of safe cells, there is nothing to be worked out that is not safe: docs/decisions/0017.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence

from backend.evaluation.hiding import (
    TOGETHER,
    Cell,
    Group,
    Partition,
    Rule,
    Table,
    along,
    by_size,
    merged,
)

Classes = Sequence[Mapping[Hashable, Hashable]]  # of each cut: the class of each block


def regrouped(table: Table, classes: Classes) -> dict[Cell, Group]:
    cells: defaultdict[Cell, list[Group]] = defaultdict(list)
    for cell, group in table.items():
        coarse = tuple(of[block] for of, block in zip(classes, cell, strict=True))
        cells[coarse].append(group)
    return {cell: merged(groups) for cell, groups in cells.items()}


def in_blocks(table: Table, partitions: Sequence[Partition]) -> dict[Cell, Group]:
    """Of the first cuts of the table, as many as partitions."""
    cells: defaultdict[Cell, list[Group]] = defaultdict(list)
    for cell, group in table.items():
        pairs = zip(partitions, cell, strict=False)
        cells[tuple(one.block_of(key) for one, key in pairs)].append(group)
    return {cell: merged(groups) for cell, groups in cells.items()}


def untangled(table: Table, partitions: Sequence[Partition], rule: Rule) -> tuple[Partition, ...]:
    """Tells as one, in the last cut, what could be worked out with the cuts before it."""
    *others, last = partitions
    while tangle := _tangle(in_blocks(table, (*others, last)), rule):
        last = last.joining(tangle)
    return (*others, last)


def is_proven(table: Table, rule: Rule, apart: Classes) -> bool:
    """`apart`: blocks of different classes are told crossed with another cut: they do not link."""
    _, cells = settled(table, rule, apart)
    return all(map(rule.allows, cells.values()))


def _tangle(table: Table, rule: Rule) -> Collection[Hashable]:
    """Two blocks of the last cut that, told as one, leave less to be worked out."""
    classes, cells = settled(table, rule)
    open_cells = {cell: group for cell, group in cells.items() if not rule.allows(group)}
    if not open_cells:
        return ()
    first = by_size(open_cells)[0]
    lines = along(cells, -1)
    beside = [cell[-1] for cell in cells if cell[:-1] == first[:-1] and cell[-1] != first[-1]]
    near = {key: lines[key] for key in beside or lines if key != first[-1]}
    blocks = along(table, -1)
    return {_smallest_of(one, classes[-1], blocks) for one in (first[-1], by_size(near)[0])}


def _smallest_of(
    one: Hashable, classes: Mapping[Hashable, Hashable], blocks: Mapping[Hashable, Group]
) -> Hashable:
    members = {block: blocks[block] for block, its in classes.items() if its == one}
    return TOGETHER if TOGETHER in members else by_size(members)[0]


def settled(
    table: Table, rule: Rule, apart: Classes | None = None
) -> tuple[Classes, dict[Cell, Group]]:
    """The classes of linked blocks, of linked classes, and so on; and the cells they make."""
    classes = [{block: block for block in line} for line in _blocks(table)]
    while True:
        cells = regrouped(table, classes)
        steps = [
            _linked_classes(cells, dimension, rule, apart[dimension] if apart else {})
            for dimension in range(len(classes))
        ]
        if all(one == its for step in steps for one, its in step.items()):
            return classes, cells
        classes = [
            {block: step[its] for block, its in of.items()}
            for of, step in zip(classes, steps, strict=True)
        ]


def _blocks(table: Table) -> list[set[Hashable]]:
    return [set(line) for line in zip(*table, strict=True)]


def _linked_classes(
    cells: Table, dimension: int, rule: Rule, apart: Mapping[Hashable, Hashable]
) -> dict[Hashable, Hashable]:
    lines: defaultdict[Hashable, dict[Cell, Group]] = defaultdict(dict)
    for cell, group in cells.items():
        lines[cell[dimension]][cell[:dimension] + cell[dimension + 1 :]] = group
    classes: dict[Hashable, Hashable] = {}
    for one in reversed(by_size(along(cells, dimension))):  # the largest link the most
        linked: set[Hashable] = set()
        for other, its in classes.items():
            may_link = its not in linked and apart.get(other) == apart.get(one)
            if may_link and _are_linked(lines[one], lines[other], rule):
                linked.add(its)
        first = next((its for its in classes.values() if its in linked), one)
        classes = {other: first if its in linked else its for other, its in classes.items()}
        classes[one] = first
    return classes


def _are_linked(a: Table, b: Table, rule: Rule) -> bool:
    shared = a.keys() & b.keys()
    return all(rule.allows(merged(line[cell] for cell in shared)) for line in (a, b))
