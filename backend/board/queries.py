"""How the territory answers: counts, delays, and whether it helped. No name in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, col, select

from backend.claims.clocks import day_of
from backend.claims.kinds import TABLE
from backend.claims.models import Claim, ClaimEntry
from backend.claims.states import Kind, Move, Status, Writer
from backend.territories.models import Structure, Territory

ANSWERED_WITHIN = timedelta(days=90)
IMPLIED_WITHIN = timedelta(days=30)
MOST = 5000  # answers looked at: a median of more says the same
ENOUGH = 5  # answers to « did it help? » before a share is said


class Opened(NamedTuple):
    """The claims of one kind that wait today."""

    kind: Kind
    open: int
    late: int
    escalated: int
    contested: int


class Answered(NamedTuple):
    kind: Kind
    received_at: datetime
    contested_on: date | None
    answered_at: datetime
    helped: bool | None


@dataclass(frozen=True)
class Figures:
    """Of one kind, or of all of them."""

    kind: Kind | None
    open: int
    late: int
    escalated: int
    contested: int
    answered: int
    median_days: float | None
    helped: int
    not_helped: int

    @property
    def said(self) -> int:
        return self.helped + self.not_helped

    @property
    def helped_share(self) -> int | None:
        """In percent, once enough people have said."""
        return round(100 * self.helped / self.said) if self.said >= ENOUGH else None


@dataclass(frozen=True)
class Board:
    whole: Figures
    kinds: Sequence[Figures]
    implied: int


def board_of(session: Session, territory: Territory, *, now: datetime) -> Board:
    today = day_of(now, territory.zone)
    opened = _opened(session, territory, today)
    answered = _answered(session, territory, now)
    kinds = [
        _figures(
            kind,
            [one for one in opened if one.kind is kind],
            [one for one in answered if one.kind is kind],
            territory,
        )
        for kind in TABLE
    ]
    return Board(
        _figures(None, opened, answered, territory),
        [one for one in kinds if one.open or one.answered],
        _implied(session, territory, now),
    )


def _opened(session: Session, territory: Territory, today: date) -> Sequence[Opened]:
    rows = session.exec(
        select(
            Claim.kind,
            func.count(),
            _sum(col(Claim.escalates_on) < today),
            _sum(col(Claim.escalated_at).is_not(None)),
            _sum(col(Claim.status) == Status.CONTESTED),
        )  # ty: ignore[no-matching-overload] (five columns)
        .where(Claim.territory_id == territory.id, col(Claim.is_open))
        .group_by(col(Claim.kind))
    ).all()
    return [Opened._make(row) for row in rows]


def _sum(condition: ColumnElement[bool]) -> Any:  # noqa: ANN401 (an expression)
    return func.sum(case((condition, 1), else_=0))


def _answered(session: Session, territory: Territory, now: datetime) -> Sequence[Answered]:
    rows = session.exec(
        select(*(getattr(Claim, name) for name in Answered._fields))
        .where(Claim.territory_id == territory.id, col(Claim.answered_at) >= now - ANSWERED_WITHIN)
        .order_by(col(Claim.answered_at).desc())
        .limit(MOST)
    ).all()
    return [Answered._make(row) for row in rows]


def _figures(
    kind: Kind | None,
    opened: Sequence[Opened],
    answered: Sequence[Answered],
    territory: Territory,
) -> Figures:
    days = [_days(one, territory) for one in answered]
    return Figures(
        kind,
        sum(one.open for one in opened),
        sum(one.late for one in opened),
        sum(one.escalated for one in opened),
        sum(one.contested for one in opened),
        len(answered),
        median(days) if days else None,
        sum(one.helped is True for one in answered),
        sum(one.helped is False for one in answered),
    )


def _days(one: Answered, territory: Territory) -> int:
    """From the day it was received, or contested, to the day it was answered, there."""
    since = one.contested_on or day_of(one.received_at, territory.zone)
    return (day_of(one.answered_at, territory.zone) - since).days


def _implied(session: Session, territory: Territory, now: datetime) -> int:
    """How many decisions silence took in the last days."""
    return session.exec(
        select(func.count())
        .select_from(ClaimEntry)
        .join(Claim, col(Claim.id) == ClaimEntry.claim_id)
        .where(
            ClaimEntry.writer == Writer.CLOCK,
            ClaimEntry.happened_at >= now - IMPLIED_WITHIN,
            ClaimEntry.move == Move.IMPLY,
            Claim.territory_id == territory.id,
        )
    ).one()


def structures_of(session: Session, territory_id: int) -> Sequence[Structure]:
    return session.exec(
        select(Structure)
        .where(Structure.territory_id == territory_id)
        .order_by(Structure.name, col(Structure.id))
    ).all()


def structure_in(session: Session, territory_id: int, structure_id: int) -> Structure | None:
    return session.exec(
        select(Structure).where(
            Structure.id == structure_id, Structure.territory_id == territory_id
        )
    ).one_or_none()
