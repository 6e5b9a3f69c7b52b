"""E-mails that tell something once: written with what they tell, sent later by the worker."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import SystemRandom

from sqlmodel import Session, col, select, update

from backend.messaging.mail import Mail
from backend.messaging.models import Letter
from backend.messaging.outcome import Outcome, Result

LEASE = timedelta(seconds=60)
BATCH = 12  # four at once, fifteen seconds at most for each: within the lease
GIVEN_UP = timedelta(hours=24)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
NO_SERVER = "no smtp"
chance = SystemRandom()

WAITING = (col(Letter.sent_at).is_(None), col(Letter.failed_at).is_(None))


def write_letter(  # noqa: PLR0913 (what an e-mail is made of)
    session: Session, *, recipient: str, subject: str, text: str, language: str, now: datetime
) -> Letter:
    """It leaves once the transaction of what it tells is committed, and never without it."""
    letter = Letter(
        recipient=recipient,
        subject=subject,
        text=text,
        language=language,
        written_at=now,
        not_before=now,
    )
    session.add(letter)
    session.flush()
    return letter


def claim_letters(session: Session, *, now: datetime) -> Sequence[Letter]:
    """The next ones to send, ours until the lease ends."""
    letters = session.exec(
        select(Letter)
        .where(*WAITING, col(Letter.not_before) <= now)
        .order_by(col(Letter.not_before), col(Letter.id))
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    for letter in letters:
        letter.not_before = now + LEASE
        letter.attempts += 1
        session.add(letter)
    return letters


def mail_of(letter: Letter) -> Mail:
    """Sent twice, it is the same message: its name tells the row for ever, even a later one."""
    return Mail(
        to=letter.recipient,
        subject=letter.subject,
        text=letter.text,
        language=letter.language,
        name=f"letter-{letter.id}-{int(letter.written_at.timestamp())}",
    )


def record_letters(
    session: Session, answers: Sequence[tuple[Letter, Result]], *, now: datetime
) -> None:
    for letter, result in answers:
        session.exec(
            update(Letter)
            .where(col(Letter.id) == letter.id, *WAITING)
            .values(**_fate_of(letter, result, now=now))
        )


def _fate_of(letter: Letter, result: Result, *, now: datetime) -> dict[str, object]:
    match result.outcome:
        case Outcome.DELIVERED:
            return {"sent_at": now, "reason": ""}
        case Outcome.FAILED | Outcome.GONE:
            return {"failed_at": now, "reason": result.reason}
    until = now + _pause(letter, result)
    if until >= letter.written_at + GIVEN_UP:
        return {"failed_at": now, "reason": result.reason}
    return {"not_before": until, "reason": result.reason}


def _pause(letter: Letter, result: Result) -> timedelta:
    """What they asked for, else longer each time; hardly ever the same for two letters."""
    if result.retry_after is not None:
        return result.retry_after
    doubled = FIRST_PAUSE * 2 ** min(letter.attempts - 1, 10)
    return min(doubled, LONGEST_PAUSE) * chance.uniform(0.5, 1.5)


def give_up_without_server(session: Session, *, now: datetime) -> int:
    """Where no mail server is set, they wait a day for one. Says how many failed."""
    return session.exec(
        update(Letter)
        .where(*WAITING, col(Letter.written_at) <= now - GIVEN_UP)
        .values(failed_at=now, reason=NO_SERVER)
    ).rowcount
