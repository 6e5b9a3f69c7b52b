"""Amina's référente, and colleagues of another structure of the same territory."""

import pytest
from sqlmodel import Session

from backend.learning.colleagues import Colleague
from backend.people.models import Adviser
from tests.cast import Cast
from tests.learning.telling import colleague
from tests.parcours.writing import social_worker


@pytest.fixture
def nour(session: Session, cast: Cast) -> Adviser:
    return social_worker(session, cast)


@pytest.fixture
def claires(cast: Cast) -> Colleague:
    return colleague(cast.claire, cast.tarn)


@pytest.fixture
def nours(cast: Cast, nour: Adviser) -> Colleague:
    return colleague(nour, cast.tarn)


@pytest.fixture
def karims(cast: Cast) -> Colleague:
    return colleague(cast.karim, cast.guyane)
