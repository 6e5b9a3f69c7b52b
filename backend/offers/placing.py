"""Where she looks: a commune she names, else her territory's département. Never her device."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from backend.offers.asking import Asked
from backend.places.models import Commune
from backend.places.queries import commune_with, communes_named
from backend.territories.models import Territory
from backend.territories.queries import all_territories
from backend.vocabulary.listing import folded
from backend.web.language import N_

POSTCODE = re.compile(r"\d{5}")
SHARED, ALIKE = 60, 8  # communes of one postcode, of one name
UNKNOWN = N_("This commune is not known. Write its name, or its postcode.")
SEVERAL = N_("Several communes answer to this. Choose yours.")
NOWHERE = N_("Say where to look: a commune, or its postcode.")


@dataclass(frozen=True, kw_only=True)
class Place:
    commune: Commune | None = None
    territory: Territory | None = None  # its whole département, when no commune is named
    choices: Sequence[Commune] = ()
    problem: str = ""  # a sentence marked by N_

    @property
    def department(self) -> str:
        return self.territory.code if self.territory and self.commune is None else ""


def only_territory(session: Session) -> Territory | None:
    """Of an installation for one: a visitor who is signed out looks there."""
    territories = all_territories(session)
    return territories[0] if len(territories) == 1 else None


def place_of(session: Session, asked: Asked, territory: Territory | None) -> Place:
    commune = commune_with(session, asked.commune_code) if asked.commune_code else None
    typed = asked.place or ("" if commune else asked.commune_code)
    if commune and (not typed or folded(typed) == folded(commune.name)):
        return Place(commune=commune, territory=territory)
    if typed:
        return _named(session, typed, territory)
    return Place(territory=territory, problem="" if territory else NOWHERE)


def _named(session: Session, typed: str, territory: Territory | None) -> Place:
    near = territory.code if territory else ""
    limit = SHARED if POSTCODE.fullmatch(typed) else ALIKE
    found = communes_named(session, typed, near_department=near, limit=limit)
    chosen = _meant(found, typed, near)
    if chosen:
        return Place(commune=chosen, territory=territory)
    return Place(territory=territory, choices=found, problem=SEVERAL if found else UNKNOWN)


def _meant(found: Sequence[Commune], typed: str, near: str) -> Commune | None:
    """The one that can be meant; none when it is for her to say."""
    wished = folded(typed)
    exact = [commune for commune in found if folded(commune.name) == wished]
    here = [commune for commune in exact if commune.department == near]
    close = [c for c in found if typed.isdigit() or folded(c.name).startswith(wished)]
    return next((group[0] for group in (here, exact, close) if len(group) == 1), None)
