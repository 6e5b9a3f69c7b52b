"""How solutions are asked for in everyday words: « nounou » is childcare, whatever a solution says.

everyday.csv holds an expression a line, and the thématiques or categories of data·inclusion that
it stands for, between spaces.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from backend.search.stems import stems_in

Stems = tuple[str, ...]
FILE = Path(__file__).parent / "everyday.csv"


def _lines() -> Iterator[tuple[str, tuple[str, ...]]]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield row["words"], tuple(row["themes"].split())


@cache
def everyday() -> Mapping[Stems, tuple[str, ...]]:
    """The stems of an expression, little words left out, and what it stands for."""
    found: dict[Stems, tuple[str, ...]] = {}
    for words, themes in _lines():
        stems = tuple(stemmed.stem for stemmed in stems_in(words))
        found[stems] = tuple(dict.fromkeys((*found.get(stems, ()), *themes)))
    found.pop((), None)
    return found


@cache
def longest() -> int:
    """How many words the longest expression has."""
    return max(map(len, everyday()))


@cache
def spellings() -> Mapping[str, str]:
    """A folded word as it is written with its accents."""
    return {s.word: s.written for words, _ in _lines() for s in stems_in(words)}


def everyday_pairs() -> list[tuple[str, str]]:
    return [(s.word, s.stem) for words, _ in _lines() for s in stems_in(words)]
