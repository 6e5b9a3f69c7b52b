"""What is said of a solution today, or was said last."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session, col, select

from backend.catalogue.editions import live
from backend.catalogue.models import Offer, Sheet, StructureSheet

CHUNK = 500  # identifiers a statement

Item = TypeVar("Item")


@dataclass(frozen=True)
class Shown:
    """A solution with its last sheet, even when it is gone, and who runs it."""

    offer: Offer
    sheet: Sheet
    structure: StructureSheet | None
    is_gone: bool

    @property
    def email(self) -> str:
        """Its own, or that of who runs it; the same for the phone."""
        return self.sheet.email or (self.structure.email if self.structure else "")

    @property
    def phone(self) -> str:
        return self.sheet.phone or (self.structure.phone if self.structure else "")


def offer_shown(session: Session, offer_id: int) -> Shown | None:
    return shown_of(session, [offer_id]).get(offer_id)


def shown_of(session: Session, offer_ids: Iterable[int]) -> dict[int, Shown]:
    """By identifier, in the order they were asked; those nothing was ever said of are left out."""
    number = live(session)
    asked = list(dict.fromkeys(offer_ids))
    found: dict[int, tuple[Offer, Sheet]] = {}
    for chunk in _chunks(asked):
        found |= _last_sheets(session, chunk, number)
    structures = _structures(session, {sheet.structure_code for _, sheet in found.values()}, number)
    return {
        offer_id: Shown(
            offer=found[offer_id][0],
            sheet=found[offer_id][1],
            structure=structures.get(found[offer_id][1].structure_code),
            is_gone=_is_over(found[offer_id][1], number),
        )
        for offer_id in asked
        if offer_id in found
    }


def _is_over(sheet: Sheet, number: int) -> bool:
    return sheet.until is not None and sheet.until <= number


def _last_sheets(
    session: Session, offer_ids: list[int], number: int
) -> dict[int, tuple[Offer, Sheet]]:
    rows = session.exec(
        select(Offer, Sheet)
        .where(Sheet.offer_id == Offer.id, col(Offer.id).in_(offer_ids), Sheet.since <= number)
        .order_by(col(Sheet.since))
    )
    return {offer.id: (offer, sheet) for offer, sheet in rows}


def _structures(session: Session, codes: set[str], number: int) -> dict[str, StructureSheet]:
    found: dict[str, StructureSheet] = {}
    for chunk in _chunks(sorted(codes - {""})):
        rows = session.exec(
            select(StructureSheet)
            .where(col(StructureSheet.code).in_(chunk), StructureSheet.since <= number)
            .order_by(col(StructureSheet.since))
        )
        found |= {sheet.code: sheet for sheet in rows}
    return found


def _chunks(items: list[Item]) -> Iterable[list[Item]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))
