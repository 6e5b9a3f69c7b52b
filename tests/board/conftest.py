"""Who may read the board."""

import pytest
from sqlmodel import Session

from backend.people.models import Adviser, FieldOfWork
from backend.territories.models import Structure
from tests.cast import Cast, saved


@pytest.fixture
def boss(session: Session, cast: Cast) -> Adviser:
    """Of the team of Amina's territory."""
    team = saved(session, Structure(territory_id=cast.tarn.id, name="Direction", is_team=True))
    boss = saved(
        session,
        Adviser(
            structure_id=team.id,
            first_name="Rosa",
            last_name="Martin",
            email="rosa@example.org",
            function="responsable",
            field=FieldOfWork.PROFESSIONAL,
        ),
    )
    session.commit()
    return boss
