"""The trades that a person's project names, among all that it says."""

import re
from collections.abc import Mapping
from functools import cache

from backend.catalogue.models import Sheet
from backend.search.stems import stems_in

READ = 300  # characters of a project
SAME = 4  # letters that akin words begin with, at least
ENDING = 2  # letters that may differ: « soudure », « soudeur »
OWN_CHILDREN = re.compile(
    r"\b(?:mes|deux|trois|quatre|cinq|\d+)\s+(?:\w+\s+)?enfants?\b", re.IGNORECASE
)
# What nearly every project says: it names no trade.
ORDINARY = """
    veux voudrais vouloir aimerais aimer souhaite souhaiter devenir être faire avoir pouvoir peux
    travailler travail emploi métier poste job activité projet carrière domaine secteur branche
    formation former apprendre diplôme école stage immersion entreprise société contrat
    trouver retrouver chercher recherche reprendre commencer changer rester découvrir continuer
    stable temps plein partiel près loin ville matin soir nuit jour heure horaire semaine mois an
    année logement maison famille permis voiture argent
    want would like become work job training company find learn
"""


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(word.stem for word in stems_in(ORDINARY))


def trades_in(project: str) -> dict[str, str]:
    """Stem -> the word she wrote; nothing when her project names no trade."""
    words = stems_in(OWN_CHILDREN.sub(" ", project[:READ]))
    return {word.stem: word.written for word in words if word.stem not in _ordinary()}


def is_named(sheet: Sheet, trades: Mapping[str, str]) -> bool:
    """Whether the trade of an immersion or of a training, which is its name, is one of them."""
    named = [token[2:] for token in sheet.tokens.split() if token.startswith("t_")]
    return any(_akin(stem, name) for stem in trades for name in named)


def _akin(stem: str, other: str) -> bool:
    shared = max(SAME, min(len(stem), len(other)) - ENDING)
    return stem == other or (len(other) >= shared and stem.startswith(other[:shared]))
