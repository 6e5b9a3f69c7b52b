"""Tokens of the partner interface made, listed and revoked from the command line."""

from sqlmodel import Session, select

from backend.partners.models import ApiToken
from backend.web.security import token_hash
from tests.cast import Cast
from tests.commands.conftest import Parcours


def test_a_token_is_shown_once_and_kept_as_a_hash(
    parcours: Parcours, cast: Cast, session: Session
) -> None:
    create = ("token", "create", cast.department.name, "--territory", "81")
    result = parcours(*create, "--scopes", "people:read steps:write")

    secret = result.stdout.strip()
    row = session.exec(select(ApiToken)).one()
    assert (row.structure_id, row.token_hash) == (cast.department.id, token_hash(secret))
    assert row.scopes == "people:read steps:write"
    listed = parcours("token", "list").output
    assert cast.department.name in listed
    assert "in use" in listed
    assert secret not in listed
    assert row.token_hash not in listed


def test_a_revoked_token_stays_in_the_list(
    parcours: Parcours, cast: Cast, session: Session
) -> None:
    parcours("token", "create", cast.department.name, "--territory", "81")
    number = str(session.exec(select(ApiToken.id)).one())

    parcours("token", "revoke", number)

    assert "revoked 2026-03-02" in parcours("token", "list").output
    assert "no token" in parcours("token", "revoke", "999", fails=True).output


def test_what_does_not_exist_is_refused(parcours: Parcours, cast: Cast, session: Session) -> None:
    create = ("token", "create", cast.department.name, "--territory")
    assert "No structure" in parcours(*create, "973", fails=True).output
    assert "nonsense" in parcours(*create, "81", "--scopes", "nonsense", fails=True).output
    assert session.exec(select(ApiToken)).all() == []
