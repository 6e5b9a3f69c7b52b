"""Which solutions of a territory are asked for, and what comes of it. No name, no count under five.

What is too small is told together with the next, so that no total gives it away.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.catalogue.needs import needs_met
from backend.catalogue.queries import Shown, shown_of
from backend.people.models import Person
from backend.referrals.models import Cause, Move, Origin, Referral, ReferralEntry, Status
from backend.territories.models import Territory
from backend.vocabulary.themes import Theme

ENOUGH = 5
WITHIN = timedelta(days=365)
MOST_ANSWERS = 5000  # a median of more says the same
MOST_SOLUTIONS = 10
ACCEPTED = {Status.ACCEPTED, Status.STARTED}
BEFORE_SENDING = {
    Status.ASKED,
    Status.PROPOSED,
    Status.DISCUSSED,
    Status.AGREED,
    Status.DECLINED,
    Status.DROPPED,
}


class Group(NamedTuple):
    offer_id: int
    origin: Origin
    status: Status
    count: int


class Answered(NamedTuple):
    offer_id: int
    sent_at: datetime
    answered_at: datetime

    @property
    def days(self) -> int:
        return (self.answered_at - self.sent_at).days


@dataclass(frozen=True)
class NeedUsed:
    need: Theme | None  # None: the other needs together
    count: int
    median_days: float | None


@dataclass(frozen=True)
class Used:
    """A count of fewer than five is None: « moins de 5 »."""

    proposed: int | None
    asked: int | None
    own: int | None
    accepted: int | None
    refused: int | None
    unanswered: int | None
    sent: int | None
    median_days: float | None
    reasons: Mapping[Cause, int | None]
    needs: Sequence[NeedUsed]
    solutions: Sequence[tuple[Shown, int]]


def used(session: Session, territory: Territory, *, now: datetime) -> Used:
    groups = _groups(session, territory, now - WITHIN)
    answered = _answered(session, territory, now - WITHIN)
    shown = shown_of(session, {one.offer_id for one in groups})
    by_status = _summed(groups, "status")
    by_origin = _summed(groups, "origin")
    return Used(
        proposed=told(by_origin[Origin.PROPOSED]),
        asked=told(by_origin[Origin.ASKED]),
        own=told(by_origin[Origin.OWN]),
        accepted=told(sum(by_status[one] for one in ACCEPTED)),
        refused=told(by_status[Status.REFUSED]),
        unanswered=told(by_status[Status.UNANSWERED]),
        sent=told(sum(count for one, count in by_status.items() if one not in BEFORE_SENDING)),
        median_days=_median(answered),
        reasons=_reasons(session, territory, now - WITHIN),
        needs=_needs(groups, answered, shown),
        solutions=_most_asked(groups, shown),
    )


def told(count: int) -> int | None:
    return count if count >= ENOUGH else None


def together(counts: Mapping[str, int]) -> tuple[Mapping[str, int], int]:
    """What can be told alone, and the rest: of several, and five at least, or nothing."""
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    alone = [one for one in ordered if one[1] >= ENOUGH]
    rest = [one for one in ordered if one[1] < ENOUGH]
    while rest and alone and (len(rest) == 1 or sum(count for _, count in rest) < ENOUGH):
        rest.append(alone.pop())
    total = sum(count for _, count in rest)
    return dict(alone), total if len(rest) > 1 and total >= ENOUGH else 0


def _groups(session: Session, territory: Territory, since: datetime) -> Sequence[Group]:
    rows = session.exec(
        select(Referral.offer_id, Referral.origin, Referral.status, func.count())
        .join(Person, col(Person.id) == Referral.person_id)
        .where(
            Person.territory_id == territory.id,
            col(Referral.created_at) >= since,
            (col(Referral.origin) != Origin.OWN) | col(Referral.sent_at).is_not(None),
        )
        .group_by(col(Referral.offer_id), col(Referral.origin), col(Referral.status))
    ).all()
    return [Group._make(row) for row in rows]


def _answered(session: Session, territory: Territory, since: datetime) -> Sequence[Answered]:
    rows = session.exec(
        select(Referral.offer_id, Referral.sent_at, Referral.answered_at)
        .join(Person, col(Person.id) == Referral.person_id)
        .where(
            Person.territory_id == territory.id,
            col(Referral.created_at) >= since,
            col(Referral.sent_at).is_not(None),
            col(Referral.answered_at).is_not(None),
        )
        .order_by(col(Referral.answered_at).desc())
        .limit(MOST_ANSWERS)
    ).all()
    return [Answered._make(row) for row in rows]


def _summed(groups: Sequence[Group], column: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for group in groups:
        found[getattr(group, column)] += group.count
    return found


def _median(answered: Sequence[Answered]) -> float | None:
    return median(one.days for one in answered) if len(answered) >= ENOUGH else None


def _reasons(session: Session, territory: Territory, since: datetime) -> Mapping[Cause, int | None]:
    rows = session.exec(
        select(ReferralEntry.cause, func.count())
        .join(Person, col(Person.id) == ReferralEntry.person_id)
        .where(
            Person.territory_id == territory.id,
            ReferralEntry.move == Move.REFUSE,
            col(ReferralEntry.happened_at) >= since,
        )
        .group_by(col(ReferralEntry.cause))
    ).all()
    return {cause: told(count) for cause, count in rows if cause is not None}


def _needs(
    groups: Sequence[Group], answered: Sequence[Answered], shown: Mapping[int, Shown]
) -> Sequence[NeedUsed]:
    counts: Counter[str] = Counter()
    for group in groups:
        for need in _needs_of(shown.get(group.offer_id)):
            counts[need.value] += group.count
    alone, rest = together(counts)
    lines = [
        NeedUsed(Theme(need), count, _median(list(_of_need(Theme(need), answered, shown))))
        for need, count in alone.items()
    ]
    return [*lines, NeedUsed(None, rest, None)] if rest else lines


def _needs_of(shown: Shown | None) -> Sequence[Theme]:
    return needs_met(shown.sheet.themes) if shown else []


def _of_need(
    need: Theme, answered: Sequence[Answered], shown: Mapping[int, Shown]
) -> Iterator[Answered]:
    return (one for one in answered if need in _needs_of(shown.get(one.offer_id)))


def _most_asked(groups: Sequence[Group], shown: Mapping[int, Shown]) -> Sequence[tuple[Shown, int]]:
    counts: Counter[str] = Counter()
    for group in groups:
        counts[str(group.offer_id)] += group.count
    alone, _rest = together(counts)
    asked = [(shown[int(number)], count) for number, count in alone.items() if int(number) in shown]
    return asked[:MOST_SOLUTIONS]
