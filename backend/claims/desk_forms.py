"""What an adviser may send about a claim. Names on the wire are French, and one on the page."""

import re
from datetime import date, timedelta

from pydantic import BaseModel, Field

from backend.claims.states import Outcome
from backend.web.forms import MESSAGES, Form
from backend.web.language import N_
from backend.web.typed import Day, Lines

LONGEST = 4000
LONGEST_WAIT = timedelta(days=366)
TO_FILL_IN = re.compile(r"\[[^\]\n]*\]")  # what a template leaves to the adviser


class MessageForm(BaseModel):
    words: Lines = Field(alias="message", min_length=1, max_length=LONGEST)


class MissingForm(BaseModel):
    words: Lines = Field(alias="manque", min_length=1, max_length=LONGEST)
    until: Day = Field(alias="jusqu_au")


class ForwardForm(BaseModel):
    structure_id: int = Field(alias="structure")
    words: Lines = Field(alias="pourquoi", min_length=1, max_length=LONGEST)


class AnswerForm(BaseModel):
    outcome: Outcome = Field(alias="issue")
    words: Lines = Field("", alias="reponse", max_length=LONGEST)


class ReasonsForm(BaseModel):
    words: Lines = Field(alias="motifs", min_length=1, max_length=LONGEST)


class PostedForm(BaseModel):
    day: Day = Field(alias="jour")


def check_until(form: Form[MissingForm], *, today: date) -> None:
    if form.model is None:
        return
    if form.model.until <= today:
        form.refuse("jusqu_au", N_("Choose a day after today."))
    elif form.model.until > today + LONGEST_WAIT:
        form.refuse("jusqu_au", N_("This day is very far away. Please check the year."))


def check_answer(form: Form[AnswerForm]) -> None:
    """A refusal, even in part, says why (CRPA L211-2)."""
    if form.model is None:
        return
    if form.model.outcome is not Outcome.ACCEPTED and not form.model.words:
        form.refuse("reponse", N_("A refusal, even in part, says why. Write the reasons."))
    elif TO_FILL_IN.search(form.model.words):
        form.refuse("reponse", N_("Words between [brackets] are still to be filled in."))


def check_posted(form: Form[PostedForm], *, answered_on: date, today: date) -> None:
    if form.model is None:
        return
    if form.model.day > today:
        form.refuse("jour", N_("This day has not come yet."))
    elif form.model.day < answered_on:
        form.refuse("jour", N_("This day is before the answer."))


def refuse_choice(form: Form[ForwardForm]) -> None:
    form.refuse("structure", MESSAGES["enum"])
