"""The ten needs she looks for solutions by, and the thématiques of data·inclusion for each."""

from collections.abc import Mapping

from backend.vocabulary.themes import DATA_INCLUSION, DIAGNOSTIC, Theme

_MORE = {  # what the ten themes of the diagnostic leave to the project
    Theme.JOB: ("choisir-un-metier", "creer-une-entreprise", "souvrir-a-linternational"),
}
CATEGORIES: Mapping[Theme, tuple[str, ...]] = {
    need: (*DATA_INCLUSION[need], *_MORE.get(need, ())) for need in DIAGNOSTIC
}


def category_of(theme: str) -> str:
    """Of a thématique: "famille--garde-denfants" is of "famille"."""
    return theme.partition("--")[0]


def needs_met(themes: str) -> list[Theme]:
    """Which needs a solution's thématiques meet, in the order of the diagnostic."""
    categories = {category_of(theme) for theme in themes.split()}
    return [need for need, met in CATEGORIES.items() if categories.intersection(met)]
