"""What of a sentence is looked for: its words without little words, cut to their stems."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import snowballstemmer

from backend.vocabulary.listing import folded

LONGEST = 40  # letters; longer is no word
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=\w)")
WORD = re.compile(r"[^\W_]+")
INDEXED = re.compile(r"[0-9a-z]+|[ء-ي]+")  # Latin or Arabic, once folded
ARTICLE = "ال"  # of an Arabic noun
LITTLE = frozenset((Path(__file__).parent / "little_words.txt").read_text("utf-8").split())
_french = snowballstemmer.stemmer("french")


@dataclass(frozen=True)
class Stemmed:
    word: str  # folded
    stem: str
    written: str  # as it was typed, in small letters


def stems_in(text: str) -> Iterator[Stemmed]:
    """The words of a text that mean something, in its order."""
    plain = text.casefold().replace("’", "'").replace("œ", "oe").replace("æ", "ae")
    for written in WORD.findall(ELISION.sub(" ", plain)):
        word, stem = stemmed(written)
        if word and word not in LITTLE:
            yield Stemmed(word, stem, written)


@lru_cache(maxsize=50_000)
def stemmed(written: str) -> tuple[str, str]:
    """A word folded, and its stem: the stem of the word with its accents, then folded."""
    word = "".join(folded(written).split())
    if len(word) > LONGEST or not INDEXED.fullmatch(word):
        return "", ""
    if not word.isascii():
        return word, word.removeprefix(ARTICLE) or word
    stem = "".join(folded(_french.stemWord(written)).split())
    return word, stem if INDEXED.fullmatch(stem) else word
