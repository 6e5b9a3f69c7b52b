"""The demo territory: filled, described, and fed by its own webhook."""

import json
import urllib.error
from typing import Any

import click
from sqlalchemy import Engine

from backend import clock
from backend.commands.installation import database, settings
from backend.database import reading, writing
from backend.demo import story, webhook
from backend.demo.making import NotEmpty, check_empty, fill
from backend.demo.solutions import prepare
from backend.migrations.run import is_current, migrate
from backend.territories.queries import all_territories, is_demo


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, for scripts.")
@click.option("--unless-filled", is_flag=True, help="Only say the ways in when it is there.")
@click.option(
    "--webhook",
    "event",
    type=click.Choice(webhook.EVENTS),
    is_flag=False,
    flag_value="created",
    help="Send the running server a signed appointment: created, moved or cancelled.",
)
def demo(event: str | None, *, as_json: bool, unless_filled: bool) -> None:
    """Fill an empty database with a territory and its people."""
    engine = database()
    if event:
        _send(engine, event)
        return
    migrate(engine)
    if unless_filled and _is_filled(engine):
        _say(None)
        return
    with reading(engine) as session:
        try:
            check_empty(session)
        except NotEmpty:
            raise click.ClickException("The demo only goes into an empty database.") from None
    prepare(engine, now=clock.now())
    with writing(engine) as session:
        made = fill(session, settings(), now=clock.now())
    if as_json:
        click.echo(json.dumps(made, ensure_ascii=False))
    else:
        _say(made)


def _is_filled(engine: Engine) -> bool:
    with reading(engine) as session:
        if all_territories(session) and not is_demo(session):
            raise click.ClickException("This database holds a real territory: no demo here.")
        return is_demo(session)


def _say(made: dict[str, Any] | None) -> None:
    url = settings().public_url
    enrolled = next(person for person in story.PEOPLE if person.is_enrolled)
    adviser = story.ADVISERS[0]
    lines = [f"Mon parcours, demo territory: {url}", ""]
    if made:
        first = made["people"][0]
        lines += [
            f"{first['first_name']} {first['last_name']} received a letter:",
            f"  {url}/i#{first['invitation_code']}",
            f"  code {first['invitation_code']}, surname {first['last_name'][:3]}…",
        ]
    lines += [
        f"{enrolled.first_name} {enrolled.last_name} signs in at {url}/connexion:",
        f"  {enrolled.email}, {story.PERSON_PASSPHRASE}",
        f"{adviser.first_name} {adviser.last_name}, {adviser.function}, too:",
        f"  {adviser.email}, {story.ADVISER_PASSPHRASE}",
    ]
    click.echo("\n".join(lines))


def _send(engine: Engine, event: str) -> None:
    if not is_current(engine):
        raise click.ClickException("There is no demo here yet: run `parcours demo` first.")
    with reading(engine) as session:
        if not is_demo(session):
            raise click.ClickException("This database is not a demo.")
        endpoint, body = webhook.rdv_for(session, event, now=clock.now())
    try:
        answer = webhook.send(settings().public_url, endpoint, body)
    except urllib.error.URLError as failure:
        raise click.ClickException(f"{settings().public_url} does not take it: {failure}") from None
    click.echo(answer)
