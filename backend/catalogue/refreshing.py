"""The catalogue as it is at its address: looked at by the worker, once a day."""

import asyncio
import logging
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from backend.catalogue.alone import ImportUnderWay
from backend.catalogue.fetching import FetchFailed, Source, fetch
from backend.catalogue.intake import Way
from backend.catalogue.models import NATIONAL, Feed
from backend.catalogue.reading import FileRefused
from backend.catalogue.taking_in import take_in
from backend.database import reading, writing
from backend.settings import Settings

logger = logging.getLogger(__name__)

EVERY = timedelta(days=1)
AGAIN = timedelta(hours=1)  # after a failure
UNFINISHED = "The look did not end."


class Stopped(Exception):
    """The worker stops: what was written of the next edition is cleared."""


@dataclass(frozen=True)
class Address:
    """What is kept of an address is kept under the name of a feed of its own."""

    feed: str
    url: str


def refresh(
    engine: Engine,
    settings: Settings,
    *,
    now: datetime,
    is_stopping: Callable[[], bool] = lambda: False,
) -> None:
    """What is due. A failure is written down, and tried again an hour later."""
    for address in _addresses(settings):
        if not is_stopping() and (etag := _claim(engine, address, now)) is not None:
            source = Source(address.url, settings.offers_token, etag)
            failure = ""
            try:
                etag = _look(engine, settings, source, now, is_stopping)
            except (FetchFailed, FileRefused, ImportUnderWay, Stopped) as failed:
                failure = str(failed)
                logger.warning("%s could not be refreshed: %s", address.feed, failure)
            _note(engine, address, etag=etag, failure=failure)


def _addresses(settings: Settings) -> Iterator[Address]:
    """Structures first: their names are among what a service is found by."""
    if settings.offers_structures_url:
        yield Address(f"{NATIONAL}, structures", settings.offers_structures_url)
    if settings.offers_services_url:
        yield Address(f"{NATIONAL}, services", settings.offers_services_url)


def _claim(engine: Engine, address: Address, now: datetime) -> str | None:
    """The ETag of the last answer, for the one worker that is to look; None when none is due."""
    with reading(engine) as session:
        known = session.get(Feed, address.feed)
        if known and not _is_due(known, now):
            return None
    with writing(engine) as session:
        feed = session.get(Feed, address.feed, with_for_update=True) or Feed(name=address.feed)
        if not _is_due(feed, now):
            return None
        feed.looked_at, feed.failure = now, UNFINISHED
        session.add(feed)
        return feed.etag


def _is_due(feed: Feed, now: datetime) -> bool:
    wait = AGAIN if feed.failure else EVERY
    return feed.looked_at is None or now >= feed.looked_at + wait


def _look(
    engine: Engine,
    settings: Settings,
    source: Source,
    now: datetime,
    is_stopping: Callable[[], bool],
) -> str:
    """The file is here whole before anything of it is taken in."""
    settings.data_path.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=Path(settings.data_dir)) as file:
        etag = asyncio.run(fetch(source, file, is_stopping))
        if etag is None:
            return source.etag
        file.seek(0)
        way = Way(now=now, after_batch=_until(is_stopping))
        report = take_in(engine, file, way)
    logger.info("%s changes, %s refused", report.changes, report.refused)
    return etag


def _until(is_stopping: Callable[[], bool]) -> Callable[[], None]:
    def check() -> None:
        if is_stopping():
            raise Stopped("The worker was stopped before the end.")

    return check


def _note(engine: Engine, address: Address, *, etag: str, failure: str) -> None:
    with writing(engine) as session:
        feed = session.get_one(Feed, address.feed)
        feed.failure = failure
        if not failure:
            feed.etag = etag
        session.add(feed)
