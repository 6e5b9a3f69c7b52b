"""Those around her: who they are today, who comes next, and how that changed."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_

from backend.people.models import Accompaniment, Adviser, FieldOfWork, Handover, Person
from backend.territories.models import Structure

MOST = 50


class Member(NamedTuple):
    adviser_id: int
    function: str
    first_name: str
    last_name: str
    field: FieldOfWork
    phone: str
    structure: str
    is_referent: bool
    purpose: str
    started_on: date
    ended_on: date | None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def initials(self) -> str:
        return f"{self.first_name[:1]}{self.last_name[:1]}"


class Change(NamedTuple):
    """A hand-over; an empty name is somebody not known, or nobody."""

    happens_on: date
    reason: str
    is_referent: bool
    from_function: str
    from_name: str
    to_function: str
    to_name: str


def members_of(session: Session, person: Person, *, today: date) -> list[Member]:
    """Today's and those to come, her référent unique first."""
    rows = session.connection().execute(
        select(
            col(Adviser.id),
            col(Adviser.function),
            col(Adviser.first_name),
            col(Adviser.last_name),
            col(Adviser.field),
            func.coalesce(func.nullif(col(Adviser.phone), ""), col(Structure.phone)),
            col(Structure.name),
            col(Accompaniment.is_referent),
            col(Accompaniment.purpose),
            col(Accompaniment.started_on),
            col(Accompaniment.ended_on),
        )
        .select_from(Accompaniment)
        .join(Adviser, col(Adviser.id) == col(Accompaniment.adviser_id))
        .join(Structure, col(Structure.id) == col(Adviser.structure_id))
        .where(
            col(Accompaniment.person_id) == person.id,
            or_(col(Accompaniment.ended_on).is_(None), col(Accompaniment.ended_on) > today),
        )
        .order_by(
            col(Accompaniment.is_referent).desc(),
            col(Accompaniment.started_on),
            col(Accompaniment.id),
        )
        .limit(MOST)
    )
    return [Member._make(row) for row in rows]


def changes_of(session: Session, person: Person) -> list[Change]:
    """Hand-overs, the last first."""
    leaving, taking = aliased(Adviser), aliased(Adviser)
    rows = session.connection().execute(
        select(
            col(Handover.happens_on),
            col(Handover.reason),
            col(Handover.is_referent),
            func.coalesce(leaving.function, ""),
            func.coalesce(leaving.first_name + " " + leaving.last_name, ""),
            func.coalesce(taking.function, ""),
            func.coalesce(taking.first_name + " " + taking.last_name, ""),
        )
        .select_from(Handover)
        .join(leaving, col(leaving.id) == col(Handover.from_adviser_id), isouter=True)
        .join(taking, col(taking.id) == col(Handover.to_adviser_id), isouter=True)
        .where(col(Handover.person_id) == person.id)
        .order_by(col(Handover.happens_on).desc(), col(Handover.id).desc())
        .limit(MOST)
    )
    return [Change._make(row) for row in rows]


def colleagues_of(
    session: Session, adviser: Adviser, *, today: date
) -> Sequence[tuple[int, str, str, str]]:
    """Who could take over: advisers of the territory, those of the same structure first.

    Each as id, function, name and structure.
    """
    own = select(col(Structure.territory_id)).where(col(Structure.id) == adviser.structure_id)
    rows = session.connection().execute(
        select(
            col(Adviser.id),
            col(Adviser.function),
            col(Adviser.first_name) + " " + col(Adviser.last_name),
            col(Structure.name),
        )
        .select_from(Adviser)
        .join(Structure, col(Structure.id) == col(Adviser.structure_id))
        .where(
            col(Structure.territory_id) == own.scalar_subquery(),
            col(Adviser.id) != adviser.id,
            or_(col(Adviser.left_on).is_(None), col(Adviser.left_on) > today),
        )
        .order_by(
            (col(Structure.id) != adviser.structure_id),
            col(Structure.name),
            col(Adviser.last_name),
        )
        .limit(500)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]
