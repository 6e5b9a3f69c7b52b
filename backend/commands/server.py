"""Serving, doing what is due, migrating."""

import asyncio
import logging
from datetime import datetime

import click
from granian.constants import Interfaces
from granian.server import Server

from backend import clock
from backend.chores import CHORES, ERRANDS
from backend.commands.installation import database, settings
from backend.database import reading, writing
from backend.migrations.run import is_current
from backend.migrations.run import migrate as bring_to_head
from backend.places.loading import fill
from backend.reminders.worker import work_in_foreground, work_once
from backend.territories.queries import all_territories, is_demo
from backend.territories.themes import ColourRefused, check_colours

STOPS_WITHIN = 35  # seconds: a batch of reminders under way is finished and written down


@click.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--processes", default=1, show_default=True, help="One per core of a larger machine.")
def serve(port: int, host: str, processes: int) -> None:
    """Serve the pages, and do what is due unless WORKER=off."""
    _check_before_serving()
    logging.basicConfig(level=settings().log_level)
    Server(
        "backend.serving:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        factory=True,
        workers=processes,
        workers_kill_timeout=STOPS_WITHIN,
        log_enabled=settings().log_level == "DEBUG",
    ).serve()


def _check_before_serving() -> None:
    engine = database()
    if not is_current(engine):
        raise click.ClickException("The database is not up to date: run `parcours migrate` first.")
    with reading(engine) as session:
        for territory in all_territories(session):
            try:
                check_colours(territory.brand, territory.accent)
            except ColourRefused as refusal:
                raise click.ClickException(f"{territory.name}: {refusal}") from None
    engine.dispose()


@click.command()
@click.option("--once", is_flag=True, help="Do what is due, then stop.")
@click.option("--now", help="Pretend it is this ISO 8601 moment (demo databases only).")
def worker(*, once: bool, now: str | None) -> None:
    """Send the reminders that are due, and do what comes because time passed."""
    logging.basicConfig(level=settings().log_level)
    engine = database()
    if not once and now is None:
        asyncio.run(work_in_foreground(engine, settings(), chores=CHORES, errands=ERRANDS))
        return
    moment = _moment(now) if now else clock.now()
    if now:
        with reading(engine) as session:
            if not is_demo(session):
                raise click.ClickException("--now only turns the clock of a demo database.")
    done = work_once(engine, settings(), now=moment, chores=CHORES, errands=ERRANDS)
    click.echo(asyncio.run(done))


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.ClickException(f"{text!r} is not an ISO 8601 moment.") from None
    if moment.tzinfo is None:
        raise click.ClickException("--now needs an offset, such as 2026-11-24T08:00:00+01:00.")
    return moment


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    engine = database()
    bring_to_head(engine)
    with writing(engine) as session:
        fill(session)
    click.echo("The database is up to date.")
