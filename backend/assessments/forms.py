"""What a browser may send about a situation. Names on the wire are French, as addresses are."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import BaseModel, Field

from backend.assessments.models import Feeling
from backend.vocabulary.situations import SITUATIONS
from backend.vocabulary.themes import Theme
from backend.web import forms
from backend.web.forms import NOT_OFFERED, Form
from backend.web.language import N_
from backend.web.typed import Day

LONGEST = 500


class Stance(StrEnum):
    RIGHT = "juste"
    NOT_RIGHT = "pas-juste"


class SayForm(BaseModel):
    """Whether a line is right, for her."""

    stance: Stance = Field(alias="avis")
    words: str = Field("", alias="mots", max_length=LONGEST)
    back: str = Field("", alias="retour")


class AnswerForm(BaseModel):
    """What she says of one theme."""

    feeling: Feeling = Field(alias="ressenti")
    situations: str = ""  # codes separated by spaces: see `read_answer`
    words: str = Field("", alias="mots", max_length=LONGEST)


class Choice(StrEnum):
    SHOW = "montrer"
    KEEP = "garder"


class FinishForm(BaseModel):
    choice: Choice = Field(alias="choix")


class DayForm(BaseModel):
    day: Day = Field(alias="jour")


class RecordForm(DayForm):
    """A line that a professional records."""

    theme: Theme
    situation: str = ""
    words: str = Field("", alias="mots", max_length=LONGEST)


def read_answer(sent: Mapping[str, Any]) -> Form[AnswerForm]:
    """Several boxes of one name arrive as a list, one as a word, none not at all."""
    ticked = sent.get("situations", "")
    together = ticked if isinstance(ticked, str) else " ".join(ticked)
    return forms.read(AnswerForm, {**sent, "situations": together})


def read_record(sent: Mapping[str, Any], *, today: date) -> Form[RecordForm]:
    form = forms.read(RecordForm, sent)
    if form.model is not None:
        _check_subject(form, form.model)
    return past(form, today=today)


def _check_subject(form: Form[RecordForm], told: RecordForm) -> None:
    listed = SITUATIONS.get(told.situation)
    if told.situation and (listed is None or listed.theme is not told.theme):
        form.refuse("situation", NOT_OFFERED)
    elif not told.situation and not told.words:
        form.refuse("mots", N_("Choose a situation of the list, or write it in your own words."))


Dated = TypeVar("Dated", bound=DayForm)


def past(form: Form[Dated], *, today: date, since: date | None = None) -> Form[Dated]:
    """The same form, which says so when the day is still to come, or is before `since`."""
    if form.model is None:
        return form
    if form.model.day > today:
        form.refuse("jour", N_("This day is still to come. Choose today or a day before."))
    elif since is not None and form.model.day < since:
        form.refuse("jour", N_("This day is before the one when it was observed."))
    return form
