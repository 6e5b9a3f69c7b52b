"""Known names in a text: with or without accents, hyphens, capital letters.

A name that is also a word of every day is taken for a name only where it is written as one.
"""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from backend.people.names import letters
from backend.surveys.identifying import MARKS, NAME, Span

LISTS = Path(__file__).parent / "names.json"
SHORT = 3  # letters: rarely a name alone, when written small
WORD = re.compile("|".join(map(re.escape, MARKS)) + r"|[^\W\d_]+")  # a mark is no word
BETWEEN = re.compile(r"[\s'’.-]{0,3}")
APART = re.compile(r"[\s'’.-]+")
CAPITAL = r"[A-ZÀ-ÖØ-Þ][^\W\d_]+"
TITLED = re.compile(  # « Mme Durand », whoever she is
    rf"\b((?i:mme|mlle|madame|monsieur|mademoiselle|mr|mrs|dr|docteur)\.?|M\.)\s+"
    rf"({CAPITAL}(?:[ '’-]{CAPITAL}){{0,2}})"
)
ENDS = re.compile(r"(?:^|[.!?…:;\n«\"“(])\s*$")


@lru_cache
def _words(kind: str) -> frozenset[str]:
    """Of names.json, folded."""
    return frozenset(json.loads(LISTS.read_text(encoding="utf-8"))[kind].split())


class Word(NamedTuple):
    start: int
    end: int
    written: str
    folded: str


def naming(text: str, names: Collection[str]) -> Iterator[Span]:
    yield from _titled(text)
    words = [
        Word(*found.span(), found.group(), letters(found.group()))
        for found in WORD.finditer(text)
        if found.group() not in MARKS
    ]
    whole, alone = _forms(names)
    for place, word in enumerate(words):
        for parts in whole.get(word.folded, ()):
            last = _last_of(text, words[place : place + len(parts)], parts)
            if last is not None:
                yield Span(word.start, last.end, NAME)
        if word.folded in alone and _is_meant(text, words, place):
            yield Span(word.start, word.end, NAME)


def _titled(text: str) -> Iterator[Span]:
    for found in TITLED.finditer(text):
        title, name = found.groups()
        is_shouted = title.isupper() and len(title) > len("M.") and name.isupper()
        if not is_shouted and not _is_a_role(name):
            yield Span(*found.span(2), NAME)


def _is_a_role(name: str) -> bool:
    """« Madame La Directrice », « Madame Je »"""
    first, *others = (letters(word) for word in name.split())
    known_as = others[0] if others else ""
    return first in _words("starters") and known_as in _words("roles") | {""}


def _forms(names: Collection[str]) -> tuple[dict[str, list[Sequence[str]]], set[str]]:
    """Names of several words by their first, and the words that are a name alone."""
    whole: dict[str, list[Sequence[str]]] = {}
    alone: set[str] = set()
    for name in names:
        parts = [folded for part in APART.split(name) if (folded := letters(part))]
        if len(parts) > 1:
            whole.setdefault(parts[0], []).append(parts)
            alone |= {"".join(parts)} | {part for part in parts if part not in _words("particles")}
        else:
            alone |= set(parts)
    return whole, alone


def _last_of(text: str, words: Sequence[Word], parts: Sequence[str]) -> Word | None:
    if [word.folded for word in words] != list(parts):
        return None
    if all(BETWEEN.fullmatch(text, one.end, other.start) for one, other in pairwise(words)):
        return words[-1]
    return None


def _is_meant(text: str, words: Sequence[Word], place: int) -> bool:
    word, before = words[place], words[place - 1].folded if place else ""
    if before in _words("titles"):
        return True
    if word.folded in _words("places"):
        return False
    if before in _words("before") or not _is_everyday(word.folded):
        return True
    begins = ENDS.search(text, 0, word.start) is not None
    if begins and word.folded in _words("starters"):
        return False
    return word.written[0].isupper() or (begins and _acts(words, place))


def _is_everyday(word: str) -> bool:
    return len(word) <= SHORT or word in _words("everyday") or word in _words("starters")


def _acts(words: Sequence[Word], place: int) -> bool:
    """« claire m’a dit »"""
    return place + 1 < len(words) and words[place + 1].written.casefold() in _words("after")
