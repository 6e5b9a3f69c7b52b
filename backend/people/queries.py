from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, or_, select, update

from backend.people.models import Accompaniment, Adviser, Device, Person
from backend.territories.models import Structure, Territory


@dataclass(frozen=True)
class SignedIn:
    device: Device
    person: Person | None
    adviser: Adviser | None
    territory: Territory


def signed_in_with(session: Session, token_hash: str) -> SignedIn | None:
    row = session.exec(
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
        .where(Device.token_hash == token_hash)
    ).one_or_none()
    return SignedIn(*row) if row else None


def note_seen(session: Session, device: Device, now: datetime) -> None:
    session.exec(update(Device).where(col(Device.id) == device.id).values(last_seen_at=now))


def team_of(session: Session, person: Person, *, today: date) -> Sequence[Adviser]:
    """Those who accompany her today, her référent unique first."""
    return session.exec(
        select(Adviser)
        .join(Accompaniment)
        .where(
            Accompaniment.person_id == person.id,
            or_(col(Accompaniment.ended_on).is_(None), col(Accompaniment.ended_on) > today),
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
            or_(col(Accompaniment.ended_on).is_(None), col(Accompaniment.ended_on) > today),
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
            or_(col(Accompaniment.ended_on).is_(None), col(Accompaniment.ended_on) > today),
        )
    ).first()
