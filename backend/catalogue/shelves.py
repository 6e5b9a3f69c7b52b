"""Where the sheets of an import are put: offers have an identity, structures only their code."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, insert, or_, select, update
from sqlmodel import Session, col

from backend.catalogue.models import Kind, Offer, Sheet, StructureSheet
from backend.catalogue.rows import Content, Row

Asked = Select[*tuple[Any, ...]]

MODELS: Mapping[Content, type[Sheet] | type[StructureSheet]] = {
    Content.SERVICES: Sheet,
    Content.STRUCTURES: StructureSheet,
}


@dataclass(frozen=True)
class Known:
    """What is already said under a code."""

    key: int  # of the offer; of the sheet for a structure
    feed: str
    sheet_id: int | None  # None: it is gone
    digest: str
    since: int


@dataclass(frozen=True)
class Fresh:
    """A row that is new, or says something else than before."""

    row: Row
    digest: str
    known: Known | None
    tokens: str = ""
    words: frozenset[tuple[str, str]] = frozenset()


def known(session: Session, content: Content, codes: Sequence[str]) -> dict[str, Known]:
    asked = _offers_known() if content is Content.SERVICES else _structures_known()
    code = Offer.code if content is Content.SERVICES else StructureSheet.code
    rows = session.connection().execute(asked.where(col(code).in_(codes)))
    return {
        code: Known(key, feed, sheet_id, digest or "", since or 0)
        for code, key, feed, sheet_id, digest, since in rows
    }


def _offers_known() -> Asked:
    is_last = and_(col(Sheet.offer_id) == Offer.id, col(Sheet.until).is_(None))
    offer = (col(Offer.code), col(Offer.id), col(Offer.feed))
    sheet = (col(Sheet.id), col(Sheet.digest), col(Sheet.since))
    return select(*offer, *sheet).join_from(Offer, Sheet, is_last, isouter=True)


def _structures_known() -> Asked:
    own = StructureSheet
    columns = (own.code, own.id, own.feed, own.id, own.digest, own.since)
    return select(*map(col, columns)).where(col(own.until).is_(None))


def structure_names(session: Session, codes: set[str]) -> dict[str, str]:
    asked = select(col(StructureSheet.code), col(StructureSheet.name)).where(
        col(StructureSheet.code).in_(codes), col(StructureSheet.until).is_(None)
    )
    return dict(session.connection().execute(asked).all())


@dataclass(frozen=True)
class Shelf:
    """Of one feed and one content, for the edition that comes next."""

    content: Content
    feed: str
    number: int

    def put(self, session: Session, fresh: Sequence[Fresh], *, now: datetime) -> None:
        self.end(session, [f.known.sheet_id for f in fresh if f.known and f.known.sheet_id])
        own = self._of_offers(session, fresh, now) if self._is_services else self._of_codes(fresh)
        session.connection().execute(insert(MODELS[self.content]), own)

    @property
    def _is_services(self) -> bool:
        return self.content is Content.SERVICES

    def _of_codes(self, fresh: Sequence[Fresh]) -> list[dict[str, Any]]:
        both = {"feed": self.feed, "since": self.number}
        return [f.row.values | both | {"code": f.row.code, "digest": f.digest} for f in fresh]

    def _of_offers(
        self, session: Session, fresh: Sequence[Fresh], now: datetime
    ) -> list[dict[str, Any]]:
        ids = {f.row.code: f.known.key for f in fresh if f.known}
        new = [
            {"code": f.row.code, "feed": self.feed, "first_seen_at": now}
            for f in fresh
            if not f.known
        ]
        if new:
            added = insert(Offer).returning(col(Offer.code), col(Offer.id))
            ids |= dict(session.connection().execute(added, new).all())
        return [
            f.row.values
            | {"offer_id": ids[f.row.code], "since": self.number}
            | {"kind": Kind.SERVICE, "digest": f.digest, "tokens": f.tokens}
            for f in fresh
        ]

    def end(self, session: Session, sheet_ids: Sequence[int]) -> None:
        """They are read no longer once the page is turned."""
        if sheet_ids:
            model = MODELS[self.content]
            ended = update(model).where(col(model.id).in_(sheet_ids)).values(until=self.number)
            session.connection().execute(ended)

    def current(self, session: Session) -> Iterator[tuple[int, int]]:
        """Sheets that are read today and that this import has not replaced, with their keys."""
        model = MODELS[self.content]
        asked = self._own(select(col(model.id), self._key())).where(
            col(model.since) < self.number, col(model.until).is_(None)
        )
        yield from session.connection().execute(asked)

    def size(self, session: Session) -> int:
        """How many are read today."""
        model = MODELS[self.content]
        is_read = or_(col(model.until).is_(None), col(model.until) >= self.number)
        asked = self._own(select(func.count(col(model.id))))
        asked = asked.where(col(model.since) < self.number, is_read)
        return session.connection().execute(asked).scalar_one()

    def _key(self) -> Any:  # noqa: ANN401 (a column)
        return col(Sheet.offer_id if self._is_services else StructureSheet.id)

    def _own(self, asked: Asked) -> Asked:
        if not self._is_services:
            return asked.where(col(StructureSheet.feed) == self.feed)
        return asked.join(Offer, col(Offer.id) == Sheet.offer_id).where(
            col(Offer.feed) == self.feed
        )
