"""A passphrase, and the names it is used with."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col, delete, select

from backend.people import codes, handles, queries
from backend.people.models import Adviser, Credential, Handle, Person


class AddressTaken(Exception):
    """Somebody else signs in with this e-mail address."""


def create_adviser(
    session: Session, adviser: Adviser, *, passphrase_hash: str, now: datetime
) -> Adviser:
    """Saves an adviser who may sign in at once; raises AddressTaken."""
    adviser.email = handles.email(adviser.email) or adviser.email
    same = select(Adviser).where(Adviser.email == adviser.email)
    if queries.credential_with(session, [adviser.email]) or session.exec(same).first():
        raise AddressTaken
    session.add(adviser)
    session.flush()
    set_passphrase(session, adviser, passphrase_hash, now=now)
    return adviser


def set_passphrase(
    session: Session, who: Person | Adviser, passphrase_hash: str, *, now: datetime
) -> Credential:
    """The only passphrase from now on; her devices are the caller's business."""
    credential = queries.credential_of(session, who)
    if credential is None:
        is_person = isinstance(who, Person)
        credential = Credential(
            person_id=who.id if is_person else None,
            adviser_id=None if is_person else who.id,
            passphrase_hash=passphrase_hash,
            changed_at=now,
        )
    credential.passphrase_hash, credential.changed_at = passphrase_hash, now
    session.add(credential)
    session.flush()
    _set_handles(session, credential, _names_of(session, who))
    return credential


def save_contacts(
    session: Session, person: Person, *, email: str | None, phone: str | None
) -> None:
    """Where she is reached, and what she may sign in with."""
    person.email, person.phone = email, phone
    session.add(person)
    session.flush()
    credential = queries.credential_of(session, person)
    if credential is not None:
        _set_handles(session, credential, _names_of(session, person))


def give_sign_in_name(session: Session, person: Person) -> str:
    """Drawn once and hers for good: it works without an e-mail address or a phone."""
    if person.sign_in_name is None:
        person.sign_in_name = _unused_name(session)
        session.add(person)
        session.flush()
    return person.sign_in_name


def _unused_name(session: Session) -> str:
    while True:
        name = codes.draw()
        if not session.exec(select(Person.id).where(Person.sign_in_name == name)).first():
            return name


def _names_of(session: Session, who: Person | Adviser) -> list[str]:
    if isinstance(who, Adviser):
        return [who.email]
    name = give_sign_in_name(session, who)
    email = handles.email(who.email) if who.email else None
    phone = handles.phone(who.phone) if who.phone else None
    return [value for value in (name, email, phone) if value]


def _set_handles(session: Session, credential: Credential, names: Sequence[str]) -> None:
    """What somebody else signs in with already (a family's phone) stays theirs, without a word."""
    session.exec(
        delete(Handle).where(
            col(Handle.credential_id) == credential.id, col(Handle.value).not_in(names)
        )
    )
    rows = [{"value": name, "credential_id": credential.id} for name in names]
    session.connection().execute(insert(Handle).on_conflict_do_nothing(), rows)
