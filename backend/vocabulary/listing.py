"""A closed list of terms, each under one theme, and what other tools call them."""

import csv
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from backend.vocabulary.themes import Theme

RENAMED = {"pole emploi": "france travail"}


@dataclass(frozen=True)
class Term:
    code: str
    theme: Theme
    label: str  # marked by N_, to be translated where it is shown


def listed(labels: Mapping[Theme, Mapping[str, str]]) -> dict[str, Term]:
    return {
        code: Term(code, theme, label)
        for theme, of_theme in labels.items()
        for code, label in of_theme.items()
    }


def grouped(terms: Mapping[str, Term]) -> dict[Theme, tuple[Term, ...]]:
    """In the order of the themes; a theme may have none."""
    return {theme: tuple(term for term in terms.values() if term.theme is theme) for theme in Theme}


def known_as(file: str, terms: Mapping[str, Term]) -> dict[str, list[Term]]:
    """Folded label -> the terms it may mean: two themes have a situation of the same name."""
    path = Path(__file__).parent / file
    found: dict[str, list[Term]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(folded(row["label"]), []).append(terms[row["code"]])
    return found


def find_in(
    terms: Mapping[str, Term], known: Mapping[str, list[Term]], words: str, theme: Theme | None
) -> Term | None:
    by_code = terms.get(words.strip())
    named = [by_code] if by_code else known.get(folded(words), [])
    return next((term for term in named if theme is None or term.theme is theme), None)


def folded(words: str) -> str:
    """Letters and figures alone, without accents: « d’Accès  à » and "d'acces a" are the same."""
    bare = unicodedata.normalize("NFKD", words.casefold())
    kept = "".join(c if c.isalnum() else " " for c in bare if not unicodedata.combining(c))
    folded = " ".join(kept.split())
    for former, name in RENAMED.items():
        folded = folded.replace(former, name)
    return folded
