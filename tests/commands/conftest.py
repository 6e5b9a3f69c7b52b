"""The command line as an operator types it, on an installation of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlmodel import Session

from backend.__main__ import main

Parcours = Callable[..., Result]


@pytest.fixture
def parcours(database_url: str, session: Session, tmp_path: Path) -> Parcours:
    environment = {
        "DATABASE_URL": database_url,
        "DATA_DIR": str(tmp_path / "data"),
        "PUBLIC_URL": "http://127.0.0.1:8000",
        "WORKER": "off",
    }

    def run(*arguments: str, given: str | None = None, fails: bool = False) -> Result:
        session.commit()  # whatever the test looked at: a command waits for nobody
        result = CliRunner().invoke(
            main, arguments, env=environment, input=given, catch_exceptions=False
        )
        assert (result.exit_code != 0) == fails, result.output
        return result

    return run
