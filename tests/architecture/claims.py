"""Requests of Amina's, one of each that somebody else may read, and a template of the team's."""

from sqlmodel import Session

from backend.claims.actions import ClaimFacts, open_claim
from backend.claims.models import AnswerTemplate, Claim
from backend.claims.service import answer
from backend.claims.states import Kind, Outcome
from backend.vocabulary.themes import Theme
from tests.cast import Cast, saved
from tests.conftest import NOON


def claims(session: Session, cast: Cast) -> dict[str, int]:
    """By the name the table gives them."""
    late, answered = _claim(session, cast), _claim(session, cast)
    late.escalated_at = NOON
    answer(session, answered, cast.claire, Outcome.REFUSED, "Non", site="", now=NOON)
    template = AnswerTemplate(
        territory_id=cast.tarn.id,
        outcome=Outcome.ACCEPTED,
        title="Oui",
        words="Oui",
        changed_at=NOON,
    )
    return {
        "request": _claim(session, cast).id,
        "late_request": late.id,
        "answered_request": answered.id,
        "health_request": _claim(session, cast, Kind.SOCIAL_SUPPORT, theme=Theme.HEALTH).id,
        "about_referent": _claim(session, cast, Kind.OTHER_REFERENT).id,
        "template_id": saved(session, template).id,
        "structure_id": cast.department.id,
    }


def _claim(
    session: Session, cast: Cast, kind: Kind = Kind.NO_NEWS, *, theme: Theme | None = None
) -> Claim:
    facts = ClaimFacts(kind=kind, words="Bonjour", theme=theme)
    return open_claim(session, cast.amina, facts, site="", now=NOON)
