"""An adviser's own referrals: what waits for the adviser first, the longest waiting before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, col, exists, select

from backend.catalogue.queries import shown_of
from backend.people.models import Accompaniment, Adviser, Person
from backend.people.queries import is_current
from backend.referrals.models import OPEN, Referral, Status
from backend.referrals.queries import AWAIT_ADVISER

AT_ONCE = 50
TURN = (  # the adviser's, then hers, then the solution's
    Status.ASKED,
    Status.DISCUSSED,
    Status.AGREED,
    Status.UNANSWERED,
    Status.ACCEPTED,
    Status.PROPOSED,
    Status.SENT,
    Status.WAITING,
)


class Kept(StrEnum):
    """Which of them, by the word of the address."""

    MINE = "a-faire"
    OPEN = "en-cours"
    OVER = "terminees"


class Line(NamedTuple):
    referral: Referral
    person: Person
    solution: str

    @property
    def path(self) -> str:
        return path_of(self.referral)


def path_of(referral: Referral) -> str:
    return f"/pro/personnes/{referral.person_id}/demandes-solutions/{referral.id}"


@dataclass(frozen=True)
class Listed:
    lines: Sequence[Line]
    kept: Kept
    page: int
    has_more: bool


def listed_for(
    session: Session, adviser: Adviser, *, today: date, kept: Kept = Kept.MINE, page: int = 1
) -> Listed:
    rows = session.exec(
        select(Referral, Person)
        .join(Person, col(Person.id) == Referral.person_id)
        .where(_is_for(adviser, today), _conditions()[kept])
        .order_by(*_order(kept))
        .offset((page - 1) * AT_ONCE)
        .limit(AT_ONCE + 1)
    ).all()
    lines = _lines(session, rows[:AT_ONCE])
    return Listed(lines, kept, page, has_more=len(rows) > AT_ONCE)


def count_for(session: Session, adviser: Adviser, *, today: date) -> int:
    """How many wait for this adviser: for the desk's first page."""
    return session.exec(
        select(func.count())
        .select_from(Referral)
        .where(_is_for(adviser, today), _conditions()[Kept.MINE])
    ).one()


def _lines(session: Session, rows: Sequence[tuple[Referral, Person]]) -> Sequence[Line]:
    shown = shown_of(session, [referral.offer_id for referral, _ in rows])
    names = {offer_id: one.sheet.name for offer_id, one in shown.items()}
    return [Line(referral, person, names.get(referral.offer_id, "")) for referral, person in rows]


def _is_for(adviser: Adviser, today: date) -> ColumnElement[bool]:
    """The adviser's own, about people the adviser accompanies today."""
    follows = exists().where(
        col(Accompaniment.person_id) == Referral.person_id,
        col(Accompaniment.adviser_id) == adviser.id,
        is_current(today),
    )
    return (col(Referral.adviser_id) == adviser.id) & follows


def _conditions() -> Mapping[Kept, ColumnElement[bool]]:
    status = col(Referral.status)
    return {
        Kept.MINE: status.in_(AWAIT_ADVISER),
        Kept.OPEN: status.in_(OPEN),
        Kept.OVER: status.not_in(OPEN),
    }


def _order(kept: Kept) -> Sequence[Any]:
    changed, number = col(Referral.changed_at), col(Referral.id)
    if kept is Kept.OVER:
        return (changed.desc(), number.desc())
    turn = case({status: place for place, status in enumerate(TURN)}, value=col(Referral.status))
    return (turn, changed, number)
