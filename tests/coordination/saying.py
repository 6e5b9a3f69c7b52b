"""What these tests say again and again."""

from typing import Any

from sqlmodel import Session, select

from backend.coordination.models import Decision
from tests.cast import Cast
from tests.visitor import Page, Visitor

BLOCKED = "Pas de logement : la formation ne peut pas commencer."
DECIDED = "Demander une place au foyer d’Albi."


def read(session: Session, decision: Decision) -> Decision:
    session.expire_all()
    found = session.exec(select(Decision).where(Decision.id == decision.id)).one()
    session.commit()
    return found


def about(cast: Cast) -> str:
    return f"/pro/personnes/{cast.amina.id}/groupes"


def answers(amina: Visitor, decision: Decision, **fields: Any) -> Page:
    page = amina.visits("/parcours/groupes")
    return amina.submits(page, f"/parcours/groupes/{decision.id}/reponse", **fields)
