"""The application as the server process loads it."""

from litestar import Litestar

from backend.app import create_app
from backend.database import connect
from backend.settings import from_environment


def application() -> Litestar:
    settings = from_environment()
    return create_app(connect(settings.database_url), settings)
