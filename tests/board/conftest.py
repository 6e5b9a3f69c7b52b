"""Who may read the board."""

import pytest
from sqlmodel import Session

from backend.people.models import Adviser
from tests.cast import Cast, team_of_the_territory


@pytest.fixture
def boss(session: Session, cast: Cast) -> Adviser:
    """Of the team of Amina's territory."""
    boss = team_of_the_territory(session, cast)
    session.commit()
    return boss
