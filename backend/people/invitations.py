"""A code on paper opens, once, the page where a person chooses her passphrase."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlmodel import Session, col, select, update

from backend.people import codes, devices, hashing, names, queries, rate
from backend.people.credentials import give_sign_in_name, save_contacts, set_passphrase
from backend.people.hashing import Check
from backend.people.models import Adviser, Invitation, Person
from backend.people.sign_ins import account_of
from backend.settings import Settings
from backend.web.security import keyed_hash, secret_key, token_hash

VALID_FOR = timedelta(days=30)
OPENING = timedelta(minutes=15)  # from the code to the passphrase


@dataclass(frozen=True)
class NewCode:
    code: str
    index: str
    hash: str


@dataclass(frozen=True)
class Found:
    """What a typed code leads to; nothing when it is unknown, which must not show."""

    invitation: Invitation | None = None
    wait: timedelta | None = None

    @property
    def known_hash(self) -> str | None:
        return self.invitation.code_hash if self.invitation else None


@dataclass(frozen=True)
class Choices:
    passphrase_hash: str
    language: str
    email: str | None
    phone: str | None


def invite(
    session: Session,
    person: Person,
    adviser: Adviser | None,
    *,
    settings: Settings,
    now: datetime,
) -> str:
    """Makes the code to be printed, « K7PM-3XQD »: it can be read here and never again."""
    new = new_code(secret_key(settings))
    record(session, person, adviser, new, now=now)
    return codes.shown(new.code)


def new_code(key: str) -> NewCode:
    """Slow: it is hashed as a passphrase is."""
    code = codes.draw()
    return NewCode(code, _index(code, key), hashing.hashed(code))


def record(
    session: Session, person: Person, adviser: Adviser | None, new: NewCode, *, now: datetime
) -> Invitation:
    """The person's only open invitation from now on."""
    session.exec(select(Person.id).where(Person.id == person.id).with_for_update()).one()
    revoke(session, person, now=now)
    give_sign_in_name(session, person)
    invitation = Invitation(
        person_id=person.id,
        adviser_id=adviser.id if adviser else None,
        code_index=new.index,
        code_hash=new.hash,
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    session.add(invitation)
    session.flush()
    return invitation


def revoke(session: Session, person: Person, *, now: datetime) -> None:
    session.exec(
        update(Invitation)
        .where(
            col(Invitation.person_id) == person.id,
            col(Invitation.used_at).is_(None),
            col(Invitation.revoked_at).is_(None),
        )
        .values(revoked_at=now)
    )


def find(session: Session, code: str, *, address: str, key: str, now: datetime) -> Found:
    """Counts the try. Then the code is checked, outside any transaction, whatever was found."""
    index = _index(code, key)
    limits = [(rate.CODE_FROM_ADDRESS, address), (rate.CODE_ITSELF, index), (rate.CODE_IN_ALL, "")]
    wait = rate.wait_before(session, limits, key=key, now=now)
    if wait is not None:
        return Found(wait=wait)
    return Found(queries.invitation_with(session, index))


def open_with(
    session: Session, found: Found, check: Check, *, surname: str, now: datetime
) -> str | None:
    """The token of the second step; None for a wrong, used, revoked or expired code alike."""
    invitation = found.invitation
    if invitation is None or not check.matches:
        return None
    session.refresh(invitation)  # time passed while its code was checked
    if not invitation.is_open(now):
        return None
    if not names.begins_as(queries.person_of(session, invitation).last_name, surname):
        return None
    token = token_urlsafe(32)
    invitation.opening_hash = token_hash(token)
    invitation.opening_expires_at = now + OPENING
    session.add(invitation)
    session.flush()
    return token


def enrol(
    session: Session, invitation: Invitation, choices: Choices, *, key: str, now: datetime
) -> Person | None:
    """Uses the invitation up; None when somebody was faster, or it was revoked meanwhile.

    It is also how she recovers: her old passphrase, devices and their reminders end here.
    """
    used = session.exec(
        update(Invitation)
        .where(
            col(Invitation.id) == invitation.id,
            col(Invitation.used_at).is_(None),
            col(Invitation.revoked_at).is_(None),
        )
        .values(used_at=now, opening_hash=None)
    )
    if used.rowcount != 1:
        return None
    person = queries.person_of(session, invitation)
    person.language = choices.language
    devices.end_all(session, person)
    save_contacts(session, person, email=choices.email, phone=choices.phone)
    credential = set_passphrase(session, person, choices.passphrase_hash, now=now)
    rate.forgive(session, account_of(credential), key=key)
    return person


def _index(code: str, key: str) -> str:
    return keyed_hash(key, "invitation", code)
