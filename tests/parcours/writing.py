"""Steps and people of the parcours, written as the domain would."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from backend.people.models import Accompaniment, Adviser, FieldOfWork, Person
from backend.people.recorded import HERSELF, Author, Origin
from backend.steps.actions import StepFacts, record
from backend.steps.models import Kind, Status, Step
from backend.territories.models import Structure
from tests.cast import Cast, saved
from tests.conftest import NOON

TODAY = NOON.date()


def by(adviser: Adviser, reference: str | None = None) -> Author:
    return Author(
        origin=Origin.DESK,
        structure_id=adviser.structure_id,
        adviser_id=adviser.id,
        reference=reference,
    )


def step(
    session: Session, person: Person, title: str, author: Author = HERSELF, **facts: Any
) -> Step:
    told: dict[str, Any] = {"kind": Kind.TRAINING, "title": title, "status": Status.DONE} | facts
    written = record(session, person, StepFacts(**told), author, now=NOON)
    session.commit()
    return written


def done(first: int, last: int) -> dict[str, Any]:
    """Days from today, when it began and ended."""
    return {"started_on": day(first), "ended_on": day(last), "status": Status.DONE}


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def social_worker(session: Session, cast: Cast) -> Adviser:
    """Another structure's, who accompanies Amina too."""
    centre = saved(
        session,
        Structure(territory_id=cast.tarn.id, name="Centre social", phone="+33563000009"),
    )
    nour = saved(
        session,
        Adviser(
            structure_id=centre.id,
            first_name="Nour",
            last_name="Petit",
            email="nour@example.org",
            phone="+33563000010",
            function="assistante sociale",
            field=FieldOfWork.SOCIAL,
        ),
    )
    session.add(Accompaniment(person_id=cast.amina.id, adviser_id=nour.id, started_on=day(-10)))
    session.commit()
    return nour
