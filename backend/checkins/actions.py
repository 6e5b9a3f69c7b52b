from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col, select

from backend.checkins.models import Answer, CheckIn, Moment, TooLateToChange
from backend.checkins.words import CALL
from backend.messaging.neutral import send_for
from backend.people.models import Adviser
from backend.steps.models import Step

DESK = "/pro/soucis"


@dataclass(frozen=True)
class Question:
    """One moment of one job of hers."""

    step: Step
    moment: Moment


@dataclass(frozen=True, kw_only=True)
class Said:
    """What she says at one moment; a worry is told to somebody."""

    answer: Answer
    words: str = ""
    adviser: Adviser | None = None


FINE = Said(answer=Answer.FINE)


def answer(
    session: Session, question: Question, said: Said, *, site: str, now: datetime
) -> CheckIn:
    """Says it, or something else within a week: then raises TooLateToChange.

    The adviser she tells is written to in the same transaction, once for each worry.
    """
    check_in, is_new = _kept(session, question, said, now=now)
    if not is_new and not check_in.can_change(now):
        raise TooLateToChange
    is_told = said.adviser is not None and (is_new or _is_news(check_in, said))
    if not is_new:
        _revise(check_in, said, now=now)
        session.add(check_in)
        session.flush()
    if said.adviser is not None and is_told:
        _tell(session, said.adviser, check_in, site=site, now=now)
    return check_in


def _kept(
    session: Session, question: Question, said: Said, *, now: datetime
) -> tuple[CheckIn, bool]:
    """The row of that moment, locked; True when it was made with what she says."""
    step, moment = question.step, question.moment
    values = {
        "person_id": step.person_id,
        "step_id": step.id,
        "moment": moment,
        "answer": said.answer,
        "words": said.words,
        "adviser_id": said.adviser.id if said.adviser else None,
        "answered_at": now,
    }
    row = insert(CheckIn).values(**values).on_conflict_do_nothing()
    made = session.connection().execute(row.returning(col(CheckIn.id))).first()
    check_in = session.exec(
        select(CheckIn)
        .where(CheckIn.step_id == step.id, CheckIn.moment == moment)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    return check_in, made is not None


def _is_news(check_in: CheckIn, said: Said) -> bool:
    """Not when she only says it in other words to the same adviser, who has not called yet."""
    is_same = said.adviser is not None and said.adviser.id == check_in.adviser_id
    return not (is_same and check_in.is_waiting)


def _revise(check_in: CheckIn, said: Said, *, now: datetime) -> None:
    """Whom she told stays written when all is well again: that adviser can read so."""
    if said.answer is Answer.FINE:
        if check_in.answer is not Answer.FINE:
            check_in.answered_at = now
        check_in.answer, check_in.words = Answer.FINE, ""
        return
    if _is_news(check_in, said):
        check_in.answered_at, check_in.handled_at = now, None
    check_in.answer, check_in.words = Answer.TROUBLE, said.words
    check_in.adviser_id = said.adviser.id if said.adviser else None


def _tell(
    session: Session, adviser: Adviser, check_in: CheckIn, *, site: str, now: datetime
) -> None:
    link = f"{site.rstrip('/')}{DESK}/{check_in.id}"
    send_for(session, adviser.email, CALL, link=link, language=adviser.language, now=now)


def handle(check_in: CheckIn, *, now: datetime) -> None:
    """The told adviser has got in touch. Said twice, the first time stays."""
    if check_in.is_waiting:
        check_in.handled_at = now
