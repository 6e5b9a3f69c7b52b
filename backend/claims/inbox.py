"""The claims an adviser may read: what waits, the least time left first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, and_, col, select

from backend.claims.models import Claim, ClaimEntry
from backend.claims.readers import may_read
from backend.claims.states import Move, Status
from backend.people.models import Adviser, Person
from backend.territories.models import Structure
from backend.territories.queries import structure_of

AT_ONCE = 50
FIRST = 5  # on the first page of the desk


class Shown(StrEnum):
    """Which part of the inbox, by the word of its address."""

    OPEN = "a-traiter"
    MINE = "les-miennes"
    SERVICE = "mon-service"
    ESCALATED = "equipe"
    ANSWERED = "repondues"


class Line(NamedTuple):
    claim: Claim
    name: str
    today: date

    @property
    def days_left(self) -> int:
        """To the day silence takes its meaning; less than none once it has passed."""
        return (self.claim.due_on - self.today).days

    @property
    def days_promised(self) -> int:
        return (self.claim.escalates_on - self.today).days

    @property
    def is_late(self) -> bool:
        return self.claim.is_open and self.days_promised < 0


@dataclass(frozen=True)
class Inbox:
    lines: Sequence[Line]
    shown: Shown
    page: int
    has_more: bool


class Waiting(NamedTuple):
    """What the first page of the desk says."""

    count: int
    late: int
    lines: Sequence[Line]
    is_team: bool  # whether the territory’s board is this adviser’s to read


def inbox_for(
    session: Session, adviser: Adviser, *, today: date, shown: Shown = Shown.OPEN, page: int = 1
) -> Inbox:
    structure = structure_of(session, adviser.structure_id)
    rows = session.exec(
        _read_by(adviser, structure, today)
        .where(_kept(adviser)[shown])
        .order_by(*_order(shown))
        .offset((page - 1) * AT_ONCE)
        .limit(AT_ONCE + 1)
    ).all()
    lines = [_line(row, today) for row in rows]
    return Inbox(lines[:AT_ONCE], shown, page, has_more=len(lines) > AT_ONCE)


def _read_by(adviser: Adviser, structure: Structure, today: date) -> Any:  # noqa: ANN401 (a select)
    return (
        select(Claim, Person)
        .join(Person, col(Person.id) == Claim.person_id)
        .where(may_read(adviser, structure, today=today))
    )


def _line(row: tuple[Claim, Person], today: date) -> Line:
    claim, person = row
    return Line(claim, f"{person.first_name} {person.last_name}", today)


def _kept(adviser: Adviser) -> Mapping[Shown, ColumnElement[bool]]:
    is_open = and_(col(Claim.is_open))
    return {
        Shown.OPEN: is_open,
        Shown.MINE: and_(is_open, col(Claim.adviser_id) == adviser.id),
        Shown.SERVICE: and_(is_open, col(Claim.structure_id) == adviser.structure_id),
        Shown.ESCALATED: and_(is_open, _is_with_team()),
        Shown.ANSWERED: ~is_open,
    }


def _is_with_team() -> ColumnElement[bool]:
    return col(Claim.escalated_at).is_not(None) | (col(Claim.status) == Status.CONTESTED)


def _order(shown: Shown) -> Sequence[Any]:
    if shown is Shown.ANSWERED:
        return (col(Claim.answered_at).desc(), col(Claim.id).desc())
    return (col(Claim.escalates_on), col(Claim.due_on), col(Claim.id))


def waiting_for(session: Session, adviser: Adviser, *, today: date) -> Waiting:
    """How many wait, how many are late, and the most pressing of them."""
    structure = structure_of(session, adviser.structure_id)
    late = case((col(Claim.escalates_on) < today, 1), else_=0)
    count, are_late = session.exec(
        select(func.count(), func.coalesce(func.sum(late), 0)).where(
            col(Claim.is_open), may_read(adviser, structure, today=today)
        )
    ).one()
    if not count:
        return Waiting(0, 0, (), structure.is_team)
    rows = session.exec(
        _read_by(adviser, structure, today)
        .where(col(Claim.is_open))
        .order_by(*_order(Shown.OPEN))
        .limit(FIRST)
    ).all()
    return Waiting(count, are_late, [_line(row, today) for row in rows], structure.is_team)


def one_for_adviser(
    session: Session, adviser: Adviser, claim_id: int, *, today: date, to_change: bool = False
) -> tuple[Claim, Person] | None:
    """`to_change`: it is locked, so that two answers do not cross."""
    structure = structure_of(session, adviser.structure_id)
    asked = _read_by(adviser, structure, today).where(Claim.id == claim_id)
    if to_change:
        asked = asked.with_for_update(of=Claim)
    return session.exec(asked).one_or_none()


def answer_of(session: Session, claim: Claim) -> tuple[ClaimEntry, Adviser] | None:
    """The last one, with who gave it."""
    return session.exec(
        select(ClaimEntry, Adviser)
        .join(Adviser, col(Adviser.id) == ClaimEntry.adviser_id)
        .where(ClaimEntry.claim_id == claim.id, ClaimEntry.move == Move.ANSWER)
        .order_by(col(ClaimEntry.id).desc())
    ).first()


def others_of(session: Session, claim: Claim) -> Sequence[Structure]:
    """The structures of the territory it can be forwarded to, by name."""
    return session.exec(
        select(Structure)
        .where(
            Structure.territory_id == claim.territory_id,
            col(Structure.id) != claim.structure_id,
        )
        .order_by(Structure.name, col(Structure.id))
    ).all()
