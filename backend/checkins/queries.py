from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression
from sqlmodel import Session, col, exists, select

from backend.checkins.models import Answer, CheckIn, Moment
from backend.checkins.rules import LONGEST, open_moment, passed, path_of
from backend.people.models import Accompaniment, Adviser, Credential, Person
from backend.people.queries import is_current, team_of
from backend.steps.models import Kind, Status, Step

SHOWN = timedelta(days=60)  # how long a moment without an answer is shown
MOST = 200


class Due(NamedTuple):
    """The question that is open today."""

    step_id: int
    title: str
    moment: Moment

    @property
    def path(self) -> str:
        return path_of(self.step_id, self.moment)


def due_for(session: Session, person: Person, *, today: date) -> Due | None:
    """Of the job begun last, when she has several."""
    rows = session.exec(
        select(Step.id, Step.title, col(Step.started_on), CheckIn.moment)
        .join(CheckIn, col(CheckIn.step_id) == Step.id, isouter=True)
        .where(
            Step.person_id == person.id,
            Step.status == Status.IN_PROGRESS,
            Step.kind == Kind.JOB,
            col(Step.started_on).is_not(None),
            col(Step.removed_at).is_(None),
        )
        .order_by(col(Step.started_on).desc(), col(Step.id).desc())
    ).all()
    jobs: dict[tuple[int, str, date], set[Moment]] = {}
    for step_id, title, started_on, moment in rows:
        if started_on is not None:
            answered = jobs.setdefault((step_id, title, started_on), set())
            answered |= {Moment(moment)} if moment else set()
    for (step_id, title, started_on), answered in jobs.items():
        moment = open_moment(started_on, today, answered=answered)
        if moment is not None:
            return Due(step_id, title, moment)
    return None


def of_step(session: Session, step: Step) -> Sequence[CheckIn]:
    """Her answers about a job, in the order of its moments."""
    found = session.exec(select(CheckIn).where(CheckIn.step_id == step.id)).all()
    return sorted(found, key=lambda check_in: list(Moment).index(check_in.moment))


def answer_at(session: Session, step: Step, moment: Moment) -> CheckIn | None:
    return session.exec(
        select(CheckIn).where(CheckIn.step_id == step.id, CheckIn.moment == moment)
    ).one_or_none()


def told(session: Session, check_in: CheckIn) -> Adviser | None:
    """Whom she told."""
    return session.exec(select(Adviser).where(Adviser.id == check_in.adviser_id)).one_or_none()


def advisers_for(session: Session, person: Person, *, today: date) -> Sequence[Adviser]:
    """Whom she can tell: her team of today, her référent first."""
    team = {each.id: each for each in team_of(session, person, today=today)}
    return [adviser for adviser in team.values() if not adviser.has_left(today)]


class Trouble(NamedTuple):
    """« J'ai un souci », told to an adviser who has not yet noted that it is dealt with."""

    id: int
    person_id: int
    first_name: str
    last_name: str
    phone: str | None
    words: str
    answered_at: datetime


def troubles_for(session: Session, adviser: Adviser, *, today: date) -> Sequence[Trouble]:
    """The oldest first."""
    rows = session.exec(
        select(
            CheckIn.id,
            Person.id,
            Person.first_name,
            Person.last_name,
            Person.phone,
            CheckIn.words,
            CheckIn.answered_at,
        )  # ty: ignore[no-matching-overload] (seven columns)
        .join(Person, col(Person.id) == CheckIn.person_id)
        .where(
            CheckIn.adviser_id == adviser.id,
            CheckIn.answer == Answer.TROUBLE,
            col(CheckIn.handled_at).is_(None),
            _accompanied_by(adviser, col(CheckIn.person_id), today=today),
        )
        .order_by(col(CheckIn.answered_at), col(CheckIn.id))
        .limit(MOST)
    ).all()
    return [Trouble._make(row) for row in rows]


def _accompanied_by(
    adviser: Adviser, person_id: SQLColumnExpression[int], *, today: date
) -> ColumnElement[bool]:
    return exists().where(
        col(Accompaniment.person_id) == person_id,
        col(Accompaniment.adviser_id) == adviser.id,
        is_current(today),
    )


def told_to(
    session: Session, adviser: Adviser, check_in_id: int, *, today: date
) -> tuple[CheckIn, Person] | None:
    """What somebody this adviser accompanies chose to tell this adviser."""
    return session.exec(
        select(CheckIn, Person)
        .join(Person, col(Person.id) == CheckIn.person_id)
        .where(
            CheckIn.id == check_in_id,
            CheckIn.adviser_id == adviser.id,
            _accompanied_by(adviser, col(CheckIn.person_id), today=today),
        )
    ).one_or_none()


class Silence(NamedTuple):
    """A moment that passed without an answer. It says nothing more than that."""

    person_id: int
    first_name: str
    last_name: str
    step_id: int
    title: str
    moment: Moment
    asked_on: date


def silent_for(session: Session, adviser: Adviser, *, today: date) -> Sequence[Silence]:
    """Of people this adviser is the référent of, the last asked first. Only shown."""
    rows = session.exec(
        select(Step, Person)
        .join(Person, col(Person.id) == Step.person_id)
        .where(
            _referent_of(adviser, today=today),
            Step.kind == Kind.JOB,
            col(Step.removed_at).is_(None),
            col(Step.started_on).between(today - LONGEST - SHOWN, today),
            exists().where(col(Credential.person_id) == Person.id),  # she could have answered
        )
    ).all()
    steps = [step.id for step, _ in rows]
    answered = set(
        session.exec(
            select(CheckIn.step_id, CheckIn.moment).where(col(CheckIn.step_id).in_(steps))
        ).all()
    )
    silences = [
        Silence(person.id, person.first_name, person.last_name, step.id, step.title, moment, day)
        for step, person in rows
        for moment, day in _passed(step, today)
        if (step.id, moment) not in answered
    ]
    return sorted(silences, key=lambda silence: silence.asked_on, reverse=True)[:MOST]


def _referent_of(adviser: Adviser, *, today: date) -> ColumnElement[bool]:
    return exists().where(
        col(Accompaniment.person_id) == Person.id,
        col(Accompaniment.adviser_id) == adviser.id,
        col(Accompaniment.is_referent).is_(True),
        is_current(today),
    )


def _passed(step: Step, today: date) -> list[tuple[Moment, date]]:
    if step.started_on is None:
        return []
    known_on = step.created_at.date()
    return [
        (moment, day)
        for moment, day, over in passed(step.started_on, today, ended_on=step.ended_on)
        if over > max(known_on, today - SHOWN)
    ]
