"""What a tool tells of her parcours goes through the same doors as what is written at a desk."""

from collections.abc import Sequence

from backend.api import lines
from backend.api.access import Caller
from backend.api.forms import (
    ObjectiveChanges,
    ObjectiveIn,
    SituationChanges,
    SituationIn,
    StepChanges,
    StepIn,
)
from backend.api.lines import Line
from backend.api.paging import PageAsked
from backend.api.problems import conflict, nothing_there, unprocessable
from backend.assessments import actions as assessments
from backend.assessments.actions import SituationFacts
from backend.assessments.models import LineRefused, Observation
from backend.people.models import Person
from backend.projects import actions as projects
from backend.projects.actions import ObjectiveFacts
from backend.projects.models import Objective, ObjectiveStatus
from backend.sharing.queries import tool_sight_of
from backend.sharing.sight import Sight
from backend.steps import actions as steps
from backend.steps.actions import StepFacts
from backend.steps.models import DatesRefused, MoveRefused, Step
from backend.vocabulary.situations import find
from backend.web.rows import LARGEST_ID


def lines_of(caller: Caller, person: Person, table: type[Line], page: PageAsked) -> Sequence[Line]:
    """One more than the page holds."""
    sight = _sight(caller, person)
    return lines.visible(caller.session, table, sight, after=page.after, limit=page.limit + 1)


def one_of(caller: Caller, person: Person, table: type[Line], line_id: int) -> Line:
    found = None
    if 0 < line_id <= LARGEST_ID:
        found = lines.visible_one(caller.session, table, _sight(caller, person), line_id)
    if found is None:
        raise nothing_there()
    return found


def own_of(caller: Caller, person: Person, table: type[Line], line_id: int) -> Line:
    """A structure changes what it wrote itself, nothing else."""
    found = None
    if 0 < line_id <= LARGEST_ID:
        found = lines.own_one(caller.session, table, _sight(caller, person), line_id)
    if found is None:
        raise nothing_there()
    return found


def _sight(caller: Caller, person: Person) -> Sight:
    return tool_sight_of(caller.session, caller.structure, person)


def _start(caller: Caller, person: Person, table: type[Line], reference: str | None) -> int:
    """Where new numbers begin. Refuses a reference that is another person's."""
    structure_id = caller.structure.id
    if lines.is_elsewhere(caller.session, table, person, structure_id, reference):
        raise conflict("This reference is of another person.")
    return lines.last_id(caller.session, table, person)


def save_step(caller: Caller, person: Person, given: StepIn) -> tuple[Step, bool]:
    last = _start(caller, person, Step, given.reference)
    author = caller.author(given.reference, given.adviser_id)
    facts = StepFacts(**given.model_dump(exclude={"reference", "adviser_id"}))
    try:
        step = steps.record(caller.session, person, facts, author, now=caller.now)
    except (DatesRefused, MoveRefused) as refusal:
        raise _step_refused(refusal) from None
    caller.session.flush()
    return step, step.id > last


def change_step(caller: Caller, step: Step, given: StepChanges) -> None:
    caller.adviser(given.adviser_id)
    try:
        steps.revise(step, given.model_dump(exclude_none=True), now=caller.now)
    except (DatesRefused, MoveRefused) as refusal:
        raise _step_refused(refusal) from None
    caller.session.flush()


def _step_refused(refusal: Exception) -> Exception:
    if isinstance(refusal, DatesRefused):
        return unprocessable("ended_on", "It ends before it starts.")
    return conflict("A step in its status cannot go to the one asked for.")


def save_objective(caller: Caller, person: Person, given: ObjectiveIn) -> tuple[Objective, bool]:
    last = _start(caller, person, Objective, given.reference)
    author = caller.author(given.reference, given.adviser_id)
    facts = ObjectiveFacts(
        words=given.words, set_on=given.set_on or caller.today, theme=given.theme
    )
    objective = projects.set_objective(caller.session, person, facts, author, now=caller.now)
    caller.session.flush()
    return objective, objective.id > last


def change_objective(caller: Caller, objective: Objective, given: ObjectiveChanges) -> None:
    if given.status is ObjectiveStatus.IN_PROGRESS:
        projects.reopen(objective, now=caller.now)
        return
    if objective.ended_on is not None and objective.status is not given.status:
        raise conflict("It has ended already: say first that it is in progress.")
    projects.close(objective, given.status, on=caller.today, now=caller.now)
    caller.session.flush()


def save_situation(caller: Caller, person: Person, given: SituationIn) -> tuple[Observation, bool]:
    last = _start(caller, person, Observation, given.reference)
    author = caller.author(given.reference, given.adviser_id)
    facts = SituationFacts(
        theme=given.theme,
        situation=_code_of(given),
        words=given.words,
        observed_on=given.observed_on or caller.today,
        ended_on=given.ended_on,
    )
    try:
        line = assessments.record(caller.session, person, facts, author, now=caller.now)
    except LineRefused:
        raise _line_refused(given) from None
    caller.session.flush()
    return line, line.id > last


def _code_of(given: SituationIn) -> str:
    if not given.situation:
        return ""
    listed = find(given.situation, given.theme)
    if listed is None:
        raise unprocessable("situation", "The list has no such situation under this theme.")
    return listed.code


def _line_refused(given: SituationIn) -> Exception:
    if not given.situation and not given.words:
        return unprocessable("words", "Either a situation of the list or words are needed.")
    return unprocessable("observed_on", "Days may not be to come, nor end before they begin.")


def end_situation(caller: Caller, line: Observation, given: SituationChanges) -> None:
    try:
        assessments.end(line, on=given.ended_on, now=caller.now)
    except LineRefused:
        raise unprocessable("ended_on", "Not before it was observed, nor to come.") from None
    caller.session.flush()
