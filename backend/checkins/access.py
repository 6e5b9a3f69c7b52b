"""Whose job it is, and whom she told. The rest is not found: nobody learns that it exists."""

from dataclasses import dataclass

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, SkipValidation

from backend.checkins import queries, rules
from backend.checkins.actions import Question
from backend.checkins.models import CheckIn
from backend.database import RequestSession
from backend.people.access import (
    AnyVisit,
    SignedInAdviser,
    SignedInPerson,
    today_of,
)
from backend.people.models import Person
from backend.steps.models import Kind, Step
from backend.steps.queries import one_for
from backend.web.rows import row_or_404


@dataclass(frozen=True)
class Asked(Question):
    """A moment whose day has come, and what she said then."""

    person: Person
    said: CheckIn | None

    @property
    def path(self) -> str:
        return rules.path_of(self.step.id, self.moment)


@dataclass(frozen=True)
class Told:
    check_in: CheckIn
    person: Person


AskedMoment = NamedDependency[SkipValidation[Asked]]
ToldTrouble = NamedDependency[SkipValidation[Told]]


def provide_asked(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    step_id: FromPath[int],
    moment: FromPath[str],
) -> Asked:
    known = rules.moment_at(moment)
    step = row_or_404(step_id, lambda: one_for(session, person, step_id))
    if known is None or not _is_job(step) or step.started_on is None:
        raise NotFoundException
    if not rules.is_due(known, step.started_on, today_of(visit), ended_on=step.ended_on):
        raise NotFoundException
    return Asked(step, known, person, queries.answer_at(session, step, known))


def _is_job(step: Step) -> bool:
    return step.kind is Kind.JOB and step.removed_at is None


def provide_told(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    check_in_id: FromPath[int],
) -> Told:
    """What somebody this adviser accompanies told this adviser, and nobody else."""
    today = today_of(visit)
    found = row_or_404(
        check_in_id, lambda: queries.told_to(session, adviser, check_in_id, today=today)
    )
    return Told(*found)
