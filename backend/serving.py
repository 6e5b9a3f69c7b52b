"""The application as the server process loads it."""

import logging

from litestar import Litestar

from backend.app import create_app
from backend.database import connect
from backend.settings import from_environment


def application() -> Litestar:
    settings = from_environment()
    logging.basicConfig(level=settings.log_level)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    return create_app(connect(settings.database_url), settings)
