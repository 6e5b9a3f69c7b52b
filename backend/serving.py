"""The application as the server process loads it."""

import logging
from datetime import datetime

from litestar import Litestar
from sqlalchemy import Engine

from backend import clock
from backend.app import create_app
from backend.database import connect, reading
from backend.settings import SettingRefused, from_environment
from backend.territories.queries import is_demo


def application() -> Litestar:
    settings = from_environment()
    logging.basicConfig(level=settings.log_level)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    engine = connect(settings.database_url)
    if settings.demo_moment is not None:
        _turn_the_clock(engine, settings.demo_moment)
    return create_app(engine, settings)


def _turn_the_clock(engine: Engine, to: datetime) -> None:
    with reading(engine) as session:
        if not is_demo(session):
            raise SettingRefused("DEMO_CLOCK only turns the clock of a demo database.")
    clock.turn(to)
