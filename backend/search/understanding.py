"""What she looks for, out of the words she typed: a few concepts, each worth what it is rare."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from sqlmodel import Session

from backend.search.everyday import everyday, longest, spellings
from backend.search.spelling import corrected
from backend.search.stems import Stemmed, stemmed, stems_in
from backend.search.vocabulary import ALL, words_like

MOST = 6  # concepts: more words than that narrow nothing
TYPED = 200  # characters that are read
LEAST_WEIGHT, RARE_WEIGHT = 5, 30
MOST_WEIGHT = 40  # of an everyday expression: it is what she came for


@dataclass(frozen=True)
class Concept:
    """One thing she looks for: said in one of these ways, or filed under one of these themes."""

    ways: tuple[tuple[str, ...], ...]  # stems; all those of one way
    themes: tuple[str, ...] = ()  # thématiques and categories
    weight: int = MOST_WEIGHT


@dataclass(frozen=True)
class Understood:
    concepts: tuple[Concept, ...] = ()
    words: str = ""  # as they were corrected; empty when nothing was
    is_lost: bool = False  # words were typed, none of which means anything here


@dataclass(frozen=True)
class _Meant:
    """A word of hers and the stems it may have."""

    word: str
    stems: tuple[str, ...]
    frequency: int


def understand(session: Session, typed: str) -> Understood:
    words = list(stems_in(typed[:TYPED]))[: 2 * MOST]
    if not words:
        return Understood()
    known, solutions = _known(session, words)
    unknown = [w.word for w in words if w.word not in known]
    meant = corrected(session, unknown)
    if meant:
        more, _ = _known(session, [Stemmed(w, stemmed(w)[1], w) for w in meant.values()])
        known |= {word: more[better] for word, better in meant.items() if better in more}
    read = [known[word.word] for word in words if word.word in known]
    return Understood(
        tuple(_concepts(read, solutions))[:MOST],
        _as_corrected(typed, meant) if meant else "",
        is_lost=not read,
    )


def _known(session: Session, words: Sequence[Stemmed]) -> tuple[dict[str, _Meant], int]:
    """The words that mean something here, and how many solutions there are."""
    rows = words_like(session, words=[w.word for w in words], stems=[w.stem for w in words])
    solutions = next((row.frequency for row in rows if row.word == ALL), 0)
    said = {stem for way in everyday() for stem in way}
    known = {}
    for word in words:
        own = [row for row in rows if row.word == word.word]
        same_stem = [row for row in rows if row.stem == word.stem]
        stems = tuple(sorted({row.stem for row in own or same_stem}))
        if stems or word.stem in said:
            frequency = max((row.frequency for row in own or same_stem), default=0)
            known[word.word] = _Meant(word.word, stems or (word.stem,), frequency)
    return known, solutions


def _concepts(words: Sequence[_Meant], solutions: int) -> list[Concept]:
    """Expressions first, the longest ones; a word said twice counts once."""
    found: dict[tuple[tuple[str, ...], ...], Concept] = {}
    rest = list(words)
    while rest:
        size, themes = _expression(rest)
        taken, rest = rest[:size], rest[size:]
        ways = (
            tuple((stem,) for stem in taken[0].stems)
            if size == 1
            else (tuple(word.stems[0] for word in taken),)
        )
        rarest = min(word.frequency for word in taken)
        weight = MOST_WEIGHT if themes else _weight(rarest, solutions)
        found.setdefault(ways, Concept(ways, themes, weight))
    return list(found.values())


def _expression(words: Sequence[_Meant]) -> tuple[int, tuple[str, ...]]:
    """How many of the first words are one expression, and what it stands for."""
    for size in range(min(longest(), len(words)), 0, -1):
        stems = tuple(word.stems[0] for word in words[:size])
        if stems in everyday():
            return size, everyday()[stems]
    return 1, ()


def _weight(frequency: int, solutions: int) -> int:
    """A word that every solution has says little; one that few have says much."""
    rare = round(10 * log(1 + solutions / (frequency + 1)))
    return min(max(rare, LEAST_WEIGHT), RARE_WEIGHT)


def _as_corrected(typed: str, meant: dict[str, str]) -> str:
    return " ".join(_spelled(piece, meant) for piece in typed[:TYPED].split())


def _spelled(piece: str, meant: dict[str, str]) -> str:
    for word in stems_in(piece):
        if word.word in meant:
            better = spellings().get(meant[word.word], meant[word.word])
            piece = piece.casefold().replace(word.written, better)
    return piece
