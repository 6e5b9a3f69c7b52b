from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, exists, or_, select

from backend.partners.models import ApiToken
from backend.people.models import (
    Accompaniment,
    Adviser,
    Handover,
    IdentifierSystem,
    KnownPerson,
    Person,
    PersonIdentifier,
)
from backend.people.queries import is_current
from backend.territories.models import Structure, Territory


def token_with(session: Session, token_hash: str) -> tuple[ApiToken, Structure, Territory] | None:
    """A token that was not revoked, and where it comes from."""
    return session.exec(
        select(ApiToken, Structure, Territory)
        .join(Structure, col(Structure.id) == col(ApiToken.structure_id))
        .join(Territory, col(Territory.id) == col(Structure.territory_id))
        .where(ApiToken.token_hash == token_hash, col(ApiToken.revoked_at).is_(None))
    ).one_or_none()


def tokens(session: Session) -> Sequence[tuple[ApiToken, Structure, Territory]]:
    return session.exec(
        select(ApiToken, Structure, Territory)
        .join(Structure, col(Structure.id) == col(ApiToken.structure_id))
        .join(Territory, col(Territory.id) == col(Structure.territory_id))
        .order_by(col(ApiToken.id))
    ).all()


def token_numbered(session: Session, number: int) -> ApiToken | None:
    return session.exec(select(ApiToken).where(ApiToken.id == number)).one_or_none()


def wait_for_turn(session: Session, structure: Structure) -> None:
    """One writer at a time in a structure: what it calls its things is looked up, then written.

    On PostgreSQL by this lock; on SQLite there is one writer anyway.
    """
    row = select(Structure.id).where(Structure.id == structure.id)
    session.exec(row.with_for_update(key_share=True)).one()


def wait_for_territory(session: Session, structure: Structure) -> None:
    """Persons and their identifiers belong to the territory."""
    row = select(Territory.id).where(Territory.id == structure.territory_id)
    session.exec(row.with_for_update(key_share=True)).one()


def _is_known(structure: Structure, *, today: date) -> ColumnElement[bool]:
    told = exists().where(
        col(KnownPerson.person_id) == col(Person.id), col(KnownPerson.structure_id) == structure.id
    )
    return or_(told, _is_accompanied(structure, today=today))


def _is_accompanied(structure: Structure, *, today: date) -> ColumnElement[bool]:
    return exists().where(
        col(Accompaniment.person_id) == col(Person.id),
        col(Accompaniment.adviser_id) == col(Adviser.id),
        col(Adviser.structure_id) == structure.id,
        is_current(today),
    )


def known_one(
    session: Session, structure: Structure, person_id: int, *, today: date
) -> Person | None:
    """That person, when the structure knows her; under an old number, the file that was kept."""
    person = session.exec(
        select(Person).where(Person.id == person_id, Person.territory_id == structure.territory_id)
    ).one_or_none()
    if person is not None and person.merged_into_id is not None:
        return known_one(session, structure, person.merged_into_id, today=today)
    if person is None:
        return None
    return session.exec(
        select(Person).where(Person.id == person.id, _is_known(structure, today=today))
    ).one_or_none()


def known_by(  # noqa: PLR0913 (keywords)
    session: Session,
    structure: Structure,
    *,
    today: date,
    after: int,
    limit: int,
    only: Sequence[ColumnElement[bool]] = (),
) -> Sequence[Person]:
    return session.exec(
        select(Person)
        .where(
            Person.territory_id == structure.territory_id,
            col(Person.merged_into_id).is_(None),
            col(Person.id) > after,
            _is_known(structure, today=today),
            *only,
        )
        .order_by(col(Person.id))
        .limit(limit)
    ).all()


def is_called(structure: Structure, reference: str) -> ColumnElement[bool]:
    return exists().where(
        col(KnownPerson.person_id) == col(Person.id),
        col(KnownPerson.structure_id) == structure.id,
        col(KnownPerson.reference) == reference,
    )


def has_identifier(system: IdentifierSystem, value: str) -> ColumnElement[bool]:
    return exists().where(
        col(PersonIdentifier.person_id) == col(Person.id),
        col(PersonIdentifier.system) == system,
        col(PersonIdentifier.value) == value,
    )


def accompanied_among(
    session: Session, structure: Structure, persons: Sequence[Person], *, today: date
) -> set[int]:
    """Which of these persons an adviser of the structure accompanies."""
    ids = [person.id for person in persons]
    return set(
        session.exec(
            select(Person.id).where(
                col(Person.id).in_(ids), _is_accompanied(structure, today=today)
            )
        )
    )


def acquaintances(
    session: Session, structure: Structure, persons: Sequence[Person]
) -> dict[int, KnownPerson]:
    ids = [person.id for person in persons]
    found = session.exec(
        select(KnownPerson).where(
            KnownPerson.structure_id == structure.id, col(KnownPerson.person_id).in_(ids)
        )
    )
    return {known.person_id: known for known in found}


def identifiers_of(session: Session, person_ids: set[int]) -> Sequence[PersonIdentifier]:
    return session.exec(
        select(PersonIdentifier)
        .where(col(PersonIdentifier.person_id).in_(person_ids))
        .order_by(col(PersonIdentifier.id))
    ).all()


def adviser_one(session: Session, structure: Structure, adviser_id: int) -> Adviser | None:
    return session.exec(
        select(Adviser).where(Adviser.id == adviser_id, Adviser.structure_id == structure.id)
    ).one_or_none()


def adviser_with_email(session: Session, email: str) -> Adviser | None:
    """Of whatever structure: one address is one adviser."""
    return session.exec(select(Adviser).where(Adviser.email == email)).one_or_none()


def advisers_of(
    session: Session, structure: Structure, *, after: int, limit: int
) -> Sequence[Adviser]:
    return session.exec(
        select(Adviser)
        .where(Adviser.structure_id == structure.id, col(Adviser.id) > after)
        .order_by(col(Adviser.id))
        .limit(limit)
    ).all()


def handovers_of(
    session: Session, structure: Structure, person: Person, *, after: int, limit: int
) -> Sequence[Handover]:
    """Those that the structure announced."""
    return session.exec(
        select(Handover)
        .where(
            Handover.person_id == person.id,
            Handover.structure_id == structure.id,
            col(Handover.id) > after,
        )
        .order_by(col(Handover.id))
        .limit(limit)
    ).all()


def handover_called(
    session: Session, structure: Structure, reference: str | None
) -> Handover | None:
    if reference is None:
        return None
    return session.exec(
        select(Handover).where(
            Handover.structure_id == structure.id, Handover.reference == reference
        )
    ).first()


def referents_elsewhere(
    session: Session, structure: Structure, person: Person, *, day: date
) -> Sequence[Adviser]:
    """Her référent on that day, when another structure's."""
    return session.exec(
        select(Adviser)
        .join(Accompaniment)
        .where(
            Accompaniment.person_id == person.id,
            col(Accompaniment.is_referent),
            or_(col(Accompaniment.ended_on).is_(None), col(Accompaniment.ended_on) > day),
            Adviser.structure_id != structure.id,
        )
    ).all()
