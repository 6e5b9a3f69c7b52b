"""What a browser may send about a group. Names on the wire are French."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel, Field

from backend.coordination.models import Answer
from backend.web.forms import Form
from backend.web.language import N_
from backend.web.typed import Day

LONGEST_REASON = 500
LONGEST_DECISION = 1000
LONGEST_ANSWER = 1000
AHEAD = timedelta(days=2 * 366)
INVITED = "equipe"  # the checkboxes of who is invited


class GroupForm(BaseModel):
    reason: str = Field(alias="motif", max_length=LONGEST_REASON)
    meets_on: Day | None = Field(None, alias="jour")


class DecisionForm(BaseModel):
    words: str = Field(alias="decision", max_length=LONGEST_DECISION)
    carried_by_id: int | None = Field(None, alias="par")
    by_when: Day | None = Field(None, alias="avant")


class AnswerForm(BaseModel):
    answer: Answer = Field(alias="avis")
    words: str = Field("", alias="mots", max_length=LONGEST_ANSWER)


def check_day(form: Form[Any], name: str, day: date | None, *, today: date) -> None:
    """The form is told when that day is past, or so far that the year is wrong."""
    if day is None:
        return
    if day < today:
        form.refuse(name, N_("This day is past."))
    elif day > today + AHEAD:
        form.refuse(name, N_("This day is very far away. Please check the year."))


def ticked(sent: Mapping[str, Any], known: Collection[int]) -> set[int]:
    """Which advisers are ticked; anything else that was sent is nobody."""
    values = sent.get(INVITED, [])
    values = values if isinstance(values, list) else [values]
    return {int(value) for value in values if str(value).isdecimal()} & set(known)
