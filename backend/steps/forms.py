"""What a browser may send about a step. Names on the wire are French, as addresses are."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from backend.steps.actions import StepFacts
from backend.steps.models import ALLOWED_MOVES, OPEN, Kind, Status, Step
from backend.web.forms import NOT_OFFERED, Form, read
from backend.web.language import N_
from backend.web.typed import Day

FIRST_YEAR = 1950
LAST_YEARS = 5  # ahead
TOO_FAR = N_("This day is very far away. Please check the year.")


class StepForm(BaseModel):
    """`debut` is the planned day of what has not begun."""

    kind: Kind = Field(alias="genre")
    title: str = Field(alias="titre", min_length=1, max_length=120)
    status: Status = Field(alias="etat")
    start: Day | None = Field(default=None, alias="debut")
    end: Day | None = Field(default=None, alias="fin")
    place: str = Field("", alias="lieu", max_length=120)
    words: str = Field("", alias="mots", max_length=1000)

    def facts(self) -> StepFacts:
        is_planned = self.status in {Status.PLANNED, Status.CANCELLED}
        return StepFacts(
            kind=self.kind,
            title=self.title,
            status=self.status,
            planned_on=self.start if is_planned else None,
            started_on=None if is_planned else self.start,
            ended_on=None if self.status in OPEN else self.end,
            place=self.place,
            words=self.words,
        )


class DisputeForm(BaseModel):
    words: str = Field(alias="mots", min_length=1, max_length=500)


class NoteForm(BaseModel):
    day: Day = Field(alias="jour")
    words: str = Field(alias="mots", min_length=1, max_length=2000)


def read_step(sent: Mapping[str, Any], step: Step | None, *, today: date) -> Form[StepForm]:
    """Of a new step, or of what one becomes; the form is told which day or state cannot be."""
    form = read(StepForm, sent)
    check_days(form, today=today)
    check_status(form, step)
    return form


def check_days(form: Form[StepForm], *, today: date) -> None:
    """The form is told which day cannot be."""
    for name, sentence in _impossible_days(form.model, today) if form.model else ():
        form.refuse(name, sentence)


def _impossible_days(told: StepForm, today: date) -> Iterator[tuple[str, str]]:
    for name, day in (("debut", told.start), ("fin", told.end)):
        if day and not FIRST_YEAR <= day.year <= today.year + LAST_YEARS:
            yield name, TOO_FAR
    facts = told.facts()
    if facts.started_on and facts.started_on > today:
        yield "debut", N_("This day has not come yet: the step is still to come.")
    if facts.ended_on and facts.ended_on > today:
        yield "fin", N_("This day has not come yet: the step is still under way.")
    if told.start and told.end and told.end < told.start:
        yield "fin", N_("The end is before the beginning. Please check the days.")


def check_note_day(form: Form[NoteForm], *, today: date) -> None:
    if form.model and not FIRST_YEAR <= form.model.day.year <= today.year + 1:
        form.refuse("jour", TOO_FAR)


def as_typed(step: Step) -> dict[str, str]:
    start = step.planned_on if step.status is Status.PLANNED else step.started_on
    return {
        "genre": step.kind,
        "titre": step.title,
        "etat": step.status,
        "debut": start.isoformat() if start else "",
        "fin": step.ended_on.isoformat() if step.ended_on else "",
        "lieu": step.place,
        "mots": step.words,
    }


def statuses_for(step: Step | None) -> list[Status]:
    """Those that can be chosen: of a new step, else what it may become."""
    if step is None:
        return [Status.IN_PROGRESS, Status.PLANNED, Status.DONE]
    return [status for status in Status if status in {step.status, *ALLOWED_MOVES[step.status]}]


def check_status(form: Form[StepForm], step: Step | None) -> None:
    if form.model and form.model.status not in statuses_for(step):
        form.refuse("etat", NOT_OFFERED)
