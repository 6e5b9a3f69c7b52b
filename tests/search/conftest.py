"""The catalogue of the demo, taken in once a module on each engine."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from backend.catalogue.taking_in import Way, take_in
from backend.database import connect, reading
from tests.conftest import NOON, wipe

SOLUTIONS = Path(__file__).parent.parent.parent / "backend" / "demo" / "solutions.json"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def catalogue(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        url = f"sqlite:///{shutil.copy(template, tmp_path_factory.mktemp('search') / 'test.db')}"
    else:
        url = request.getfixturevalue("postgres_url")
        wipe(request.getfixturevalue("postgres_cleaner"))
    engine = connect(url)
    with SOLUTIONS.open("rb") as file:
        take_in(engine, file, Way(now=NOON))
    yield engine
    engine.dispose()


@pytest.fixture
def shelf(catalogue: Engine) -> Iterator[Session]:
    with reading(catalogue) as session:
        yield session
