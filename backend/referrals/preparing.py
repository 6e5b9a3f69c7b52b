"""A version: the text that would leave, to whom, made together and kept as she reads it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session

from backend.catalogue.queries import Shown, offer_shown
from backend.conflict import Conflict
from backend.people.models import Person
from backend.referrals.models import Detail, MoveRefused, Referral, Way
from backend.referrals.queries import adviser_of, open_for, person_of
from backend.referrals.words import About, known_of, text_of


class SolutionGone(Conflict):
    """It is no longer in the catalogue."""


class NoAddress(Conflict):
    """Nobody can be written to there."""


class AlreadyAsked(Conflict):
    """A request for that solution is under way: it is told which."""

    def __init__(self, referral: Referral) -> None:
        super().__init__()
        self.referral = referral


@dataclass(frozen=True, kw_only=True)
class Ticked:
    """What of her goes with the message, chosen by her alone."""

    details: frozenset[Detail] = field(default_factory=frozenset)
    birth_date: date | None = None
    commune: str = ""


def ticked_of(referral: Referral) -> Ticked:
    return Ticked(
        details=frozenset(referral.ticked),
        birth_date=referral.birth_date,
        commune=referral.commune,
    )


def available(session: Session, offer_id: int) -> Shown:
    """Raises SolutionGone."""
    shown = offer_shown(session, offer_id)
    if shown is None or shown.is_gone:
        raise SolutionGone
    return shown


def check_none_open(session: Session, person: Person, offer_id: int) -> None:
    """Raises AlreadyAsked. What is asked twice at once is looked at one after the other."""
    session.refresh(person, with_for_update=True)
    known = open_for(session, person, offer_id)
    if known is not None:
        raise AlreadyAsked(known)


def version_after(
    session: Session, referral: Referral, *, message: str, ticked: Ticked, way: Way
) -> dict[str, Any]:
    """The columns of the next version; no agreement goes with it yet."""
    shown, person = available(session, referral.offer_id), person_of(session, referral)
    recipient = shown.email if way is Way.EMAIL else shown.phone
    if way is Way.EMAIL and not recipient:
        raise NoAddress
    prepared = Referral(
        **_her_columns(person, ticked), message=message, version=referral.version + 1
    )
    about = About(solution=shown.sheet.name, adviser=adviser_of(session, referral))
    return {
        "message": message,
        "details": prepared.details,
        "birth_date": prepared.birth_date,
        "commune": prepared.commune,
        "way": way,
        "recipient": recipient,
        "text": text_of(prepared, person, about),
        "version": prepared.version,
        "agreed_version": None,
        "agreed_at": None,
    }


def _her_columns(person: Person, ticked: Ticked) -> dict[str, Any]:
    """What is not ticked is not kept; what is not known cannot be ticked."""
    typed = {
        Detail.BIRTH_DATE: bool(ticked.birth_date),
        Detail.COMMUNE: bool(ticked.commune),
    }
    known = {one: bool(value) for one, value in known_of(person).items()} | typed
    kept = [one for one in Detail if one in ticked.details and known[one]]
    return {
        "details": " ".join(kept),
        "birth_date": ticked.birth_date if Detail.BIRTH_DATE in kept else None,
        "commune": ticked.commune if Detail.COMMUNE in kept else "",
    }


def check_seen(referral: Referral, version: int) -> None:
    """Raises TextChanged when what she read is no longer what would leave."""
    if version != referral.version or not referral.text:
        raise TextChanged


class TextChanged(MoveRefused):
    """It was written otherwise meanwhile: she reads the new text first."""
