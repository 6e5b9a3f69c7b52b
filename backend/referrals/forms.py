"""What a browser may send about referrals. Names on the wire are French."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from backend import clock
from backend.referrals.answering import Answer
from backend.referrals.models import Cause, Detail, Move, Referral
from backend.referrals.preparing import Ticked
from backend.web.forms import NOT_OFFERED, Form, Refused, empty
from backend.web.language import N_
from backend.web.typed import Day, Lines

LONGEST_WORDS = 2000
LONGEST_NAME = 100
FIRST_YEAR = 1900
ANSWERS = {"oui": Move.ACCEPT, "liste": Move.PUT_ON_LIST, "non": Move.REFUSE}


class AskForm(BaseModel):
    adviser_id: int = Field(alias="qui")
    words: Lines = Field(alias="mots", min_length=1, max_length=LONGEST_WORDS)


def has_come(day: date) -> date:
    if day.year < FIRST_YEAR or day >= clock.now().date():
        raise Refused(N_("This day is very far away. Please check the year."))
    return day


class DetailsForm(BaseModel):
    """What she types or ticks goes with it, and nothing else does."""

    phone: bool = Field(default=False, alias="telephone")
    email: bool = Field(default=False, alias="courriel")
    birth_date: Annotated[Day, AfterValidator(has_come)] | None = Field(
        default=None, alias="naissance"
    )
    commune: str = Field("", alias="commune", max_length=LONGEST_NAME)

    @property
    def ticked(self) -> Ticked:
        chosen = {
            Detail.PHONE: self.phone,
            Detail.EMAIL: self.email,
            Detail.BIRTH_DATE: self.birth_date is not None,
            Detail.COMMUNE: bool(self.commune),
        }
        details = frozenset(detail for detail, is_chosen in chosen.items() if is_chosen)
        return Ticked(details=details, birth_date=self.birth_date, commune=self.commune)


class WriteForm(DetailsForm):
    message: Lines = Field(alias="message", min_length=1, max_length=LONGEST_WORDS)


class ChosenForm(DetailsForm):
    version: int


class AgreeForm(BaseModel):
    version: int


class QuestionForm(BaseModel):
    words: Lines = Field(alias="question", min_length=1, max_length=LONGEST_WORDS)


class SayForm(BaseModel):
    words: Lines = Field(alias="mots", min_length=1, max_length=LONGEST_WORDS)


class DeclineForm(BaseModel):
    words: Lines = Field("", alias="raison", max_length=LONGEST_WORDS)


class CallForm(BaseModel):
    words: Lines = Field("", alias="appel", max_length=LONGEST_WORDS)


class StartForm(BaseModel):
    on: Day = Field(alias="jour")


class AnswerForm(BaseModel):
    """What the solution answers, by its link or told by whoever called."""

    answer: str = Field(alias="reponse")
    place_on: Day | None = Field(default=None, alias="date")
    cause: Cause | None = Field(default=None, alias="motif")
    words: Lines = Field("", alias="precisions", max_length=LONGEST_WORDS)

    @property
    def told(self) -> Answer:
        return Answer(
            move=ANSWERS[self.answer],
            words=self.words,
            place_on=self.place_on,
            cause=self.cause,
        )


def check_answer(form: Form[AnswerForm]) -> None:
    if form.model is not None and form.model.answer not in ANSWERS:
        form.refuse("reponse", NOT_OFFERED)


def chosen_of(referral: Referral) -> Form[ChosenForm]:
    """What she chose so far, as the form shows it."""
    typed = {
        "telephone": "on" if Detail.PHONE in referral.ticked else "",
        "courriel": "on" if Detail.EMAIL in referral.ticked else "",
        "naissance": referral.birth_date.isoformat() if referral.birth_date else "",
        "commune": referral.commune,
        "message": referral.message,
    }
    return empty(**{name: value for name, value in typed.items() if value})
