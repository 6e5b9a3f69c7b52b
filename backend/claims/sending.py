"""A claim leaves once: two touches of the same button are one claim."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from backend.claims.actions import ClaimFacts, open_claim, say
from backend.claims.models import Claim, ClaimEntry
from backend.claims.states import Kind, Move, Writer
from backend.people.models import Person

REPEATED = timedelta(minutes=10)


def send(session: Session, person: Person, facts: ClaimFacts, *, site: str, now: datetime) -> Claim:
    """The claim, or the same one when these words left a few minutes ago."""
    wait_for_her_turn(session, person)
    already = sent_already(session, person, facts.kind, facts.words, now=now)
    return already or open_claim(session, person, facts, site=site, now=now)


def sent_already(
    session: Session, person: Person, kind: Kind, words: str, *, now: datetime
) -> Claim | None:
    return session.exec(
        select(Claim)
        .where(
            Claim.person_id == person.id,
            Claim.kind == kind,
            Claim.words == words,
            col(Claim.is_open),
            col(Claim.received_at) > now - REPEATED,
        )
        .order_by(col(Claim.id).desc())
    ).first()


def write_once(session: Session, claim: Claim, words: str, *, site: str, now: datetime) -> None:
    """One more message, unless it has just been written."""
    same = select(ClaimEntry.id).where(
        ClaimEntry.claim_id == claim.id,
        ClaimEntry.move == Move.SAY,
        ClaimEntry.writer == Writer.PERSON,
        ClaimEntry.words == words,
        col(ClaimEntry.happened_at) > now - REPEATED,
    )
    if session.exec(same).first() is None:
        say(session, claim, words, site=site, now=now)


def wait_for_her_turn(session: Session, person: Person) -> None:
    """What she sends twice at once is done one after the other, to the end of the transaction."""
    session.exec(select(Person.id).where(Person.id == person.id).with_for_update()).one()
