"""The answer on paper: complete on a page, in French, and again in her own language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from backend.claims import receipts
from backend.claims.clocks import day_of
from backend.claims.inbox import answer_of
from backend.claims.kinds import TABLE
from backend.claims.models import Claim, ClaimEntry, Receipt
from backend.claims.words import OUTCOMES, sentence
from backend.messaging.consents import has_consented
from backend.people.models import Adviser, Person
from backend.territories.models import Structure, Territory
from backend.territories.queries import structure_of
from backend.web.dates import day_of_year, in_zone
from backend.web.language import DEFAULT, _, direction, speaking


@dataclass(frozen=True)
class Said:
    """What is decided and how to contest it, in one language."""

    language: str
    direction: str
    title: str
    received_on: str
    outcome: str
    ways: Sequence[tuple[str, str]]  # a sentence, its articles


@dataclass(frozen=True)
class PostedLetter:
    claim: Claim
    person: Person
    structure: Structure
    adviser: Adviser
    function: str  # on the day of the answer
    words: str
    answered_on: date
    said: Sequence[Said]  # the French first: the one that binds


def letter_of(
    session: Session, claim: Claim, person: Person, territory: Territory
) -> PostedLetter | None:
    """None as long as nobody has answered."""
    answered = answer_of(session, claim) if claim.outcome is not None else None
    if answered is None:
        return None
    entry, adviser = answered
    languages = [DEFAULT] + ([person.language] if person.language != DEFAULT else [])
    facts = _facts(session, entry)
    return PostedLetter(
        claim,
        person,
        structure_of(session, adviser.structure_id),
        adviser,
        entry.function,
        entry.words,
        day_of(entry.happened_at, territory.zone),
        [_said(claim, facts, territory, language) for language in languages],
    )


def _facts(session: Session, entry: ClaimEntry) -> receipts.Facts | None:
    """Those of the receipt of this answer; an acceptance has none, and nothing to contest."""
    receipt = session.exec(
        select(Receipt).where(Receipt.entry_id == entry.id).order_by(col(Receipt.id).desc())
    ).first()
    return receipts.read(receipt.facts) if receipt else None


def _said(claim: Claim, facts: receipts.Facts | None, territory: Territory, language: str) -> Said:
    outcome = OUTCOMES[claim.outcome] if claim.outcome else ""
    with speaking(language), in_zone(territory.zone):
        return Said(
            language,
            direction(language),
            _(TABLE[claim.kind].title),
            day_of_year(claim.received_at),
            _(outcome),
            [(sentence(one, facts), " ; ".join(one.articles)) for one in facts.said]
            if facts
            else [],
        )


def must_be_posted(session: Session, person: Person) -> bool:
    """She has not agreed to be notified electronically (CRPA L112-15)."""
    return not has_consented(session, person)
