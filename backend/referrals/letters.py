"""E-mails of referrals: to the solution, what she agreed to; to her adviser, that one waits."""

from datetime import date, datetime

from sqlmodel import Session

from backend.messaging.letters import write_letter
from backend.messaging.models import Letter
from backend.messaging.neutral import Call, send_for
from backend.people.models import Adviser
from backend.people.queries import team_of
from backend.referrals.models import Referral
from backend.referrals.queries import person_of
from backend.referrals.words import letter_of, subject_of_letter
from backend.web.language import DEFAULT

DESK = "/pro/solutions/demandes"


def write_to_solution(session: Session, referral: Referral, link: str, *, now: datetime) -> Letter:
    """The text of the version she agreed to, and the link to answer."""
    return write_letter(
        session,
        recipient=referral.recipient,
        subject=subject_of_letter(),
        text=letter_of(referral.text, link),
        language=DEFAULT,
        now=now,
    )


def tell_adviser(
    session: Session, referral: Referral, call: Call, *, site: str, now: datetime
) -> None:
    """That something waits, and no more. Nobody is told of what she sends herself."""
    adviser = _reader_of(session, referral, today=now.date())
    if adviser is None:
        return
    link = f"{site.rstrip('/')}{DESK}" if site else ""
    send_for(session, adviser.email, call, link=link, language=adviser.language, now=now)


def _reader_of(session: Session, referral: Referral, *, today: date) -> Adviser | None:
    """Its adviser while accompanying her; afterwards whoever does, her référent first."""
    if referral.adviser_id is None:
        return None
    team = team_of(session, person_of(session, referral), today=today)
    there = [one for one in team if not one.has_left(today)]
    own = [one for one in there if one.id == referral.adviser_id]
    return next(iter(own or there), None)
