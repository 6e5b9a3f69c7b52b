"""Which quarters there are to take, and whether they are what somebody has already."""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import func, tuple_
from sqlmodel import Session, col, select

from backend.evaluation.models import Release, Result
from backend.evaluation.open_data import Line
from backend.territories.models import Structure, Territory


class Published(NamedTuple):
    """A quarter of a territory that is counted."""

    release: Release
    territory: str  # Insee code


def published(session: Session, code: str = "") -> list[Published]:
    """Of every territory, or of one."""
    asked = (
        select(Release, Territory.code)
        .join(Territory)
        .order_by(Territory.code, col(Release.quarter), col(Release.id))
    )
    if code:
        asked = asked.where(Territory.code == code)
    return [Published(*row) for row in session.exec(asked).all()]


def newest_of(session: Session) -> list[tuple[str, str, Release]]:
    """The code and name of each territory that has results, with its last quarter."""
    last = select(Release.territory_id, func.max(Release.quarter)).group_by(
        col(Release.territory_id)
    )
    rows = session.exec(
        select(Territory.code, Territory.name, Release)
        .join(Release)
        .where(tuple_(col(Release.territory_id), col(Release.quarter)).in_(last))
        .order_by(Territory.name)
    ).all()
    return [(code, name, release) for code, name, release in rows]


def fingerprint(session: Session, releases: Sequence[Published]) -> str:
    """Changes when a file would: results never do once they are there, names of structures may."""
    ids = [one.release.id for one in releases]
    named = session.exec(
        select(Structure.id, Structure.name)
        .where(
            col(Structure.id).in_(
                select(Result.structure_id).where(col(Result.release_id).in_(ids))
            )
        )
        .order_by(col(Structure.id))
    ).all()
    of_it = (Line._fields, ids, [tuple(row) for row in named])
    return sha256(repr(of_it).encode()).hexdigest()[:24]
