"""What she expressly agrees to: given, taken back, never rewritten."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from backend.audit.actions import Deed, note
from backend.messaging.models import Consent, ConsentTo
from backend.people.models import Person


def consent_of(
    session: Session, person: Person, to: ConsentTo = ConsentTo.E_NOTIFICATION
) -> Consent | None:
    """The one that holds today."""
    return session.exec(
        select(Consent)
        .where(Consent.person_id == person.id, Consent.to == to, col(Consent.revoked_at).is_(None))
        .order_by(col(Consent.id))
    ).first()


def has_consented(
    session: Session, person: Person, to: ConsentTo = ConsentTo.E_NOTIFICATION
) -> bool:
    return consent_of(session, person, to) is not None


def consents_of(session: Session, person: Person) -> Sequence[Consent]:
    """All of them, the last first."""
    return session.exec(
        select(Consent).where(Consent.person_id == person.id).order_by(col(Consent.id).desc())
    ).all()


def give(session: Session, person: Person, to: ConsentTo, *, words: str, now: datetime) -> Consent:
    """`words` are what she read when she agreed. Said twice, the first day stays."""
    held = consent_of(session, person, to)
    if held is not None:
        return held
    consent = Consent(person_id=person.id, to=to, words=words, given_at=now)
    session.add(consent)
    session.flush()
    _trace(session, person, "consent.give", to, now)
    return consent


def revoke(session: Session, person: Person, to: ConsentTo, *, now: datetime) -> None:
    held = consent_of(session, person, to)
    if held is not None:
        held.revoked_at = now
        session.add(held)
        session.flush()
        _trace(session, person, "consent.revoke", to, now)


def _trace(session: Session, person: Person, action: str, to: ConsentTo, now: datetime) -> None:
    herself = f"person:{person.id}"
    note(session, Deed(herself, action, herself, {"to": to.value}), now=now)
