"""What a word that is not known may have been meant to be."""

from collections.abc import Iterable, Iterator
from math import log10
from string import ascii_lowercase

from rapidfuzz.distance import OSA
from sqlmodel import Session, col, or_, select

from backend.search.models import Word
from backend.search.sounds import sound_of

SHORTEST = 3  # below, every word is like another
LONGEST = 25
SHARED = 4  # first letters that a long word, or one that is not finished, has in common
LONG = 7
CANDIDATES = 400
SOUNDS_LIKE = 3  # a word that is written as it sounds is no mistake of three letters


def corrected(session: Session, words: Iterable[str]) -> dict[str, str]:
    """Each word and what it was most likely meant to be; those like nothing are left out."""
    unknown = [w for w in words if SHORTEST <= len(w) <= LONGEST and w.isascii()]
    return {word: meant for word in unknown if (meant := _meant_by(session, word))}


def _meant_by(session: Session, word: str) -> str:
    like = [col(Word.word).in_(set(edits_of(word)))]
    sound = sound_of(word)
    if len(sound) > 1:
        like.append(col(Word.sound) == sound)
    if len(word) >= SHARED:
        start = word[:SHARED]
        like.append(col(Word.word).between(start, start + "zzzz"))
    candidates = session.exec(
        select(Word.word, Word.sound, Word.frequency)
        .where(or_(*like), Word.word != "")
        .order_by(col(Word.frequency).desc())
        .limit(CANDIDATES)
    )
    ranked = sorted(
        (cost - log10(1 + frequency) / 4, meant)
        for meant, sounds, frequency in candidates
        if (cost := _cost(word, meant, same_sound=bool(sound) and sounds == sound)) <= _most(word)
    )
    return ranked[0][1] if ranked else ""


def _cost(word: str, meant: str, *, same_sound: bool) -> float:
    distance = float(OSA.distance(word, meant))
    if word[0] != meant[0]:
        distance += 0.5
    if same_sound:
        return distance / SOUNDS_LIKE
    if len(word) >= SHARED and meant.startswith(word):
        return min(distance, 1.5 + distance / 20)  # « appart »: a word that was not finished
    return distance


def _most(word: str) -> float:
    """How many mistakes are forgiven."""
    if len(word) <= SHARED:
        return 1
    return 1.5 if len(word) < LONG else 2.25


def edits_of(word: str) -> Iterator[str]:
    """All the words one mistake away: a letter too many, missing, wrong, or two exchanged."""
    parts = [(word[:cut], word[cut:]) for cut in range(len(word) + 1)]
    for head, tail in parts:
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
