"""The keys of other software to the partner interface."""

import click

from backend import clock
from backend.api import actions
from backend.api.queries import token_numbered, tokens
from backend.api.scopes import Scope
from backend.commands.installation import database
from backend.database import reading, writing
from backend.territories.queries import structure_named

ALL = " ".join(Scope)


@click.group()
def token() -> None:
    """Keys to the partner interface, one structure each."""


@token.command("create")
@click.argument("structure")
@click.option("--territory", "code", required=True, help="Insee code.")
@click.option("--scopes", default=ALL, help="Separated by spaces; all of them by default.")
def create(structure: str, code: str, scopes: str) -> None:
    """Make a token for STRUCTURE, by its name. It is shown once: only its hash is kept."""
    wanted = _scopes(scopes)
    with writing(database()) as session:
        found = structure_named(session, code, structure)
        if found is None:
            raise click.ClickException(f"No structure named {structure!r} in territory {code!r}.")
        row, secret = actions.give_token(session, found, wanted, now=clock.now())
        number = row.id
    click.echo(secret)
    click.echo(f"Token {number} of {structure}, for: {' '.join(wanted)}", err=True)


def _scopes(written: str) -> list[Scope]:
    unknown = sorted(set(written.split()) - set(Scope))
    if unknown or not written.split():
        named = ", ".join(unknown) or "nothing"
        raise click.ClickException(f"No such scope: {named}. There are: {ALL}")
    return list(dict.fromkeys(Scope(word) for word in written.split()))


@token.command("list")
def show() -> None:
    """Whose tokens there are, and what they are for; never the tokens themselves."""
    with reading(database()) as session:
        for row, structure, territory in tokens(session):
            state = f"revoked {row.revoked_at:%Y-%m-%d}" if row.revoked_at else "in use"
            made = f"{row.created_at:%Y-%m-%d}"
            click.echo(f"{row.id}  {territory.code}  {structure.name}  {made}  {state}")
            click.echo(f"    {row.scopes}")


@token.command("revoke")
@click.argument("number", type=click.IntRange(1))
def revoke(number: int) -> None:
    """Make token NUMBER, as `token list` says, useless from now on."""
    with writing(database()) as session:
        row = token_numbered(session, number)
        if row is None:
            raise click.ClickException(f"There is no token {number}.")
        actions.revoke(row, now=clock.now())
    click.echo(f"Token {number} is revoked.")
