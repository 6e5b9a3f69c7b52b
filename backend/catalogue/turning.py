"""Turning the page: clearing what a crash left, showing the next edition, sweeping the old one."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, delete, exists, update
from sqlmodel import Session, SQLModel, col, select

from backend.catalogue.editions import is_read, live
from backend.catalogue.models import Edition, Offer, Sheet, StructureSheet
from backend.database import reading, writing

CHUNK = 500

Model = type[Sheet] | type[StructureSheet]
Change = Callable[[Session, Sequence[int]], object]
MODELS: tuple[Model, ...] = (Sheet, StructureSheet)


def clear_pending(engine: Engine) -> None:
    """What an import wrote before it was refused, or before its process was killed."""
    for model in MODELS:
        with reading(engine) as session:
            number = live(session)
            begun = _ids(session, model, col(model.since) > number)
            ended = _ids(session, model, col(model.until) > number)
        _in_batches(engine, begun, lambda s, ids, model=model: _forget(s, model, ids))
        _in_batches(engine, ended, lambda s, ids, model=model: _read_again(s, model, ids))
        if begun and model is Sheet:
            _forget_unsaid(engine)


def turn(session: Session, *, now: datetime) -> None:
    """What readers see changes here, at once, when the caller commits."""
    edition = session.exec(select(Edition)).one_or_none() or Edition(changed_at=now)
    edition.number += 1
    edition.changed_at = now
    session.add(edition)


def settle(engine: Engine, feed: str, *, now: datetime) -> None:
    """Which solutions of a feed are gone, and which came back, told from what is read."""
    with reading(engine) as session:
        own = [Offer.feed == feed, exists().where(col(Sheet.offer_id) == Offer.id)]
        shown = exists().where(col(Sheet.offer_id) == Offer.id, is_read(Sheet, live(session)))
        offers, gone = select(Offer.id).where(*own), col(Offer.gone_at)
        lost = list(session.exec(offers.where(gone.is_(None), ~shown)))
        back = list(session.exec(offers.where(gone.is_not(None), shown)))
    _in_batches(engine, lost, lambda s, ids: _note_gone(s, ids, now))
    _in_batches(engine, back, lambda s, ids: _note_gone(s, ids, None))


def sweep(engine: Engine) -> None:
    """Sheets replaced before the edition that is read: what this one replaced may still be on a
    page that began a moment ago. The last sheet of what is gone stays, for who kept it."""
    for model in MODELS:
        with reading(engine) as session:
            is_old = col(model.until) < live(session)
            dead = _ids(session, model, is_old & _is_replaced(model))
        _in_batches(engine, dead, lambda s, ids, model=model: _forget(s, model, ids))


def _in_batches(engine: Engine, ids: Sequence[int], change: Change) -> None:
    """Each in a transaction of its own: nobody waits for all of them."""
    for start in range(0, len(ids), CHUNK):
        with writing(engine) as session:
            change(session, ids[start : start + CHUNK])


def _ids(session: Session, model: Model, condition: ColumnElement[bool]) -> list[int]:
    return list(session.exec(select(model.id).where(condition)))


def _is_replaced(model: Model) -> ColumnElement[bool]:
    table = SQLModel.metadata.tables[str(model.__tablename__)]
    later, own = table.alias(), "offer_id" if model is Sheet else "code"
    same = (later.c[own] == table.c[own]) & (later.c.id > table.c.id)
    return exists().where(same, later.c.since >= table.c.until)


def _forget(session: Session, model: Model, ids: Sequence[int]) -> None:
    session.exec(delete(model).where(col(model.id).in_(ids)))


def _read_again(session: Session, model: Model, ids: Sequence[int]) -> None:
    session.exec(update(model).where(col(model.id).in_(ids)).values(until=None))


def _note_gone(session: Session, ids: Sequence[int], at: datetime | None) -> None:
    session.exec(update(Offer).where(col(Offer.id).in_(ids)).values(gone_at=at))


def _forget_unsaid(engine: Engine) -> None:
    """Solutions that an import named and of which nobody ever read a sheet."""
    with reading(engine) as session:
        said = exists().where(col(Sheet.offer_id) == Offer.id)
        unsaid = list(session.exec(select(Offer.id).where(~said)))
    _in_batches(engine, unsaid, lambda s, ids: s.exec(delete(Offer).where(col(Offer.id).in_(ids))))
