"""What is kept too long goes; what was done is proved."""

import click

from backend import clock
from backend.audit.queries import head_of
from backend.audit.queries import verify as verify_chain
from backend.commands.installation import database
from backend.database import reading, writing
from backend.privacy.purging import Counts, added, counted
from backend.privacy.purging import purge as purge_person
from backend.privacy.queries import may_erase
from backend.privacy.retention import foreseen, purge_all


@click.group()
def audit() -> None:
    """The chain of what was done: see docs/decisions/0011."""


@audit.command("anchor")
def anchor() -> None:
    """Print the last number and its digest, to be noted elsewhere."""
    with reading(database()) as session:
        click.echo(head_of(session))


@audit.command("verify")
@click.option("--expect", "digest", default="", help="A digest noted earlier.")
def verify(digest: str) -> None:
    """Read the whole chain; exit 1 and say where it breaks, if it does."""
    with reading(database()) as session:
        report = verify_chain(session, anchor=digest)
    click.echo(report.head)
    if report.fault is None:
        click.echo(f"{report.head.number} rows, sound.")
        return
    where = f" at number {report.broken_at}" if report.broken_at else ""
    raise click.ClickException(f"the chain is broken: {report.fault}{where}.")


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say whom, by number, and how many rows.")
def purge(*, dry_run: bool) -> None:
    """Delete those nobody has heard of for two years, and who were warned 30 days ago."""
    engine, now = database(), clock.now()
    total: Counts = {}
    if dry_run:
        with reading(engine) as session:
            for number in foreseen(session, now=now):
                click.echo(f"person {number}")
                total = added(total, counted(session, number))
    else:
        while True:
            with writing(engine) as session:
                purged = purge_all(session, now=now)
            if not purged:
                break
            for number, counts in purged.items():
                click.echo(f"person {number}")
                total = added(total, counts)
    _say(total, "would be deleted" if dry_run else "deleted")


@click.command()
@click.argument("person_id", type=click.IntRange(1))
@click.option("--claim", "number", required=True, help="Of the accepted request to erase.")
def erase(person_id: int, number: str) -> None:
    """Delete PERSON_ID, who asked for it in a claim that was accepted."""
    with writing(database()) as session:
        if not may_erase(session, person_id, number):
            raise click.ClickException(
                f"{number} is no accepted request of person {person_id} to be erased."
            )
        counts = purge_person(session, person_id, by="command", now=clock.now(), claim=number)
    _say(counts, "deleted")


def _say(counts: Counts, done: str) -> None:
    for name, count in sorted(counts.items()):
        click.echo(f"{count:>8} {name}")
    click.echo(f"{sum(counts.values())} rows {done}.")
