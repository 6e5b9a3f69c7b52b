"""What the tests of pages of results say again and again."""

from datetime import date
from typing import Any

from sqlmodel import Session

from backend.evaluation.models import Improvement
from backend.surveys.models import Comment, CommentState, Face, Moment
from backend.territories.models import Territory
from tests.appointments.saving import statements
from tests.cast import Cast, saved
from tests.conftest import NOON
from tests.evaluation.published import (
    AUTUMN,
)
from tests.visitor import Page, Visitor

TARN = "/resultats/territoires/81"
HIDDEN = "Rien n’est montré ici : moins de 5 personnes ont répondu"


def comment(session: Session, of: Territory, shown: str, **others: Any) -> Comment:
    facts: dict[str, Any] = {
        "token": shown[:32],
        "territory_id": of.id,
        "moment": Moment.APPOINTMENT,
        "quarter": AUTUMN,
        "week": date(2025, 11, 3),
        "face": Face.BAD,
        "language": "fr",
        "text": "ce qui a été écrit",
        "state": CommentState.ACCEPTED,
        "shown": shown,
    }
    return saved(session, Comment(**(facts | others)))


def improvement(session: Session, cast: Cast, **others: Any) -> Improvement:
    facts: dict[str, Any] = {
        "territory_id": cast.tarn.id,
        "said": "L’attente est longue.",
        "done": "Un accueil sans rendez-vous le mardi.",
        "adviser_id": cast.claire.id,
        "saved_at": NOON,
        "published_at": NOON,
    }
    return saved(session, Improvement(**(facts | others)))


def section(page: Page, title: str) -> str:
    """What is said under a heading."""
    for one in page.tree.iter():
        if str(one.tag).endswith("section"):
            text = " ".join("".join(one.itertext()).split())
            if text.startswith(title):
                return text.removeprefix(title).strip()
    raise AssertionError(f"no section {title}")


def cost(visitor: Visitor, path: str) -> int:
    with statements() as asked:
        visitor.visits(path)
    return len([one for one in asked if one.startswith("SELECT")])
