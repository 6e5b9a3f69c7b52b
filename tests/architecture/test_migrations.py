"""The migrations make exactly the tables that the code expects, and can be taken back."""

from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData, Table, inspect, text
from sqlmodel import Session, select

from backend.catalogue.indexing import INDEX
from backend.database import connect
from backend.migrations.run import config_for, is_current, migrate
from backend.reminders.models import Delivery, Kind, State, Subject
from backend.tables import METADATA
from tests.conftest import NOON

COMPARED = {"compare_type": True, "include_name": lambda name, *_: not str(name).startswith(INDEX)}


@pytest.fixture(params=["sqlite", "postgresql"])
def unmigrated(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if request.param == "sqlite":
        return connect(f"sqlite:///{tmp_path / 'unmigrated.db'}")
    cleaner: Engine = request.getfixturevalue("postgres_cleaner")
    name = f"unmigrated_{tmp_path.name.replace('-', '_')}"[:60].lower()
    with cleaner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    return connect(cleaner.url.set(database=name).render_as_string(hide_password=False))


def test_the_migrations_make_the_tables_the_code_expects(unmigrated: Engine) -> None:
    assert not is_current(unmigrated)

    migrate(unmigrated)

    assert is_current(unmigrated)
    with unmigrated.connect() as connection:
        context = MigrationContext.configure(connection, opts=COMPARED)
        assert compare_metadata(context, METADATA) == []
    unmigrated.dispose()


def test_the_migrations_can_be_taken_back(unmigrated: Engine) -> None:
    migrate(unmigrated)

    command.downgrade(config_for(unmigrated), "base")

    assert set(inspect(unmigrated).get_table_names()) == {"alembic_version"}
    unmigrated.dispose()


def test_what_was_sent_about_appointments_stays_written_down(unmigrated: Engine) -> None:
    config = config_for(unmigrated)
    command.upgrade(config, "0001")
    for table, row in before_subjects().items():
        insert_into(unmigrated, table, row)

    command.upgrade(config, "head")

    with Session(unmigrated) as session:
        [kept] = session.exec(select(Delivery)).all()
    assert (kept.subject, kept.subject_id, kept.person_id) == (Subject.APPOINTMENT, 7, 3)
    assert (kept.kind, kept.state, kept.target) == (Kind.DAY, State.SENT, "push:1")
    assert (kept.due_at, kept.attempts) == (NOON, 1)
    another = before_subjects()["delivery"] | {"subject": "step", "subject_id": 7}
    del another["appointment_id"]
    insert_into(unmigrated, "delivery", another)
    unmigrated.dispose()


def test_simple_french_is_offered_where_the_usual_languages_were(unmigrated: Engine) -> None:
    config = config_for(unmigrated)
    command.upgrade(config, "0001")
    row = before_subjects()["territory"]
    insert_into(unmigrated, "territory", row | {"languages": "fr,en,ar"})
    insert_into(unmigrated, "territory", row | {"id": 2, "code": "973", "languages": "fr,ar"})

    command.upgrade(config, "head")
    assert languages(unmigrated) == ["fr,fr-x-simple,en,ar", "fr,ar"]  # theirs is their choice

    insert_into(unmigrated, "person", before_subjects()["person"] | {"language": "fr-x-simple"})
    command.downgrade(config, "0002")
    assert languages(unmigrated) == ["fr,en,ar", "fr,ar"]
    with unmigrated.connect() as connection:
        assert connection.execute(text("SELECT language FROM person")).scalars().all() == ["fr"]
    unmigrated.dispose()


def languages(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        found = connection.execute(text("SELECT languages FROM territory ORDER BY id"))
        return [str(row[0]) for row in found]


def before_subjects() -> dict[str, dict[str, Any]]:
    """A delivery as it was when there were appointments only."""
    brand = dict.fromkeys(("timezone", "languages", "phone", "email", "brand", "accent"), "")
    words = dict.fromkeys(
        [
            "title",
            "place_name",
            "address",
            "phone",
            "who_function",
            "who_name",
            "bring",
            "absence_words",
        ],
        "",
    )
    known = {"starts_at": NOON, "known_at": NOON, "changed_at": NOON, "duration_minutes": 30}
    person = {"first_name": "Amina", "last_name": "Benali", "language": "fr"}
    sent = {"kind": "day", "channel": "push", "target": "push:1", "state": "sent"}
    return {
        "territory": brand | {"id": 1, "code": "81", "name": "Tarn", "created_at": NOON},
        "person": person | {"id": 3, "territory_id": 1, "created_at": NOON},
        "appointment": words
        | known
        | {"id": 7, "person_id": 3, "uid": "a@b", "sequence": 0}
        | {"source": "desk", "status": "unknown", "place": "public_office"},
        "delivery": sent
        | {"person_id": 3, "appointment_id": 7, "occasion": "1", "reason": "", "attempts": 1}
        | {"due_at": NOON, "stale_at": NOON},
    }


def insert_into(engine: Engine, name: str, row: dict[str, Any]) -> None:
    table = Table(name, MetaData(), autoload_with=engine, resolve_fks=False)
    with engine.begin() as connection:
        connection.execute(table.insert().values(**row))
