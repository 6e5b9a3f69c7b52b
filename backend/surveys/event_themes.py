"""Which of her needs an event speaks of, when that is simply known."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from backend.catalogue.needs import needs_met
from backend.catalogue.queries import shown_of
from backend.steps.models import Kind
from backend.vocabulary.themes import Theme

THEMES: Mapping[Kind, Theme] = {  # a kind that is missing says nothing of her needs
    Kind.TRAINING: Theme.TRAINING,
    Kind.IMMERSION: Theme.JOB,
    Kind.JOB_SEARCH: Theme.JOB,
    Kind.COMPANY_CREATION: Theme.JOB,
    Kind.JOB: Theme.JOB,
    Kind.HOUSING: Theme.HOUSING,
    Kind.HEALTH: Theme.HEALTH,
    Kind.CHILDCARE: Theme.FAMILY,
    Kind.MOBILITY: Theme.MOBILITY,
    Kind.MONEY: Theme.MONEY,
    Kind.ADMINISTRATIVE: Theme.ADMINISTRATION,
    Kind.FRENCH: Theme.FRENCH,
    Kind.DIGITAL: Theme.DIGITAL,
}


def known(_session: Session, told: Sequence[Any]) -> Mapping[Any, Theme | None]:
    return {theme: theme for theme in told}


def of_kinds(_session: Session, kinds: Sequence[Any]) -> Mapping[Any, Theme | None]:
    return {kind: THEMES.get(kind) for kind in kinds}


def of_offers(session: Session, offers: Sequence[Any]) -> Mapping[Any, Theme | None]:
    """When the solution meets one need; of several nobody knows which was hers."""
    needs = {
        offer_id: needs_met(shown.sheet.themes)
        for offer_id, shown in shown_of(session, offers).items()
    }
    return {offer_id: met[0] for offer_id, met in needs.items() if len(met) == 1}
