"""What these tests say again and again."""

from datetime import date
from typing import Any

from sqlmodel import Session

from backend.assessments import actions, own_views
from backend.assessments.actions import SituationFacts
from backend.assessments.models import Feeling, Observation, OwnView
from backend.assessments.own_views import AnswerFacts
from backend.people.models import Accompaniment, Adviser, FieldOfWork, Person
from backend.people.recorded import Author, Origin
from backend.territories.models import Structure
from backend.vocabulary.themes import Theme
from tests.cast import Cast, saved
from tests.conftest import NOON

YESTERDAY = date(2026, 3, 1)
HOME = "/parcours/situation"
OWN = "/parcours/situation/ma-vue"


def facts(
    theme: Theme = Theme.HOUSING, situation: str = "with_somebody", **others: Any
) -> SituationFacts:
    told: dict[str, Any] = {"observed_on": YESTERDAY} | others
    return SituationFacts(theme=theme, situation=situation, **told)


def by(adviser: Adviser, reference: str | None = None) -> Author:
    return Author(
        origin=Origin.DESK if reference is None else Origin.API,
        structure_id=adviser.structure_id,
        adviser_id=adviser.id,
        reference=reference,
    )


def recorded(
    session: Session,
    person: Person,
    adviser: Adviser,
    theme: Theme = Theme.HOUSING,
    situation: str = "with_somebody",
    **others: Any,
) -> Observation:
    """A line of hers, saved where the pages can see it."""
    told = facts(theme, situation, **others)
    line = actions.record(session, person, told, by(adviser), now=NOON)
    session.commit()
    return line


def own_view(
    session: Session, person: Person, *themes: Theme, shown: bool = True, **others: Any
) -> OwnView:
    """A finished view of hers on these themes."""
    for theme in themes or (Theme.HOUSING,):
        told = AnswerFacts(theme=theme, feeling=Feeling.HARD, **others)
        view = own_views.answer(session, person, told, now=NOON)
    own_views.finish(session, person, view, shown=shown, now=NOON)
    session.commit()
    return view


def another_adviser(
    session: Session,
    cast: Cast,
    *,
    field: FieldOfWork = FieldOfWork.PROFESSIONAL,
    own_structure: bool = False,
    person: Person | None = None,
) -> Adviser:
    """Who accompanies Amina too, from another structure of Tarn unless told otherwise."""
    structure = cast.department
    if not own_structure:
        structure = saved(session, Structure(territory_id=cast.tarn.id, name="CCAS d’Albi"))
    adviser = saved(
        session,
        Adviser(
            structure_id=structure.id,
            first_name="Inès",
            last_name="Moreau",
            email=f"ines-{field}-{own_structure}@example.org",
            function="assistante sociale",
            field=field,
        ),
    )
    session.add(
        Accompaniment(
            person_id=(person or cast.amina).id, adviser_id=adviser.id, started_on=NOON.date()
        )
    )
    session.commit()
    return adviser
