"""The territory's own immersions and trainings: written, taken back, given back."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_hex

from sqlmodel import Session, col, delete, select, update

from backend.catalogue.editions import live, take_back, write_now
from backend.catalogue.models import Offer, Sheet, StructureSheet
from backend.catalogue.queries import shown_of
from backend.catalogue.tokens import tokens_of, words_in
from backend.offers.models import OwnOffer
from backend.offers.own_forms import OwnForm, as_typed, settle_commune
from backend.offers.own_lines import OwnLine
from backend.offers.own_sheet import sheet_of
from backend.people.models import Adviser
from backend.places.models import Commune
from backend.places.queries import Atlas, communes_named
from backend.search.vocabulary import learn
from backend.territories.models import Territory
from backend.web.forms import Form


@dataclass(frozen=True)
class Writer:
    """Who writes for a territory, and when there."""

    territory: Territory
    adviser: Adviser
    now: datetime  # in the territory's zone
    atlas: Atlas

    @property
    def feed(self) -> str:
        return f"territory-{self.territory.code}"

    @property
    def today(self) -> date:
        return self.now.date()


@dataclass(frozen=True)
class Own:
    """What is told, where it is, and what the file calls it."""

    told: OwnForm
    commune: Commune
    reference: str = ""


def commune_of(session: Session, writer: Writer, form: Form[OwnForm]) -> Commune | None:
    """None when the form says why."""
    if form.model is None:
        return None
    department = writer.territory.code
    found = communes_named(session, form.model.commune, near_department=department)
    return settle_commune(form, found, department=department)


def write_own(session: Session, writer: Writer, own: Own, line: OwnLine | None = None) -> bool:
    """A new one, another sheet of that one, or of the one the file calls so.

    Says whether anything changed.
    """
    kept = line.own if line else _kept(session, writer, own.reference)
    offer = _offer(session, writer, kept)
    sheet = _sheet(writer, own)
    if _is_said(session, offer, sheet):
        return False
    sheet.structure_code = offer.code
    write_now(session, offer, sheet)
    _write_company(session, offer, own, sheet)
    learn(session, words_in(sheet, structure=own.told.company))
    _keep(session, writer, own, offer, kept)
    return True


def _kept(session: Session, writer: Writer, reference: str) -> OwnOffer | None:
    return session.exec(
        select(OwnOffer).where(
            OwnOffer.territory_id == writer.territory.id, OwnOffer.reference == reference
        )
    ).one_or_none()


def _offer(session: Session, writer: Writer, kept: OwnOffer | None) -> Offer:
    if kept is not None:
        return session.exec(select(Offer).where(Offer.id == kept.offer_id)).one()
    return Offer(
        code=f"{writer.feed}--{token_hex(8)}",
        feed=writer.feed,
        territory_id=writer.territory.id,
        first_seen_at=writer.now,
    )


def _sheet(writer: Writer, own: Own) -> Sheet:
    sheet = sheet_of(
        own.told,
        own.commune,
        feed=writer.feed,
        department=writer.territory.code,
        today=writer.today,
    )
    sheet.tokens = tokens_of(sheet, writer.atlas, structure=own.told.company)
    return sheet


def _is_said(session: Session, offer: Offer, sheet: Sheet) -> bool:
    if offer.id is None or offer.gone_at is not None:
        return False
    shown = shown_of(session, [offer.id]).get(offer.id)
    return shown is not None and not shown.is_gone and shown.sheet.digest == sheet.digest


def _write_company(session: Session, offer: Offer, own: Own, sheet: Sheet) -> None:
    """Who runs it, beside its sheet, from the same edition on."""
    number = live(session)
    same = col(StructureSheet.code) == offer.code
    session.exec(delete(StructureSheet).where(same, col(StructureSheet.since) == number))
    session.exec(
        update(StructureSheet).where(same, col(StructureSheet.until).is_(None)).values(until=number)
    )
    session.add(
        StructureSheet(
            code=offer.code,
            feed=offer.feed,
            since=number,
            digest=sheet.digest,
            name=own.told.company,
            commune=sheet.commune,
            commune_code=sheet.commune_code,
            address=sheet.address,
            phone=sheet.phone,
            email=sheet.email,
            updated_on=sheet.updated_on,
        )
    )
    session.flush()


def _keep(session: Session, writer: Writer, own: Own, offer: Offer, kept: OwnOffer | None) -> None:
    typed = json.dumps(as_typed(own.told), ensure_ascii=False)
    row = kept or OwnOffer(
        offer_id=offer.id,
        territory_id=writer.territory.id,
        reference=own.reference or token_hex(8),
        typed=typed,
        changed_at=writer.now,
    )
    row.typed, row.ends_on = typed, own.told.ends_on
    row.adviser_id, row.changed_at = writer.adviser.id, writer.now
    session.add(row)
    session.flush()


def take_own_back(session: Session, line: OwnLine, *, now: datetime) -> None:
    take_back(session, line.shown.offer, now=now)


def give_own_back(session: Session, line: OwnLine) -> None:
    """Its last sheet is read again."""
    last = line.shown.sheet
    again = Sheet(**last.model_dump(exclude={"id", "since", "until"}), since=0)
    session.expunge(last)
    write_now(session, line.shown.offer, again)


def take_ended_back(session: Session, *, now: datetime) -> int:
    """Whose last day is over everywhere. Says how many."""
    over = session.exec(
        select(Offer)
        .join(OwnOffer, col(OwnOffer.offer_id) == Offer.id)
        .where(col(OwnOffer.ends_on) < now.date(), col(Offer.gone_at).is_(None))
    ).all()
    for offer in over:
        take_back(session, offer, now=now)
    return len(over)
