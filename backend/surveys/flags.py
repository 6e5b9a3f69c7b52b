"""What a moderator had better look at twice. It decides nothing."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from backend.people.names import letters
from backend.surveys.identifying import MARKS

LISTS = Path(__file__).parent / "flags.json"
WORD = re.compile("|".join(map(re.escape, MARKS)) + r"|[^\W\d_]+(?:['’-][^\W\d_]+)*")
BEGINS = re.compile(r"(?:^|[.!?…:;\n«\"“(•-])\s*$")
DIGITS = re.compile(r"\d{3,}|\d+(?:[ .,/-]\d+)+")


class FlagKind(StrEnum):
    INSULT = "insult"
    NAME = "name"  # a capital letter inside a sentence
    DIGITS = "digits"


@dataclass(frozen=True)
class Flag:
    kind: FlagKind
    found: Sequence[str]  # as written


def flags_of(text: str) -> list[Flag]:
    words = [found for found in WORD.finditer(text) if found.group() not in MARKS]
    told = {
        FlagKind.INSULT: [word.group() for word in words if _is_insult(word.group())],
        FlagKind.NAME: [word.group() for word in words if _may_be_a_name(text, word)],
        FlagKind.DIGITS: DIGITS.findall(text),
    }
    return [Flag(kind, list(dict.fromkeys(found))) for kind, found in told.items() if found]


@lru_cache
def _list(name: str) -> frozenset[str]:
    """Folded words of flags.json."""
    return frozenset(letters(word) for word in json.loads(LISTS.read_text("utf-8"))[name].split())


def _is_insult(word: str) -> bool:
    folded = letters(word)
    insults = _list("insults")
    return any(
        one in insults for one in (folded, folded.removesuffix("s"), folded.removesuffix("es"))
    )


def _may_be_a_name(text: str, word: re.Match[str]) -> bool:
    written = word.group().split("’")[-1].split("'")[-1]
    if not written[:1].isupper() or (len(written) > 1 and written.isupper()):
        return False
    if letters(written) in _list("not_names"):
        return False
    return BEGINS.search(text, 0, word.start()) is None
