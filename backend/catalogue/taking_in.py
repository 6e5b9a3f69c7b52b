"""A file of data·inclusion becomes the next edition of the catalogue (docs/decisions/0013)."""

from typing import BinaryIO

from sqlalchemy import Engine

from backend.catalogue.alone import alone
from backend.catalogue.editions import live
from backend.catalogue.indexing import make_ready
from backend.catalogue.intake import Intake, Way
from backend.catalogue.report import Report
from backend.catalogue.turning import clear_pending, settle, sweep
from backend.database import reading, writing
from backend.places.queries import atlas
from backend.search.vocabulary import count as count_words


def take_in(engine: Engine, file: BinaryIO, way: Way) -> Report:
    """Raises FileRefused, and ImportUnderWay; readers then see what they saw before."""
    with alone(engine):
        clear_pending(engine)
        with reading(engine) as session:
            intake = Intake(engine, way, live(session) + 1, atlas(session))
        try:
            intake.read(file)
            is_changed = intake.finish()
        except BaseException:
            clear_pending(engine)
            raise
        if not way.is_trial:
            settle(engine, way.feed, now=way.now)
            sweep(engine)
        if is_changed:
            with writing(engine) as session:
                count_words(session)
                make_ready(session.connection())
    return intake.report
