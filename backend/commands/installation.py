"""What every command needs first: the settings, the database, a clear refusal."""

from dataclasses import replace

import click
from sqlalchemy import Engine

from backend.database import connect
from backend.settings import SettingRefused, Settings, from_environment


def settings(**changes: str) -> Settings:
    try:
        return replace(from_environment(), **changes)
    except SettingRefused as refusal:
        raise click.ClickException(str(refusal)) from None


def database() -> Engine:
    """Closed when the command ends."""
    engine = connect(settings().database_url)
    click.get_current_context().call_on_close(engine.dispose)
    return engine
