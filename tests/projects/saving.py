"""What these tests say again and again."""

from datetime import date
from typing import Any

from sqlmodel import Session, select

from backend.people.models import Accompaniment, Adviser, FieldOfWork, Person
from backend.people.recorded import Origin
from backend.projects.models import Objective, ObjectiveAnswer, ProjectVersion
from backend.territories.models import Structure
from tests.cast import Cast, saved
from tests.conftest import NOON

PROJECT = "/parcours/projet"


def objective(
    session: Session, cast: Cast, words: str = "Trouver un logement", **others: Any
) -> Objective:
    """One that Claire set for Amina on the desk, unless told otherwise."""
    facts: dict[str, Any] = {
        "person_id": cast.amina.id,
        "structure_id": cast.department.id,
        "adviser_id": cast.claire.id,
        "origin": Origin.DESK,
        "words": words,
        "set_on": date(2026, 2, 3),
        "created_at": NOON,
        "changed_at": NOON,
    }
    row = saved(session, Objective(**(facts | others)))
    session.commit()
    return row


def answers_to(session: Session, row: Objective) -> list[tuple[str, str]]:
    session.expire_all()
    rows = session.exec(
        select(ObjectiveAnswer)
        .where(ObjectiveAnswer.objective_id == row.id)
        .order_by(ObjectiveAnswer.id)  # ty: ignore[invalid-argument-type]
    )
    return [(answer.stance.value, answer.words) for answer in rows]


def versions(session: Session, person: Person) -> list[str]:
    session.expire_all()
    rows = session.exec(select(ProjectVersion).where(ProjectVersion.person_id == person.id)).all()
    return [row.words for row in sorted(rows, key=lambda row: row.id)]


def colleague(
    session: Session, cast: Cast, person: Person | None, *, social: bool = True, **others: Any
) -> Adviser:
    """An adviser of another structure of Tarn, who accompanies that person, if any."""
    structure = saved(session, Structure(territory_id=cast.tarn.id, name="CCAS d’Albi"))
    number = len(session.exec(select(Adviser)).all())
    facts: dict[str, Any] = {
        "structure_id": structure.id,
        "first_name": "Sophie",
        "last_name": "Martin",
        "email": f"sophie{number}@example.org",
        "function": "assistante sociale" if social else "conseillère",
        "field": FieldOfWork.SOCIAL if social else FieldOfWork.PROFESSIONAL,
    }
    adviser = saved(session, Adviser(**(facts | others)))
    if person is not None:
        saved(
            session,
            Accompaniment(person_id=person.id, adviser_id=adviser.id, started_on=date(2026, 1, 5)),
        )
    session.commit()
    return adviser
