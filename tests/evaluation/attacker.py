"""Somebody who reads everything that is published, knows which structure does what about which
theme, knows that numbers of answers are whole and not negative, and can calculate."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from backend.evaluation.hiding import Cell, Group, Rule, Table, merged
from backend.evaluation.models import Asked, Cut
from backend.evaluation.telling import Row

CLOSE = 1e-6
PLACES = {
    Cut.TERRITORY: (),
    Cut.STRUCTURE: (0,),
    Cut.MOMENT: (1,),
    Cut.THEME: (2,),
    Cut.STRUCTURE_MOMENT: (0, 1),
}
COLUMNS = ("structure_id", "moment", "theme")


@dataclass(frozen=True)
class Published:
    """One published row, as a sum of cells."""

    cells: frozenset[Cell]
    counts: Mapping[str, int]


@dataclass
class Attacker:
    """Of the truth he knows which cells have answers; he never looks at what they said."""

    truth: Table
    rows: Sequence[Row]
    question: Asked

    @cached_property
    def cells(self) -> list[Cell]:
        return sorted(self.truth, key=str)

    @cached_property
    def published(self) -> list[Published]:
        return [Published(self._cells_of(row), json.loads(row["counts"])) for row in self._mine]

    def _cells_of(self, row: Row) -> frozenset[Cell]:
        return frozenset(cell for cell in self.cells if self._is_of(row, cell))

    def _is_of(self, row: Row, cell: Cell) -> bool:
        return all(self._is_in(row, cell, place) for place in PLACES[row["cut"]])

    def _is_in(self, row: Row, cell: Cell, place: int) -> bool:
        """What is told together is what is not told alone, in a column that is blank."""
        value = row[COLUMNS[place]]
        if value is not None or not row["together"]:
            return cell[place] == value
        return cell[place] not in self._alone[row["cut"], place]

    @cached_property
    def _alone(self) -> Mapping[tuple[Cut, int], set[object]]:
        alone: defaultdict[tuple[Cut, int], set[object]] = defaultdict(set)
        for row in self._mine:
            for place in PLACES[row["cut"]]:
                if row[COLUMNS[place]] is not None or not row["together"]:
                    alone[row["cut"], place].add(row[COLUMNS[place]])
        return alone

    @property
    def _mine(self) -> list[Row]:
        return [row for row in self.rows if row["question"] == self.question]

    @cached_property
    def sums(self) -> np.ndarray:
        return np.array([[cell in row.cells for cell in self.cells] for row in self.published], int)

    def sums_over(self, cells: Sequence[Cell]) -> np.ndarray:
        return np.array([[self._is_of(row, cell) for cell in cells] for row in self._mine], int)

    def group(self, chosen: Sequence[int]) -> Group:
        return merged(self.truth[self.cells[place]] for place in chosen)

    def lies(self) -> Iterator[Published]:
        """Rows that are not what they say: the tests of the attack itself need none."""
        for row in self.published:
            counts = merged(self.truth[cell] for cell in row.cells).counts
            if Counter(counts) != Counter(row.counts):
                yield row

    def pinned_cells(self) -> Iterator[Cell]:
        """Cells whose number of answers is known by adding and subtracting rows, exactly."""
        basis = _echelon(self.sums.tolist())
        for place, cell in enumerate(self.cells):
            if _is_spanned([int(place == one) for one in range(len(self.cells))], basis):
                yield cell

    def smallest_groups(self) -> Iterator[list[int]]:
        """Of the groups of cells whose number follows from the rows, around each cell, those with
        the fewest answers, the fewest favourable and the fewest others."""
        for weigh in (_all, _good, _others):
            weights = np.array([weigh(self.truth[cell]) for cell in self.cells], float)
            for place in range(len(self.cells)):
                yield self._smallest(weights + 1e-4, place)

    def _smallest(self, weights: np.ndarray, place: int) -> list[int]:
        """A group is 0 or 1 for each cell, and a number for each row: their sum on the cell."""
        cells, rows = len(self.cells), len(self.published)
        is_in = np.zeros(cells + rows)
        is_in[place] = 1
        free = np.concatenate([np.zeros(cells), np.full(rows, -1e3)])
        found = milp(
            np.concatenate([weights, np.zeros(rows)]),
            integrality=np.concatenate([np.ones(cells), np.zeros(rows)]),
            bounds=Bounds(np.maximum(free, is_in), np.concatenate([np.ones(cells), -free[cells:]])),
            constraints=LinearConstraint(csr_array(np.hstack([np.eye(cells), -self.sums.T])), 0, 0),
        )
        assert found.success, found.message
        return [one for one in range(cells) if found.x[one] > 1 / 2]

    def narrow_cells(self, rule: Rule) -> Iterator[tuple[Cell, str]]:
        """Cells too small to be told, of which the rows leave one possible number of a code."""
        for code in rule.codes:
            right = [row.counts.get(code, 0) for row in self.published]
            for place, cell in enumerate(self.cells):
                if not rule.allows(self.truth[cell]) and self._width(right, place) < CLOSE:
                    yield cell, code

    def _width(self, right: Sequence[int], place: int) -> float:
        target = np.zeros(len(self.cells))
        target[place] = 1
        ends = [linprog(sign * target, A_eq=self.sums, b_eq=right) for sign in (1, -1)]
        assert all(end.success for end in ends)
        return -ends[1].fun - ends[0].fun


def narrow_sizes(satisfaction: Attacker, helped: Attacker, rule: Rule) -> Iterator[Cell]:
    """Cells too small to be told whose number of answers follows from both questions together:
    nobody said whether it helped without having chosen a face."""
    faces, help_ = satisfaction.sums, helped.sums_over(satisfaction.cells)
    zeros = np.zeros_like
    sums = np.block([[faces, zeros(faces)], [zeros(help_), help_]])
    right = [sum(row.counts.values()) for one in (satisfaction, helped) for row in one.published]
    count = len(satisfaction.cells)
    fewer = np.hstack([-np.eye(count), np.eye(count)])
    for place, cell in enumerate(satisfaction.cells):
        if not rule.allows(satisfaction.truth[cell]):
            target = np.eye(2 * count)[place]
            ends = [linprog(sign * target, fewer, np.zeros(count), sums, right) for sign in (1, -1)]
            assert all(end.success for end in ends)
            if -ends[1].fun - ends[0].fun < CLOSE:
                yield cell


def _all(group: Group) -> int:
    return group.answers


def _good(group: Group) -> int:
    return group.counts.get("good", 0) + group.counts.get("yes", 0)


def _others(group: Group) -> int:
    return group.answers - _good(group)


def _echelon(rows: list[list[int]]) -> list[list[Fraction]]:
    basis: list[list[Fraction]] = []
    for row in rows:
        rest = _reduced(row, basis)
        lead = next((value for value in rest if value), None)
        if lead is not None:
            basis.append([value / lead for value in rest])
    return basis


def _reduced(row: Sequence[int], basis: list[list[Fraction]]) -> list[Fraction]:
    rest = [Fraction(value) for value in row]
    for other in basis:
        factor = rest[next(place for place, value in enumerate(other) if value)]
        if factor:
            rest = [value - factor * its for value, its in zip(rest, other, strict=True)]
    return rest


def _is_spanned(row: Sequence[int], basis: list[list[Fraction]]) -> bool:
    return not any(_reduced(row, basis))
