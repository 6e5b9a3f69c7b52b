"""Words that may call for help.

Numbers are then shown to her, and no more: nothing is stored, nobody is told. So a word too many
costs little, but a page that cries wolf at « la rue de la Paix » is not read the day it matters.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from backend.web.language import N_


@dataclass(frozen=True)
class Help:
    number: str
    words: str  # when to call; the number is free


HELP = (
    Help("3114", N_("You suffer too much, or you think about dying. Day and night.")),
    Help("3919", N_("Somebody is violent to you, at home or elsewhere. Day and night.")),
    Help("119", N_("A child is in danger. Day and night.")),
    Help("115", N_("You have nowhere to sleep tonight. Day and night.")),
    Help("15", N_("Your life or your health is in danger: the SAMU.")),
    Help("17", N_("You are in danger now: the police.")),
    Help("114", N_("You cannot speak or hear: write an SMS to this number.")),
    Help("112", N_("Any emergency, everywhere in Europe.")),
)

PATTERNS = Path(__file__).parent / "distress.txt"
CLOSE = (
    r"(?:(?:mon|ma|mes|son|ses) (?:ex )?(?:mari|ex|conjointe?|compagnon|compagne|copain|copine"
    r"|femme|pere|mere|frere|fils|oncle|beau pere|parents|proprietaire|voisin)"
    r"|he|she|they|husband|wife|partner|boyfriend|father|mother|brother)"
)


def sounds_distressed(text: str) -> bool:
    return _calls().search(folded(text)) is not None


@lru_cache
def _calls() -> re.Pattern[str]:
    """A Latin word is known by its beginning; an Arabic one may have letters before it."""
    lines = PATTERNS.read_text(encoding="utf-8").replace("CLOSE", CLOSE).splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    return re.compile("|".join(rf"(?:\b|(?<=[ء-ي]))(?:{one})" for one in patterns))


def folded(text: str) -> str:
    """Small letters without accents or vowel signs, one space between words."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w\s]|_|ـ", " ", bare).replace("ة", "ه").replace("ى", "ي").split())
