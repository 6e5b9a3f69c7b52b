"""The watch over the continuity of parcours, from the command line."""

import click

from backend import clock
from backend.commands.installation import database
from backend.continuity.queries import counts_of
from backend.continuity.watching import run
from backend.database import writing
from backend.territories.queries import all_territories


@click.command()
def watch() -> None:
    """Look now at whose parcours is interrupted; the worker does it each night."""
    with writing(database()) as session:
        for territory in all_territories(session):
            done = run(session, territory, now=clock.now())
            click.echo(
                f"{territory.code} {territory.name}: looked at {done.people},"
                f" appeared {done.appeared}, gone {done.gone}."
            )
            for worry, count in counts_of(session, territory.id).items():
                click.echo(f"  {worry}: {count}")
