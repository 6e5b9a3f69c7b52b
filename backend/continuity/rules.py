"""When a parcours is interrupted: worked out from days alone, with neither database nor clock.

What is known of a person gives the periods in which a worry holds as long as nothing changes. From
these follow what holds on a day, and the next day on which it will be otherwise.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from backend.continuity.models import WatchRule, Worry
from backend.months import months_after

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    days: int | None  # None: the month that the law gives
    head_start_days: int = 0  # how long her advisers see it before she does
    is_on: bool = True


Rules = Mapping[Worry, Rule]
WEEK = 7
DEFAULTS: Rules = {
    Worry.NO_REFERENT: Rule(1),
    Worry.NO_CONTACT: Rule(30, WEEK),
    Worry.NO_APPOINTMENT: Rule(30, WEEK),
    Worry.NO_NEXT_STEP: Rule(30, WEEK),
    Worry.LATE_ORIENTATION: Rule(42, WEEK),  # six weeks (CASF D262-65-2)
    Worry.LATE_CONTRACT: Rule(None, WEEK),  # one month (C. trav. D5411-14-1)
    Worry.NO_REPLY: Rule(15),
}


def rules_for(
    rows: Iterable[WatchRule], *, longest_wait_days: int, referral_days: int
) -> dict[Worry, Rule]:
    """Those of a territory, where it says otherwise."""
    own = {row.worry: Rule(row.days, row.head_start_days, row.is_on) for row in rows}
    wait = {
        Worry.NO_NEXT_STEP: Rule(longest_wait_days, WEEK),
        Worry.NO_REPLY: Rule(referral_days),
    }
    return {**DEFAULTS, **wait, **own}


def written(rules: Rules) -> str:
    """The rules in a line: two that differ read otherwise."""
    return " ".join(
        f"{worry}:{rule.days}:{rule.head_start_days}:{int(rule.is_on)}"
        for worry, rule in sorted(rules.items())
    )


@dataclass(frozen=True, slots=True)
class Stay:
    """A référent was there from a day on; until another, or nobody knows when."""

    begins: date
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the watch knows of one person. Nothing in it depends on the day it is asked."""

    began_on: date  # here
    contact_on: date | None = None  # the last one with a professional
    appointment_on: date | None = None  # the last one, to come or over, unless cancelled
    referents: tuple[Stay, ...] = ()
    step_ended_on: date | None = None
    has_open_step: bool = False
    oriented_on: date | None = None
    has_contract: bool = False
    unanswered_since: date | None = None  # the oldest request to a solution without an answer


@dataclass(frozen=True, slots=True)
class Period:
    """As long as nothing changes, the worry holds from `desk_from` on."""

    worry: Worry
    since: date
    desk_from: date
    hers_from: date
    until: date | None = None  # the first day on which it no longer does

    def holds_on(self, today: date) -> bool:
        return self.desk_from <= today and (self.until is None or today < self.until)

    def is_hers_on(self, today: date) -> bool:
        return self.holds_on(today) and self.hers_from <= today


def noticed(facts: Facts, rules: Rules, today: date) -> list[Period]:
    """What her advisers see today, the worst first."""
    return [period for period in periods(facts, rules) if period.holds_on(today)]


def look_on(facts: Facts, rules: Rules, today: date) -> date | None:
    """The next day on which what is noticed changes by itself; None: only a change can do it."""
    turns = [
        day
        for period in periods(facts, rules)
        for day in (period.desk_from, period.until)
        if day is not None and day > today
    ]
    return min(turns, default=None)


def periods(facts: Facts, rules: Rules) -> list[Period]:
    """In the order of worries, then of days."""
    found = [
        _period(rules[worry], worry, since, until, not_before=_first_day(facts, worry, since))
        for worry, since, until in _interruptions(facts)
        if rules[worry].is_on
    ]
    return [period for period in found if period.until is None or period.desk_from < period.until]


def _first_day(facts: Facts, worry: Worry, since: date) -> date:
    """Whatever the rule says, not before. Whoever has an appointment ahead is not left alone."""
    if worry is Worry.NO_CONTACT and facts.appointment_on is not None:
        return max(since, facts.appointment_on) + DAY
    return since + DAY


def _period(
    rule: Rule, worry: Worry, since: date, until: date | None, *, not_before: date
) -> Period:
    limit = months_after(since, 1) if rule.days is None else since + timedelta(days=rule.days)
    hers = max(limit, not_before)
    desk = max(limit - timedelta(days=rule.head_start_days), not_before)
    return Period(worry, since, min(desk, hers), hers, until)


def _interruptions(facts: Facts) -> Iterator[tuple[Worry, date, date | None]]:
    """What has been missing since when, and until which day; in the order of worries."""
    for since, until in _gaps(facts.referents):
        yield Worry.NO_REFERENT, since, until
    yield Worry.NO_CONTACT, max(facts.contact_on or facts.began_on, facts.began_on), None
    yield Worry.NO_APPOINTMENT, max(facts.appointment_on or facts.began_on, facts.began_on), None
    if facts.step_ended_on is not None and not facts.has_open_step:
        yield Worry.NO_NEXT_STEP, facts.step_ended_on, None
    if facts.oriented_on is None:
        first = min((stay.begins for stay in facts.referents), default=None)
        yield Worry.LATE_ORIENTATION, facts.began_on, first
    elif not facts.has_contract:
        yield Worry.LATE_CONTRACT, facts.oriented_on, None
    if facts.unanswered_since is not None:
        yield Worry.NO_REPLY, facts.unanswered_since, None


def _gaps(referents: Iterable[Stay]) -> Iterator[tuple[date, date | None]]:
    """From the day the last référent left to the day another begins, if any does."""
    left: date | None = None
    for stay in sorted(referents, key=lambda stay: stay.begins):
        if left is not None and left < stay.begins:
            yield left, stay.begins
        if stay.ends is None:
            return
        left = stay.ends if left is None else max(left, stay.ends)
    if left is not None:
        yield left, None
