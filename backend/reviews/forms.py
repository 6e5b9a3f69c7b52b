"""What a browser may send about a point de situation. Names on the wire are French."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel, Field

from backend.reviews.actions import ReviewFacts
from backend.web.forms import Form
from backend.web.language import N_
from backend.web.typed import Day, Lines

AHEAD = timedelta(days=2 * 366)
LONGEST_ANSWER = 1000
LONGEST_AGENDA = 1000
LONGEST_DECISIONS = 2000
TEAM = "equipe"  # the checkboxes of who takes part


class PreparationForm(BaseModel):
    """`montrer` is sent by buttons only: saving a field as it is filled in changes no choice."""

    went_well: Lines = Field("", alias="bien", max_length=LONGEST_ANSWER)
    blocks: Lines = Field("", alias="bloque", max_length=LONGEST_ANSWER)
    wants: Lines = Field("", alias="veux", max_length=LONGEST_ANSWER)
    shown: bool | None = Field(default=None, alias="montrer")

    def said(self) -> dict[str, str]:
        return {"went_well": self.went_well, "blocks": self.blocks, "wants": self.wants}


class PlanForm(BaseModel):
    day: Day = Field(alias="jour")
    agenda: Lines = Field("", alias="ordre", max_length=LONGEST_AGENDA)

    def facts(self, participants: Collection[int]) -> ReviewFacts:
        return ReviewFacts(planned_on=self.day, agenda=self.agenda, participants=participants)


class HoldForm(BaseModel):
    day: Day = Field(alias="jour")
    decisions: Lines = Field(alias="decisions", min_length=1, max_length=LONGEST_DECISIONS)


def check_planned(form: Form[PlanForm], *, today: date) -> None:
    """The form is told when that day cannot be planned."""
    if form.model is None:
        return
    if form.model.day < today:
        form.refuse(
            "jour", N_("This day is past. To write down one that was held, use the other form.")
        )
    elif form.model.day > today + AHEAD:
        form.refuse("jour", N_("This day is very far away. Please check the year."))


def check_held(form: Form[HoldForm], *, today: date) -> None:
    if form.model is not None and form.model.day > today:
        form.refuse("jour", N_("This day has not come yet."))
    elif form.model is not None and form.model.day < today - AHEAD:
        form.refuse("jour", N_("This day is very far away. Please check the year."))


def ticked(sent: Mapping[str, Any], team: Collection[int]) -> set[int]:
    """Which advisers of her team are ticked; anything else that was sent is nobody."""
    values = sent.get(TEAM, [])
    values = values if isinstance(values, list) else [values]
    return {int(value) for value in values if str(value).isdecimal()} & set(team)
