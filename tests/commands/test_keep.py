"""Backups: what was saved comes back whole."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from backend.people.models import Person
from backend.tables import METADATA
from tests.cast import Cast
from tests.commands.conftest import Parcours
from tests.conftest import NOON

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table.name: len(connection.execute(table.select()).all())
            for table in METADATA.sorted_tables
        }


@SQLITE
def test_a_restored_backup_is_what_was_saved(
    parcours: Parcours, cast: Cast, engine: Engine, session: Session, tmp_path: Path
) -> None:
    before = counts(engine)
    saved = tmp_path / "saved.db"
    parcours("backup", str(saved))
    session.add(Person(territory_id=cast.tarn.id, first_name="A", last_name="B", created_at=NOON))
    session.commit()
    session.close()
    engine.dispose()

    parcours("restore", str(saved), "--replace")

    assert counts(engine) == before
    assert saved.stat().st_mode & 0o777 == 0o600


@SQLITE
def test_a_backup_never_overwrites(parcours: Parcours, tmp_path: Path) -> None:
    there = tmp_path / "there.db"
    there.write_text("precious")

    assert "exists already" in parcours("backup", str(there), fails=True).output
    assert there.read_text() == "precious"


@SQLITE
def test_a_database_is_replaced_on_purpose_only(
    parcours: Parcours, cast: Cast, session: Session, tmp_path: Path
) -> None:
    saved = tmp_path / "saved.db"
    parcours("backup", str(saved))

    assert "--replace" in parcours("restore", str(saved), fails=True).output
    assert session.exec(select(Person).where(Person.id == cast.amina.id)).one()


def test_new_keys_are_a_pair(parcours: Parcours) -> None:
    printed = parcours("vapid-keys").output

    assert "VAPID_PRIVATE_KEY=" in printed
    assert "public key: B" in printed  # an uncompressed point begins by 0x04
