"""A group about Amina that Claire opened, and what it decided."""

import pytest
from sqlmodel import Session

from backend.coordination import actions
from backend.coordination.actions import Decided, Matter
from backend.coordination.models import Decision, Group
from backend.people.models import Adviser
from tests.cast import Cast
from tests.conftest import NOON
from tests.coordination.saying import BLOCKED, DECIDED
from tests.parcours.writing import day, social_worker


@pytest.fixture
def nour(session: Session, cast: Cast) -> Adviser:
    return social_worker(session, cast)


@pytest.fixture
def group(session: Session, cast: Cast) -> Group:
    made = actions.open_group(
        session, cast.amina, cast.claire, Matter(reason=BLOCKED, meets_on=day(3)), now=NOON
    )
    session.commit()
    return made


@pytest.fixture
def decision(session: Session, cast: Cast, group: Group) -> Decision:
    decided = Decided(words=DECIDED, carried_by=cast.claire, by_when=day(10))
    made = actions.write_decision(session, group, cast.claire, decided, now=NOON)
    session.commit()
    return made
