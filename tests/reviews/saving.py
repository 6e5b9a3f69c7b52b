"""What these tests say again and again."""

from datetime import date
from typing import Any

from sqlmodel import Session

from backend.people.recorded import Author, Origin
from backend.reviews import actions
from backend.reviews.models import Preparation, Review
from tests.cast import Cast, saved
from tests.conftest import NOON

POINTS = "/parcours/points"
PREPARATION = f"{POINTS}/preparation"
SAID = {"went_well": "La formation", "blocks": "Pas de voiture", "wants": "Une immersion"}


def claires(cast: Cast) -> Author:
    return Author(origin=Origin.DESK, structure_id=cast.department.id, adviser_id=cast.claire.id)


def review(session: Session, cast: Cast, **others: Any) -> Review:
    """One that Claire leads for Amina."""
    facts: dict[str, Any] = {
        "person_id": cast.amina.id,
        "structure_id": cast.department.id,
        "adviser_id": cast.claire.id,
        "origin": Origin.DESK,
        "created_at": NOON,
        "changed_at": NOON,
    }
    row = saved(session, Review(**(facts | others)))
    session.commit()
    return row


def planned(session: Session, cast: Cast, day: date = date(2026, 3, 20), **others: Any) -> Review:
    return review(session, cast, planned_on=day, agenda="Le logement", **others)


def held(session: Session, cast: Cast, day: date, **others: Any) -> Review:
    return review(session, cast, held_on=day, **({"decisions": "Chercher un stage"} | others))


def prepared(session: Session, cast: Cast, *, shown: bool = False) -> Preparation:
    row = actions.prepare(session, cast.amina, SAID, now=NOON)
    actions.show_or_hide(row, shown=shown, now=NOON)
    session.commit()
    return row
