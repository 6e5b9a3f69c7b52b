"""The territory's own immersions and trainings, as they stand."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session, col, select

from backend.catalogue.queries import Shown, shown_of
from backend.offers.models import OwnOffer
from backend.territories.models import Territory

MOST = 500  # rows of the list: a territory has some dozens


class OwnLine(NamedTuple):
    own: OwnOffer
    shown: Shown


def own_of(session: Session, territory: Territory) -> Sequence[OwnLine]:
    """Those that are shown first, then those taken back; the last changed first."""
    rows = session.exec(
        select(OwnOffer)
        .where(OwnOffer.territory_id == territory.id)
        .order_by(col(OwnOffer.changed_at).desc(), col(OwnOffer.offer_id).desc())
        .limit(MOST)
    ).all()
    shown = shown_of(session, [row.offer_id for row in rows])
    lines = [OwnLine(row, shown[row.offer_id]) for row in rows if row.offer_id in shown]
    return sorted(lines, key=lambda line: line.shown.is_gone)


def own_one(session: Session, territory: Territory, offer_id: int) -> OwnLine | None:
    row = session.exec(
        select(OwnOffer).where(OwnOffer.offer_id == offer_id, OwnOffer.territory_id == territory.id)
    ).one_or_none()
    shown = shown_of(session, [offer_id]) if row else {}
    return OwnLine(row, shown[offer_id]) if row and offer_id in shown else None
