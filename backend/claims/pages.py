"""What her pages show of a right and of a claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session

from backend.claims import clocks, queries
from backend.claims.about import objective_of, subject_of
from backend.claims.actions import can_ask_reasons, can_contest
from backend.claims.kinds import TABLE, KindRule, Right
from backend.claims.models import Claim, ClaimEntry, ClaimReading, Receipt
from backend.claims.receipts import OBSERVATIONS
from backend.claims.rules import Rule, rule_of, rules_of, service_for
from backend.claims.states import Kind, Move, Silence
from backend.claims.states import Status as Stage
from backend.law.articles import ARTICLES, Article
from backend.people.models import Adviser, Person
from backend.people.queries import territory_of
from backend.territories.models import Structure
from backend.territories.queries import structure_of


class Clock(StrEnum):
    """What the sentence under a claim says of its delay."""

    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"
    STILL = "still"  # something is missing
    REFUSED = "refused"  # by silence
    ACCEPTED = "accepted"
    OVER = "over"  # the date has passed and silence means nothing
    AGAIN = "again"  # contested
    LATE = "late"
    RUNNING = "running"


@dataclass(frozen=True)
class Offered:
    """A kind of claim, as a page offers it."""

    kind: Kind
    told: KindRule
    articles: Sequence[Article]


@dataclass(frozen=True)
class Followed:
    """A claim in one line: its clock, and whether there is something new."""

    claim: Claim
    told: KindRule
    clock: Clock
    spent: int  # percent of the delay
    is_new: bool = False


@dataclass(frozen=True)
class Happened:
    entry: ClaimEntry
    adviser: Adviser | None
    receipt: Receipt | None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A claim on its own page."""

    followed: Followed
    service: Structure
    agent: Adviser | None
    thread: Sequence[Happened]
    subject: str | None
    objective: str | None
    reading: ClaimReading | None
    notice_until: date | None
    is_late: bool  # after the letter's ten days
    appeal_until: date | None
    can_contest: bool
    can_ask_reasons: bool
    moves: Mapping[str, bool] = field(default_factory=dict)

    @property
    def answer(self) -> Happened | None:
        """The last one, unless it was contested since."""
        answers = [one for one in self.thread if one.entry.move is Move.ANSWER]
        return answers[-1] if answers and self.followed.claim.outcome else None

    @property
    def missing(self) -> ClaimEntry | None:
        asked = [one.entry for one in self.thread if one.entry.move is Move.ASK_MISSING]
        return asked[-1] if asked else None

    @property
    def posted_on(self) -> date | None:
        posted = [one.entry.until for one in self.thread if one.entry.move is Move.POST]
        return posted[-1] if posted else None


def offered(session: Session, territory_id: int, right: Right) -> list[Offered]:
    """With the delays that this territory has set."""
    rules = [rule for rule in rules_of(session, territory_id) if rule.told.right is right]
    return [Offered(rule.kind, rule.told, _articles_of(rule)) for rule in rules]


def offer_of(session: Session, person: Person, kind: Kind) -> Offered:
    rule = rule_of(session, person.territory_id, kind)
    return Offered(kind, rule.told, _articles_of(rule))


def _articles_of(rule: Rule) -> list[Article]:
    keys = dict.fromkeys([*rule.told.basis, rule.told.article])
    return [ARTICLES[key] for key in keys if key in ARTICLES]


def reader_of(session: Session, person: Person, kind: Kind, *, today: date) -> Structure:
    """The service that will read it."""
    rule = rule_of(session, person.territory_id, kind)
    return service_for(session, person, rule, today=today)


def follow(claim: Claim, *, today: date, is_new: bool = False) -> Followed:
    spent = clocks.share_spent(claim.clock_from, claim.due_on, today)
    return Followed(claim, TABLE[claim.kind], clock_of(claim, today), spent, is_new)


def clock_of(claim: Claim, today: date) -> Clock:
    """The first of these that is true."""
    states = {
        Clock.ANSWERED: claim.answered_at is not None,
        Clock.WITHDRAWN: claim.status is Stage.CLOSED,
        Clock.STILL: claim.status is Stage.INCOMPLETE,
        Clock.ACCEPTED: claim.implied_on is not None and claim.silence is Silence.ACCEPTANCE,
        Clock.REFUSED: claim.implied_on is not None,
        Clock.OVER: today > claim.due_on,
        Clock.AGAIN: claim.contested_on is not None,
        Clock.LATE: claim.escalated_at is not None,
    }
    return next((clock for clock, is_true in states.items() if is_true), Clock.RUNNING)


def shown(session: Session, person: Person, claim: Claim, *, today: date) -> Shown:
    territory = territory_of(session, person)
    objective = objective_of(session, person, claim)
    decided_on = clocks.day_of(claim.answered_at, territory.zone) if claim.answered_at else None
    decided_on = decided_on or claim.implied_on
    notice_until = OBSERVATIONS.after(claim.notice_on) if claim.notice_on else None
    received_on = clocks.day_of(claim.received_at, territory.zone)
    return Shown(
        followed=follow(claim, today=today),
        service=structure_of(session, claim.structure_id),
        agent=queries.agent_of(session, claim),
        thread=_thread(session, claim),
        subject=subject_of(claim),
        objective=objective.words if objective else None,
        reading=queries.reading_of(session, claim),
        notice_until=notice_until,
        is_late=notice_until is not None and received_on > notice_until,
        appeal_until=clocks.appeal_until(decided_on, territory.code) if decided_on else None,
        can_contest=can_contest(claim, territory, today=today),
        can_ask_reasons=can_ask_reasons(claim, territory.code, today=today),
        moves={move.value: claim.allows(move) for move in Move},
    )


def _thread(session: Session, claim: Claim) -> list[Happened]:
    receipts = {one.entry_id: one for one in queries.receipts_of(session, claim)}
    return [
        Happened(entry, adviser, receipts.get(entry.id))
        for entry, adviser in queries.thread_of(session, claim)
    ]


@dataclass(frozen=True)
class Acknowledged:
    """What a receipt acknowledges: the entry, and the promise as it stood on that day."""

    entry: ClaimEntry
    received_at: datetime
    begun_on: date  # there
    answer_by: date
    due_on: date

    @property
    def is_answer(self) -> bool:
        return self.entry.move is Move.ANSWER

    @property
    def has_promise(self) -> bool:
        """A day that the service has set itself, before the legal one and still to come."""
        return self.begun_on < self.answer_by < self.due_on
