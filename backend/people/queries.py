from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy.orm import defer
from sqlmodel import Session, and_, col, or_, select, update

from backend.people.models import (
    Accompaniment,
    Adviser,
    Credential,
    Device,
    Handle,
    Invitation,
    Person,
)
from backend.territories.models import Structure, Territory


@dataclass(frozen=True)
class SignedIn:
    device: Device
    person: Person | None
    adviser: Adviser | None
    territory: Territory


# Built once: it is asked at every page.
SIGNED_IN = (
    select(Device, Person, Adviser, Territory)
    .join(Person, col(Device.person_id) == Person.id, isouter=True)
    .join(Adviser, col(Device.adviser_id) == Adviser.id, isouter=True)
    .join(Structure, col(Adviser.structure_id) == Structure.id, isouter=True)
    .join(
        Territory,
        or_(
            col(Territory.id) == Person.territory_id,
            col(Territory.id) == Structure.territory_id,
        ),
    )
    .where(col(Device.token_hash) == bindparam("token_hash"))
    .options(defer(Territory.logo))  # ty: ignore[invalid-argument-type] (has its own address)
)


def signed_in_with(session: Session, token_hash: str) -> SignedIn | None:
    row = session.exec(SIGNED_IN, params={"token_hash": token_hash}).one_or_none()
    return SignedIn(*row) if row else None


def device_with(session: Session, token_hash: str) -> Device | None:
    """The browser that holds this cookie, its sign-in over or not."""
    return session.exec(select(Device).where(Device.token_hash == token_hash)).one_or_none()


def devices_of(session: Session, who: Person | Adviser) -> Sequence[Device]:
    """Her signed-in browsers, the last used first."""
    return session.exec(
        select(Device).where(held_by(Device, who)).order_by(col(Device.last_seen_at).desc())
    ).all()


def credential_of(session: Session, who: Person | Adviser) -> Credential | None:
    return session.exec(select(Credential).where(held_by(Credential, who))).one_or_none()


def credential_with(session: Session, handles: Sequence[str]) -> Credential | None:
    """The passphrase that one of these handles signs in with."""
    found = session.exec(
        select(Handle.value, Credential).join(Credential).where(col(Handle.value).in_(handles))
    ).all()
    return min(found, key=lambda row: handles.index(row[0]))[1] if found else None


def holder_of(session: Session, credential: Credential) -> Person | Adviser:
    if credential.person_id is not None:
        return session.exec(select(Person).where(Person.id == credential.person_id)).one()
    return session.exec(select(Adviser).where(Adviser.id == credential.adviser_id)).one()


def held_by(table: type[Credential | Device], who: Person | Adviser) -> ColumnElement[bool]:
    if isinstance(who, Person):
        return col(table.person_id) == who.id
    return col(table.adviser_id) == who.id


def invitation_with(session: Session, code_index: str) -> Invitation | None:
    """The last one with that code; two people with one code is once in 500,000,000,000."""
    return session.exec(
        select(Invitation)
        .where(Invitation.code_index == code_index)
        .order_by(col(Invitation.id).desc())
    ).first()


def invitation_opened_with(
    session: Session, opening_hash: str, *, now: datetime
) -> Invitation | None:
    """The invitation whose second step is under way in the browser that holds this token."""
    found = session.exec(
        select(Invitation).where(
            Invitation.opening_hash == opening_hash, col(Invitation.opening_expires_at) > now
        )
    ).one_or_none()
    return found if found and found.is_open(now) else None


def last_invitation_of(session: Session, person: Person) -> Invitation | None:
    return session.exec(
        select(Invitation)
        .where(Invitation.person_id == person.id)
        .order_by(col(Invitation.id).desc())
    ).first()


def person_of(session: Session, invitation: Invitation) -> Person:
    return session.exec(select(Person).where(Person.id == invitation.person_id)).one()


def adviser_of(session: Session, invitation: Invitation) -> Adviser | None:
    return session.exec(select(Adviser).where(Adviser.id == invitation.adviser_id)).one_or_none()


def territory_of(session: Session, person: Person) -> Territory:
    return session.exec(select(Territory).where(Territory.id == person.territory_id)).one()


def born_on(session: Session, dates: Collection[date], *, territory_id: int) -> Sequence[Person]:
    """Everybody of the territory born on one of these days: where a namesake would be."""
    return session.exec(
        select(Person).where(
            Person.territory_id == territory_id,
            col(Person.birth_date).in_(dates),
            col(Person.merged_into_id).is_(None),
        )
    ).all()


def is_current(today: date | ColumnElement[date]) -> ColumnElement[bool]:
    """An accompaniment that has begun and has not ended on that day."""
    return and_(
        col(Accompaniment.started_on) <= today,
        or_(col(Accompaniment.ended_on).is_(None), col(Accompaniment.ended_on) > today),
    )


def note_seen(session: Session, device: Device, now: datetime) -> None:
    session.exec(update(Device).where(col(Device.id) == device.id).values(last_seen_at=now))


def team_of(session: Session, person: Person, *, today: date) -> Sequence[Adviser]:
    """Those who accompany her today, her référent unique first."""
    return session.exec(
        select(Adviser)
        .join(Accompaniment)
        .where(
            Accompaniment.person_id == person.id,
            is_current(today),
        )
        .order_by(col(Accompaniment.is_referent).desc(), col(Accompaniment.started_on))
    ).all()


def caseload_of(session: Session, adviser: Adviser, *, today: date) -> Sequence[Person]:
    """The persons this adviser follows today, by name."""
    return session.exec(
        select(Person)
        .join(Accompaniment)
        .where(
            Accompaniment.adviser_id == adviser.id,
            is_current(today),
            col(Person.merged_into_id).is_(None),
        )
        .order_by(Person.last_name, Person.first_name)
    ).all()


def followed_by(
    session: Session, adviser: Adviser, person_id: int, *, today: date
) -> Person | None:
    """That person, when this adviser follows her today."""
    return session.exec(
        select(Person)
        .join(Accompaniment)
        .where(
            Person.id == person_id,
            Accompaniment.adviser_id == adviser.id,
            is_current(today),
            col(Person.merged_into_id).is_(None),
        )
    ).first()


def adviser_in(session: Session, territory_id: int, adviser_id: int) -> Adviser | None:
    """That adviser, when one of the territory's."""
    return session.exec(
        select(Adviser)
        .join(Structure)
        .where(Adviser.id == adviser_id, Structure.territory_id == territory_id)
    ).one_or_none()
