"""What she does: claims, goes on with what was missing, contests, takes back, says if it helped."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, delete

from backend.claims import clocks
from backend.claims.entries import HERSELF, Told, add
from backend.claims.issuing import issue
from backend.claims.letters import tell_service
from backend.claims.models import Claim, ClaimDraft, ClaimEntry
from backend.claims.rules import rule_of, service_for, team_of
from backend.claims.states import Appeal, Kind, Move, MoveRefused, Outcome, Silence, Status
from backend.people.codes import ALPHABET
from backend.people.models import Person
from backend.people.queries import territory_of
from backend.territories.models import Territory
from backend.vocabulary.themes import Theme

SIGNS = 6  # of a number, after the territory and the year: 29^6 a year


@dataclass(frozen=True, kw_only=True)
class ClaimFacts:
    kind: Kind
    words: str
    about: str = ""  # see Claim.about
    theme: Theme | None = None
    helper: str = ""
    notice_on: date | None = None


def open_claim(
    session: Session, person: Person, facts: ClaimFacts, *, site: str, now: datetime
) -> Claim:
    """Received, with its number, its service, its dates and its receipt, all in one."""
    territory = territory_of(session, person)
    today = clocks.day_of(now, territory.zone)
    rule = rule_of(session, territory.id, facts.kind)
    service = service_for(session, person, rule, today=today)
    session.add(service)
    session.flush()
    due_on = clocks.silence_on(today, rule.told.delay)
    claim = Claim(
        number=_number(territory, today),
        person_id=person.id,
        territory_id=territory.id,
        structure_id=service.id,
        received_at=now,
        clock_from=today,
        due_on=due_on,
        escalates_on=clocks.escalates_on(today, due_on, answer_days=rule.told.answer_days),
        silence=rule.told.silence,
        appeal=rule.told.appeal,
        **vars(facts),
    )
    entry = add(session, claim, Move.RECEIVE, HERSELF, told=Told(words=facts.words), now=now)
    issue(session, claim, entry, site=site, now=now)
    tell_service(session, claim, site=site, now=now)
    forget_draft(session, person, facts.kind)
    return claim


def _number(territory: Territory, today: date) -> str:
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(SIGNS))
    return f"{territory.code}-{today.year}-{drawn}"


def say(session: Session, claim: Claim, words: str, *, site: str, now: datetime) -> ClaimEntry:
    """One more message; the service is told that there is one."""
    entry = add(session, claim, Move.SAY, HERSELF, told=Told(words=words), now=now)
    tell_service(session, claim, site=site, now=now)
    return entry


def complete(session: Session, claim: Claim, words: str, *, site: str, now: datetime) -> None:
    """She sends what was missing: the clock goes on from today (CRPA L114-5)."""
    entry = add(session, claim, Move.COMPLETE, HERSELF, told=Told(words=words), now=now)
    go_on(session, claim, today=today_of(session, claim, now))
    issue(session, claim, entry, site=site, now=now)
    tell_service(session, claim, site=site, now=now)


def go_on(session: Session, claim: Claim, *, today: date) -> None:
    """Ends the suspension that is under way, and works the dates out anew."""
    if claim.missing_since is None or claim.missing_until is None:
        raise MoveRefused
    stood = clocks.Suspension(claim.missing_since, claim.missing_until, today).days()
    claim.suspended_days += stood
    claim.missing_since = claim.missing_until = None
    if claim.silence is Silence.ACCEPTANCE:  # it runs from the day it is complete
        claim.clock_from, claim.suspended_days = today, 0
    set_dates(session, claim)


def set_dates(session: Session, claim: Claim, *, provisional_days: int = 0) -> None:
    """From where the clock runs; `provisional_days` while it stands still."""
    rule = rule_of(session, claim.territory_id, claim.kind).told
    waited = claim.suspended_days + provisional_days
    claim.due_on = clocks.silence_on(claim.clock_from, rule.delay, suspended_days=waited)
    claim.escalates_on = clocks.escalates_on(
        claim.clock_from, claim.due_on, answer_days=rule.answer_days + waited
    )
    session.add(claim)


def ask_reasons(session: Session, claim: Claim, *, site: str, now: datetime) -> None:
    """Of a refusal that comes from silence, while it can be contested (CRPA L232-4)."""
    today = today_of(session, claim, now)
    if not can_ask_reasons(claim, department_of(session, claim), today=today):
        raise MoveRefused
    until = clocks.reasons_due_on(today)
    add(session, claim, Move.ASK_REASONS, HERSELF, told=Told(until=until), now=now)
    claim.reasons_asked_on = today
    tell_service(session, claim, site=site, now=now)


def can_ask_reasons(claim: Claim, department: str, *, today: date) -> bool:
    return (
        claim.implied_on is not None
        and claim.silence is Silence.REJECTION
        and claim.reasons_asked_on is None
        and claim.allows(Move.ASK_REASONS)
        and today <= clocks.appeal_until(claim.implied_on, department)
    )


def contest(session: Session, claim: Claim, words: str, *, site: str, now: datetime) -> None:
    """Asks for it to be looked at again (CRPA L411-2): a new receipt, a new clock, the team."""
    territory = _territory(session, claim)
    today = clocks.day_of(now, territory.zone)
    if not can_contest(claim, territory, today=today):
        raise MoveRefused
    team = team_of(session, claim.territory_id)
    if team is not None:
        claim.structure_id, claim.adviser_id = team.id, None
    entry = add(session, claim, Move.CONTEST, HERSELF, told=Told(words=words), now=now)
    _start_anew(claim, today)
    issue(session, claim, entry, site=site, now=now)
    tell_service(session, claim, site=site, now=now)


def can_contest(claim: Claim, territory: Territory, *, today: date) -> bool:
    """A refusal, said or silent, whose time to appeal runs, and that was not contested before."""
    decided_on = _decided_on(claim, territory)
    return (
        claim.allows(Move.CONTEST)
        and claim.contested_on is None
        and claim.outcome is not Outcome.ACCEPTED
        and decided_on is not None
        and today <= clocks.appeal_until(decided_on, territory.code)
    )


def _decided_on(claim: Claim, territory: Territory) -> date | None:
    if claim.answered_at is not None:
        return clocks.day_of(claim.answered_at, territory.zone)
    return claim.implied_on if claim.silence is Silence.REJECTION else None


def _start_anew(claim: Claim, today: date) -> None:
    claim.contested_on = claim.clock_from = today
    claim.suspended_days, claim.escalated_at, claim.implied_on = 0, None, None
    claim.outcome, claim.answered_at, claim.reasons_asked_on = None, None, None
    claim.silence = Silence.REJECTION  # of an appeal, always (CRPA L231-4)
    if claim.appeal is Appeal.RAPO:
        claim.appeal = Appeal.RAPO_DONE
    delay = clocks.Delay(clocks.APPEAL_MONTHS, "months")
    claim.due_on = clocks.silence_on(today, delay)
    claim.escalates_on = today  # it is the team’s from the first day


def withdraw(session: Session, claim: Claim, *, now: datetime) -> None:
    add(session, claim, Move.WITHDRAW, HERSELF, now=now)


def rate(session: Session, claim: Claim, *, helped: bool, words: str, now: datetime) -> None:
    """Whether the answer helped. When it did, the claim is closed."""
    if claim.helped is not None:
        raise MoveRefused
    claim.helped = helped
    add(session, claim, Move.RATE, HERSELF, told=Told(words=words), now=now)
    if helped and claim.status is Status.ANSWERED:
        add(session, claim, Move.CLOSE, HERSELF, now=now)


def forget_draft(session: Session, person: Person, kind: Kind) -> None:
    session.exec(
        delete(ClaimDraft).where(
            col(ClaimDraft.person_id) == person.id, col(ClaimDraft.kind) == kind
        )
    )


def today_of(session: Session, claim: Claim, now: datetime) -> date:
    return clocks.day_of(now, _territory(session, claim).zone)


def department_of(session: Session, claim: Claim) -> str:
    return _territory(session, claim).code


def _territory(session: Session, claim: Claim) -> Territory:
    return session.get_one(Territory, claim.territory_id)
