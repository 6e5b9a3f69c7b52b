from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import extract, func
from sqlmodel import Session, col, select

from backend.people.models import Accompaniment, Adviser, FieldOfWork, Person
from backend.people.queries import is_current
from backend.sharing.models import Consultation, Part, Share
from backend.sharing.rules import Role, Rule, rule_for, shareable
from backend.sharing.sight import Sight
from backend.territories.models import Structure

MOST = 100  # consultations shown at once


def sight_of(session: Session, adviser: Adviser, person: Person, *, today: date) -> Sight:
    """Of an adviser; without a role, and so blind, when nobody of that name accompanies her."""
    links = session.exec(
        select(Accompaniment).where(
            Accompaniment.person_id == person.id,
            Accompaniment.adviser_id == adviser.id,
            is_current(today),
        )
    ).all()
    roles = {_role_of(adviser)} if links else set()
    if any(link.is_referent for link in links):
        roles.add(Role.REFERENT)
    shared = shared_with(session, person, adviser.structure_id)
    return Sight(person, adviser.structure_id, roles, shared, adviser.id)


def _role_of(adviser: Adviser) -> Role:
    return Role.SOCIAL if adviser.field is FieldOfWork.SOCIAL else Role.PROFESSIONAL


def tool_sight_of(session: Session, structure: Structure, person: Person) -> Sight:
    """Of a structure's own software: what it wrote itself, and what she lets it see."""
    shared = shared_with(session, person, structure.id)
    return Sight(person, structure.id, {Role.STRUCTURE}, shared)


def shared_with(session: Session, person: Person, structure_id: int) -> frozenset[Part]:
    shares = select(Share).where(
        Share.person_id == person.id,
        Share.structure_id == structure_id,
        col(Share.revoked_at).is_(None),
    )
    return frozenset(share.part for share in session.exec(shares))


def shares_of(session: Session, person: Person) -> Sequence[Share]:
    """What she lets structures see today."""
    return session.exec(
        select(Share).where(Share.person_id == person.id, col(Share.revoked_at).is_(None))
    ).all()


def consultations_of(session: Session, person: Person) -> Sequence[tuple[Consultation, str]]:
    """Who looked at her file, the last first, each with the structure's name.

    The last of each day only: a tool that asks again and again is one line.
    """
    last = (
        select(func.max(Consultation.id))
        .where(Consultation.person_id == person.id)
        .group_by(
            col(Consultation.structure_id),
            col(Consultation.adviser_id),
            col(Consultation.purpose),
            extract("year", col(Consultation.looked_at)),
            extract("doy", col(Consultation.looked_at)),
        )
    )
    return session.exec(
        select(Consultation, Structure.name)
        .join(Structure)
        .where(col(Consultation.id).in_(last))
        .order_by(col(Consultation.looked_at).desc(), col(Consultation.id).desc())
        .limit(MOST)
    ).all()


@dataclass(frozen=True)
class Choices:
    """What she can decide for one structure: each part, and whether it is seen there anyway."""

    structure: Structure
    parts: list[tuple[Part, bool]]


def choices_of(session: Session, person: Person, *, today: date) -> list[Choices]:
    """For each structure whose advisers accompany her today, by name."""
    rows = session.exec(
        select(Structure, Adviser, Accompaniment)
        .join(Adviser, col(Adviser.structure_id) == Structure.id)
        .join(Accompaniment, col(Accompaniment.adviser_id) == Adviser.id)
        .where(Accompaniment.person_id == person.id, is_current(today))
        .order_by(Structure.name, col(Adviser.id))
    ).all()
    found: dict[int, tuple[Structure, list[set[Role]]]] = {}
    for structure, adviser, link in rows:
        roles = {_role_of(adviser)} | ({Role.REFERENT} if link.is_referent else set())
        found.setdefault(structure.id, (structure, []))[1].append(roles)
    return [
        Choices(structure, [(part, _is_seen_by_all(part, advisers)) for part in shareable()])
        for structure, advisers in found.values()
    ]


def _is_seen_by_all(part: Part, advisers: Sequence[set[Role]]) -> bool:
    return all(any(rule_for(part, role) is Rule.SEES for role in roles) for roles in advisers)
