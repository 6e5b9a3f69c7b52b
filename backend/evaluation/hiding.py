"""Which groups of answers may be told, and which only together: docs/decisions/0017."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from backend.surveys.models import Face, Said

FEW = 5  # people: under that, nothing is told of a group
FEW_IN_CROSSINGS = 11
EACH_SIDE = 2  # people who were content, and who were not: else we would tell what each one said
KNOWN = FEW_IN_CROSSINGS  # so many people of a cell and a code are enough to know that it is enough
TOGETHER = "together"  # the block of the groups told as one

Key = TypeVar("Key", bound=Hashable)
Cell = tuple[Hashable, ...]


@dataclass(frozen=True)
class Group:
    counts: Mapping[str, int]  # answers, by code
    people: Mapping[str, frozenset[str]]  # who gave it: all of them, or KNOWN at least

    @property
    def answers(self) -> int:
        return sum(self.counts.values())


Table = Mapping[Cell, Group]


@dataclass(frozen=True)
class Rule:
    """What makes a group safe to tell. Of a safe group, whatever contains it is safe."""

    people: int
    codes: tuple[str, ...]  # each given by somebody; the first is the favourable one

    def allows(self, group: Group) -> bool:
        favourable = group.people.get(self.codes[0], frozenset())
        others = frozenset[str]().union(
            *(who for code, who in group.people.items() if code != self.codes[0])
        )
        return (
            min(len(favourable), len(others)) >= EACH_SIDE
            and len(favourable | others) >= self.people
            and all(group.people.get(code) for code in self.codes)
        )


FACES = Rule(FEW, tuple(Face))
FACES_CROSSED = Rule(FEW_IN_CROSSINGS, tuple(Face))
HELP = Rule(FEW, (Said.YES, Said.A_LITTLE, Said.NO))
SHORT = Rule(FEW, (Said.YES,))


def merged(groups: Iterable[Group]) -> Group:
    """Of people, as many as are enough to know."""
    counts: Counter[str] = Counter()
    people: defaultdict[str, set[str]] = defaultdict(set)
    for group in groups:
        counts.update(group.counts)
        for code, who in group.people.items():
            if len(people[code]) < KNOWN:
                people[code] |= who
    return Group(counts, {code: frozenset(who) for code, who in people.items()})


def along(table: Table, dimension: int) -> dict[Hashable, Group]:
    """The table's groups in one cut."""
    lines: defaultdict[Hashable, list[Group]] = defaultdict(list)
    for cell, group in table.items():
        lines[cell[dimension]].append(group)
    return {key: merged(groups) for key, groups in lines.items()}


def by_size(groups: Mapping[Key, Group]) -> list[Key]:
    """The smallest first; the same order every time."""
    return sorted(groups, key=lambda key: (groups[key].answers, str(key)))


@dataclass(frozen=True)
class Partition:
    """Each group of a cut is told alone, or as one with others."""

    alone: frozenset[Hashable]
    together: frozenset[Hashable] = frozenset()

    @property
    def is_told(self) -> bool:
        return bool(self.alone)

    def block_of(self, key: Hashable) -> Hashable:
        return TOGETHER if key in self.together else key

    def joining(self, keys: Collection[Hashable]) -> "Partition":
        moved = frozenset(keys) - {TOGETHER}
        return Partition(self.alone - moved, self.together | moved)


def partition(
    groups: Mapping[Key, Group], *, enough: Rule, together: Collection[Hashable] = ()
) -> Partition:
    """What is not safe alone, and what has to be `together`, with as many of the smallest others
    as it needs to be safe."""
    small = [key for key, group in groups.items() if key in together or not enough.allows(group)]
    others = iter([key for key in by_size(groups) if key not in small])
    while small and not enough.allows(merged(groups[key] for key in small)):
        following = next(others, None)
        if following is None:
            break
        small.append(following)
    return Partition(frozenset(groups) - frozenset(small), frozenset(small))
