"""Which sheets are read: those of the edition that is live, until the page is turned."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, update
from sqlmodel import Session, col, select

from backend.catalogue.models import Edition, Offer, Sheet, StructureSheet


def live(session: Session) -> int:
    """The number of the edition that readers see; 0 before the first import."""
    return session.exec(select(Edition.number)).one_or_none() or 0


def is_read(
    model: type[Sheet] | type[StructureSheet], number: int | ColumnElement[int]
) -> ColumnElement[bool]:
    until = col(model.until)
    return and_(col(model.since) <= number, or_(until.is_(None), until > number))


def write_now(session: Session, offer: Offer, sheet: Sheet) -> None:
    """What a territory says of its own solution is read as soon as the caller commits.

    It belongs to the edition that is live: an import under way turns its own page, not this one.
    """
    number = live(session)
    if offer.id is None:
        session.add(offer)
        session.flush()
    _end(session, offer.id, number)
    sheet.offer_id, sheet.since, sheet.until = offer.id, number, None
    offer.gone_at = None
    session.add_all([offer, sheet])
    session.flush()


def take_back(session: Session, offer: Offer, *, now: datetime) -> None:
    """A territory's own solution is no longer found; its last sheet stays for who kept it."""
    session.exec(
        update(Sheet)
        .where(col(Sheet.offer_id) == offer.id, col(Sheet.until).is_(None))
        .values(until=live(session))
    )
    offer.gone_at = now
    session.add(offer)
    session.flush()


def _end(session: Session, offer_id: int, number: int) -> None:
    """Two sheets of one edition would be told apart by nothing: the first is forgotten."""
    own = col(Sheet.offer_id) == offer_id
    session.exec(delete(Sheet).where(own, col(Sheet.since) == number))
    session.exec(update(Sheet).where(own, col(Sheet.until).is_(None)).values(until=number))
