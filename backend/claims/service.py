"""What the service in charge does; a named person each time (CRPA L111-2)."""

from datetime import date, datetime

from sqlmodel import Session

from backend.claims import clocks
from backend.claims.actions import set_dates, today_of
from backend.claims.entries import Told, add, by
from backend.claims.issuing import issue
from backend.claims.letters import tell_service
from backend.claims.models import Claim, ClaimEntry
from backend.claims.states import Move, MoveRefused, Outcome, Silence
from backend.people.models import Adviser
from backend.territories.models import Structure


class ReasonsMissing(MoveRefused):
    """A refusal, even in part, says why (CRPA L211-2)."""


def assign(session: Session, claim: Claim, adviser: Adviser, *, now: datetime) -> None:
    """This adviser takes charge of it."""
    add(session, claim, Move.ASSIGN, by(adviser), now=now)
    claim.adviser_id = adviser.id


def say(
    session: Session, claim: Claim, adviser: Adviser, words: str, *, now: datetime
) -> ClaimEntry:
    return add(session, claim, Move.SAY, by(adviser), told=Told(words=words), now=now)


def ask_missing(  # noqa: PLR0913 (what is asked, until when, and where her page is)
    session: Session,
    claim: Claim,
    adviser: Adviser,
    missing: str,
    until: date,
    *,
    site: str,
    now: datetime,
) -> None:
    """The delay stands still until it comes, at most until that day (CRPA L114-5)."""
    today = today_of(session, claim, now)
    if until <= today or not can_ask_missing(claim, today=today):
        raise MoveRefused
    told = Told(words=missing, until=until)
    entry = add(session, claim, Move.ASK_MISSING, by(adviser), told=told, now=now)
    claim.adviser_id = adviser.id
    claim.missing_since, claim.missing_until = today, until
    set_dates(session, claim, provisional_days=clocks.Suspension(today, until).days())
    issue(session, claim, entry, site=site, now=now)


def can_ask_missing(claim: Claim, *, today: date) -> bool:
    """A delay that has run out cannot be suspended, noted or not yet: silence has its meaning."""
    is_over = claim.silence is not Silence.NOTHING and today > claim.due_on
    return claim.allows(Move.ASK_MISSING) and claim.implied_on is None and not is_over


def forward(  # noqa: PLR0913 (to whom, why, and where the pages are)
    session: Session,
    claim: Claim,
    adviser: Adviser,
    to: Structure,
    words: str,
    *,
    site: str,
    now: datetime,
) -> None:
    """To the service that can answer. Silence still counts from the first day (L114-3)."""
    if to.territory_id != claim.territory_id or to.id == claim.structure_id:
        raise MoveRefused
    told = Told(words=words, structure_id=to.id)
    entry = add(session, claim, Move.FORWARD, by(adviser), told=told, now=now)
    claim.structure_id, claim.adviser_id = to.id, None
    if claim.silence is Silence.ACCEPTANCE:  # that clock begins at the right service
        claim.clock_from = today_of(session, claim, now)
        set_dates(session, claim)
    issue(session, claim, entry, site=site, now=now)
    tell_service(session, claim, site=site, now=now)


def answer(  # noqa: PLR0913 (what is decided, why, and where her page is)
    session: Session,
    claim: Claim,
    adviser: Adviser,
    outcome: Outcome,
    words: str,
    *,
    site: str,
    now: datetime,
) -> None:
    """Raises ReasonsMissing. A refusal, even in part, comes with the ways to contest it."""
    if outcome is not Outcome.ACCEPTED and not words.strip():
        raise ReasonsMissing
    told = Told(words=words, outcome=outcome)
    entry = add(session, claim, Move.ANSWER, by(adviser), told=told, now=now)
    claim.adviser_id, claim.outcome, claim.answered_at = adviser.id, outcome, now
    claim.missing_since = claim.missing_until = None
    if outcome is not Outcome.ACCEPTED:
        issue(session, claim, entry, site=site, now=now)


def give_reasons(
    session: Session, claim: Claim, adviser: Adviser, words: str, *, now: datetime
) -> None:
    """Why silence meant no."""
    if claim.reasons_asked_on is None:
        raise MoveRefused
    add(session, claim, Move.GIVE_REASONS, by(adviser), told=Told(words=words), now=now)


def note_posted(
    session: Session, claim: Claim, adviser: Adviser, posted_on: date, *, now: datetime
) -> None:
    """The answer left on paper that day: she has not agreed to electronic notification."""
    add(session, claim, Move.POST, by(adviser), told=Told(until=posted_on), now=now)
