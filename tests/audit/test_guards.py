"""A database made by the migrations refuses exactly what one made by the models refuses."""

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from backend.database import connect
from backend.migrations.run import migrate
from tests.architecture.test_migrations import unmigrated  # noqa: F401 (a fixture)
from tests.cast import Cast
from tests.privacy.test_pages import correction

TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
}


def triggers(connection: Connection) -> dict[str, str]:
    found = connection.execute(text(TRIGGERS[connection.dialect.name]))
    return {name: " ".join(sql.split()) for name, sql in found}


def test_the_migrations_and_the_models_guard_alike(
    unmigrated: Engine,  # noqa: F811
    request: pytest.FixtureRequest,
) -> None:
    migrate(unmigrated)
    if unmigrated.dialect.name == "sqlite":
        url = f"sqlite:///{request.getfixturevalue('sqlite_template')}"
    else:
        url = request.getfixturevalue("postgres_url")

    made = connect(url)
    with unmigrated.connect() as one, made.connect() as other:
        assert triggers(one) == triggers(other)
        assert {"audit_entry_no_update", "claim_entry_no_update"} <= set(triggers(one))
    made.dispose()
    unmigrated.dispose()


def test_an_entry_of_a_claim_is_not_rewritten_but_passes_to_the_other_file(
    session: Session, cast: Cast
) -> None:
    claim = correction(session, cast, "81-1")
    row = {"claim": claim.id, "person": cast.amina.id, "other": cast.bilal.id}
    session.connection().execute(
        text(
            "INSERT INTO claim_entry (claim_id, person_id, move, writer, function, happened_at,"
            " words) VALUES (:claim, :person, 'receive', 'person', '', '2026-03-02', 'x')"
        ),
        row,
    )
    session.connection().execute(text("UPDATE claim_entry SET person_id = :other"), row)

    with pytest.raises(DatabaseError, match="only added"):
        session.connection().execute(text("UPDATE claim_entry SET words = 'y'"))
    session.rollback()
