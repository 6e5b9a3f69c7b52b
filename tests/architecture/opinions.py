"""Opinions of the world: she was asked; what the team did with it; what professionals learn."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session

from backend.evaluation.models import Improvement
from backend.learning.models import JointSession, Practice
from backend.surveys.models import Moment
from tests.cast import Cast, saved
from tests.conftest import NOON
from tests.surveys.requests import asked


def opinions(session: Session, cast: Cast) -> dict[str, int]:
    """By the name the table gives them."""
    here: dict[str, Any] = {"territory_id": cast.tarn.id, "adviser_id": cast.claire.id}
    told: dict[str, Any] = {
        **here,
        "said": "On attend trop.",
        "done": "Un accueil le mardi.",
        "saved_at": NOON,
    }
    practice = Practice(
        **here,
        structure_id=cast.department.id,
        moment=Moment.CLAIM,
        title="Une phrase",
        before="Longue",
        what="Courte",
        written_at=NOON,
        changed_at=NOON,
    )
    joint = JointSession(
        **here,
        structure_id=cast.department.id,
        title="Atelier",
        place="Albi",
        starts_at=NOON + timedelta(days=7),
        written_at=NOON,
    )
    return {
        "request_id": asked(session, cast.amina, structure_id=cast.department.id).id,
        "improvement_id": saved(session, Improvement(**told)).id,
        "told_improvement": saved(session, Improvement(**told, published_at=NOON)).id,
        "practice_id": saved(session, practice).id,
        "joint_id": saved(session, joint).id,
        "adviser_id": cast.claire.id,
    }
