"""The migrations make exactly the tables that the code expects, and can be taken back."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from backend.database import connect
from backend.migrations.run import config_for, is_current, migrate
from backend.tables import METADATA


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
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    unmigrated.dispose()


def test_the_migrations_can_be_taken_back(unmigrated: Engine) -> None:
    migrate(unmigrated)

    command.downgrade(config_for(unmigrated), "base")

    assert set(inspect(unmigrated).get_table_names()) == {"alembic_version"}
    unmigrated.dispose()
