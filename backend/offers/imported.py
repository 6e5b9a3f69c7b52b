"""How the last files of the catalogue were taken in, for the territory's team."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from backend.catalogue.models import NATIONAL, Feed, Import

SHOWN = 20  # of the rows refused


@dataclass(frozen=True)
class LastImport:
    row: Import
    refusals: Sequence[tuple[str, str]]  # the id of a row, and why it was refused


@dataclass(frozen=True)
class Imported:
    feed: Feed | None
    imports: Sequence[LastImport]  # the last of services, the last of structures


def last_imports(session: Session) -> Imported:
    feed = session.exec(select(Feed).where(Feed.name == NATIONAL)).one_or_none()
    rows = [_last(session, content) for content in ("services", "structures")]
    return Imported(feed, [LastImport(row, _refusals(row)) for row in rows if row is not None])


def _last(session: Session, content: str) -> Import | None:
    return session.exec(
        select(Import)
        .where(Import.feed == NATIONAL, Import.content == content)
        .order_by(col(Import.id).desc())
    ).first()


def _refusals(row: Import) -> Sequence[tuple[str, str]]:
    told = json.loads(row.refusals) if row.refusals else []
    return [(str(one[0]), str(one[1])) for one in told[:SHOWN]]
