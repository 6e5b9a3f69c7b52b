"""A job as her mission locale or her référente wrote it down."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlmodel import Session

from backend.people.models import Accompaniment, Adviser, FieldOfWork, Person
from backend.people.recorded import Origin
from backend.steps.models import Kind, Status, Step
from tests.cast import Cast, saved

TODAY = date(2026, 3, 2)  # NOON's


def job(session: Session, person: Person, started_on: date, /, **others: Any) -> Step:
    known_at = datetime.combine(started_on, time(9), tzinfo=UTC)
    facts: dict[str, Any] = {
        "person_id": person.id,
        "origin": Origin.DESK,
        "kind": Kind.JOB,
        "title": "Agente d’entretien",
        "status": Status.IN_PROGRESS,
        "started_on": started_on,
        "created_at": known_at,
        "changed_at": known_at,
    }
    row = saved(session, Step(**(facts | others)))
    session.commit()
    return row


def social_worker_of_amina(session: Session, cast: Cast) -> Adviser:
    nadia = saved(
        session,
        Adviser(
            structure_id=cast.department.id,
            first_name="Nadia",
            last_name="Roux",
            email="nadia@example.org",
            phone="+33563000009",
            function="assistante sociale",
            field=FieldOfWork.SOCIAL,
        ),
    )
    accompanied_by(session, cast.amina, nadia)
    return nadia


def accompanied_by(session: Session, person: Person, adviser: Adviser) -> Accompaniment:
    link = Accompaniment(person_id=person.id, adviser_id=adviser.id, started_on=TODAY)
    saved(session, link)
    session.commit()
    return link
