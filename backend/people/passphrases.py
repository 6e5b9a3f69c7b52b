"""What makes a passphrase good enough: its length and how hard it is to guess, nothing else."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from zxcvbn import zxcvbn

from backend.people.models import Adviser, Person
from backend.people.names import letters
from backend.web.language import N_

SHORTEST = 14
LONGEST = 200
READ_BY_ZXCVBN = 72  # its time grows with the square: the start is enough to judge
ENOUGH_GUESSES = 10**10  # zxcvbn's fourth and best mark

TOO_SHORT = N_(
    "This passphrase is too short: it needs 14 characters. Four words that have nothing to do "
    "with each other make a good one."
)
TOO_LONG = N_("This passphrase is too long: 200 characters at most.")
PERSONAL = N_(
    "This passphrase holds your name, your date of birth or your address: somebody who knows you "
    "could guess it. Choose four words that have nothing to do with you."
)
REPEATED = N_(
    "This passphrase repeats itself or follows an order, like 1234: it is easy to guess. Choose "
    "four words that have nothing to do with each other."
)
COMMON = N_(
    "Many people choose this passphrase or one like it: it is easy to guess. Choose four words "
    "that have nothing to do with each other."
)


def normalised(typed: str) -> str:
    """The same signs, whatever keyboard wrote the accents."""
    return unicodedata.normalize("NFC", typed).strip()


def why_refused(passphrase: str, who: Person | Adviser, *, also: Sequence[str] = ()) -> str | None:
    """The sentence to say, not yet translated; None when it is good. Slow: not on the loop."""
    if len(passphrase) < SHORTEST:
        return TOO_SHORT
    if len(passphrase) > LONGEST:
        return TOO_LONG
    own = [*words_of(who), *(word for typed in also for word in _parts(typed) if word)]
    bare = "".join(sign for sign in passphrase if sign.isalnum())
    for reading in {passphrase, bare}:
        judged = zxcvbn(reading[:READ_BY_ZXCVBN].lower(), [*own, *common_words()])
        if judged["guesses"] < ENOUGH_GUESSES:
            return _reason(judged["sequence"], own)
    return None


def words_of(who: Person | Adviser) -> list[str]:
    """What people who know her would try first."""
    names = [who.first_name, who.last_name, f"{who.first_name}{who.last_name}"]
    found = [word for name in names for word in (name.lower(), letters(name))]
    found += [*_parts(who.email or ""), (who.phone or "").removeprefix("+33")]
    if isinstance(who, Person) and who.birth_date:
        day, month, year = (f"{who.birth_date:%{part}}" for part in "dmY")
        found += [year, f"{day}{month}{year}", f"{day}{month}{year[2:]}", f"{year}{month}{day}"]
        found += [f"{day}{month}", f"{day}/{month}/{year}", f"{year}-{month}-{day}"]
    return [word for word in dict.fromkeys(found) if len(word) > 1]


def _parts(email: str) -> list[str]:
    name, _, domain = email.partition("@")
    return [email, name, *name.replace("-", ".").replace("_", ".").split("."), domain]


@lru_cache
def common_words() -> Sequence[str]:
    """French words and phrases that zxcvbn's English lists lack, commonest first."""
    text = (Path(__file__).parent / "common_words.txt").read_text("utf-8")
    return list(dict.fromkeys(text.split()))


def _reason(sequence: Sequence[dict[str, Any]], own: Sequence[str]) -> str:
    kinds = {part["pattern"] for part in sequence}
    if any(part.get("matched_word") in own for part in sequence):
        return PERSONAL
    return REPEATED if kinds & {"repeat", "sequence", "spatial"} else COMMON
