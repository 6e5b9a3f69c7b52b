"""« Ce n’est plus exact »: what people said of solutions, for the team to pass on."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from backend.catalogue.queries import Shown, shown_of
from backend.offers.models import Remark
from backend.people.models import Adviser
from backend.territories.models import Territory

MOST = 100


class Said(NamedTuple):
    """Who said it is not told: it is about the solution."""

    remark: Remark
    shown: Shown


def open_remarks(session: Session, territory: Territory) -> Sequence[Said]:
    """The longest waiting first."""
    rows = session.exec(
        select(Remark)
        .where(Remark.territory_id == territory.id, col(Remark.handled_at).is_(None))
        .order_by(col(Remark.said_at), col(Remark.id))
        .limit(MOST)
    ).all()
    shown = shown_of(session, [row.offer_id for row in rows])
    return [Said(row, shown[row.offer_id]) for row in rows if row.offer_id in shown]


def remark_in(session: Session, territory_id: int, remark_id: int) -> Remark | None:
    return session.exec(
        select(Remark).where(Remark.id == remark_id, Remark.territory_id == territory_id)
    ).one_or_none()


def handle(session: Session, remark: Remark, adviser: Adviser, *, now: datetime) -> None:
    """The first who says so is kept."""
    if remark.handled_at is None:
        remark.handled_at, remark.adviser_id = now, adviser.id
        session.add(remark)
        session.flush()
