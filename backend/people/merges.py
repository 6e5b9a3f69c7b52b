"""What an adviser reads before saying whether two files are of one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import union
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.people.merging import UNDO_FOR
from backend.people.models import (
    Accompaniment,
    Adviser,
    IdentifierSystem,
    KnownPerson,
    Merge,
    MergeState,
    Person,
    PersonIdentifier,
)
from backend.people.queries import is_current
from backend.territories.models import Structure

MOST = 100  # shown at once


@dataclass(frozen=True)
class Side:
    """One of the two files: no more than what tells whether it is her."""

    person: Person
    systems: list[IdentifierSystem]
    structures: list[str]


@dataclass(frozen=True)
class Comparison:
    merge: Merge
    kept: Side
    other: Side


def comparisons_for(
    session: Session, adviser: Adviser, *, today: date, now: datetime
) -> list[Comparison]:
    """Those to decide, then those that can still be undone."""
    lately = now - UNDO_FOR
    merges = session.exec(
        _within_reach(adviser, today)
        .where(
            or_(
                Merge.state == MergeState.PROPOSED,
                (col(Merge.state) == MergeState.DONE) & (col(Merge.decided_at) > lately),
            )
        )
        .order_by(col(Merge.state).desc(), col(Merge.id).desc())
        .limit(MOST)
    ).all()
    return _compared(session, merges, today)


def one_for(session: Session, adviser: Adviser, merge_id: int, *, today: date) -> Comparison | None:
    found = session.exec(_within_reach(adviser, today).where(Merge.id == merge_id)).all()
    return next(iter(_compared(session, found, today)), None)


def _within_reach(adviser: Adviser, today: date) -> SelectOfScalar[Merge]:
    """One of the two is accompanied by this adviser, or known to the adviser's structure."""
    within_reach = union(
        select(col(Accompaniment.person_id)).where(
            Accompaniment.adviser_id == adviser.id, is_current(today)
        ),
        select(col(KnownPerson.person_id)).where(KnownPerson.structure_id == adviser.structure_id),
    ).subquery()
    ids = select(within_reach.c.person_id)
    return select(Merge).where(or_(col(Merge.kept_id).in_(ids), col(Merge.other_id).in_(ids)))


def _compared(session: Session, merges: Sequence[Merge], today: date) -> list[Comparison]:
    ids = {one for merge in merges for one in (merge.kept_id, merge.other_id)}
    persons = {one.id: one for one in session.exec(select(Person).where(col(Person.id).in_(ids)))}
    systems = session.exec(
        select(PersonIdentifier.person_id, col(PersonIdentifier.system))
        .where(col(PersonIdentifier.person_id).in_(ids))
        .order_by(col(PersonIdentifier.id))
    ).all()
    structures = _structures_of(session, ids, today)

    def side(person_id: int) -> Side:
        return Side(
            persons[person_id],
            list({system: None for whose, system in systems if whose == person_id}),
            sorted({name for whose, name in structures if whose == person_id}),
        )

    return [Comparison(merge, side(merge.kept_id), side(merge.other_id)) for merge in merges]


def _structures_of(session: Session, ids: set[int], today: date) -> Sequence[tuple[int, str]]:
    accompanying = (
        select(Accompaniment.person_id, Structure.name)
        .join(Adviser, col(Adviser.id) == Accompaniment.adviser_id)
        .join(Structure, col(Structure.id) == Adviser.structure_id)
        .where(col(Accompaniment.person_id).in_(ids), is_current(today))
    )
    knowing = (
        select(KnownPerson.person_id, Structure.name)
        .join(Structure)
        .where(col(KnownPerson.person_id).in_(ids))
    )
    return [*session.exec(accompanying), *session.exec(knowing)]
