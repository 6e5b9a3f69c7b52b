"""What a browser may send about her claims. Names on the wire are French."""

from collections.abc import Collection
from datetime import date, timedelta

from pydantic import BaseModel, Field

from backend.claims.about import OBJECTIVE, Subject
from backend.claims.actions import ClaimFacts
from backend.claims.states import Kind
from backend.vocabulary.themes import DIAGNOSTIC, Theme
from backend.web.forms import NOT_OFFERED, Form
from backend.web.language import N_
from backend.web.typed import Day, Lines

LONGEST_WORDS = 4000
LONGEST_NAME = 100
LONGEST_CHOICE = 40
OLDEST_NOTICE = timedelta(days=2 * 366)


class ClaimForm(BaseModel):
    words: Lines = Field(alias="mots", min_length=1, max_length=LONGEST_WORDS)
    theme: Theme | None = None
    objective: int | None = Field(default=None, alias="objectif")
    subject: Subject | None = Field(default=None, alias="sujet")
    notice_on: Day | None = Field(default=None, alias="recu")
    helper: str = Field("", alias="aidant", max_length=LONGEST_NAME)

    def facts(self, kind: Kind) -> ClaimFacts:
        """What does not go with that kind is left aside."""
        return ClaimFacts(
            kind=kind,
            words=self.words,
            about=self._about(kind),
            theme=self.theme if kind is Kind.SOCIAL_SUPPORT else None,
            helper=self.helper,
            notice_on=self.notice_on if kind is Kind.OBSERVATIONS else None,
        )

    def _about(self, kind: Kind) -> str:
        if kind is Kind.CONTEST_OBJECTIVE and self.objective is not None:
            return f"{OBJECTIVE}{self.objective}"
        if kind is Kind.CORRECT_DATA and self.subject is not None:
            return self.subject.value
        return ""


class DraftForm(BaseModel):
    """Saved as she goes: kept as typed, right or wrong."""

    mots: Lines = Field("", max_length=LONGEST_WORDS)
    theme: str = Field("", max_length=LONGEST_CHOICE)
    objectif: str = Field("", max_length=LONGEST_CHOICE)
    sujet: str = Field("", max_length=LONGEST_CHOICE)
    recu: str = Field("", max_length=LONGEST_CHOICE)
    aidant: str = Field("", max_length=LONGEST_NAME)

    def typed(self) -> dict[str, str]:
        return {name: value for name, value in vars(self).items() if value}


class NoticeForm(BaseModel):
    """The one date of a draft, when it can be read."""

    notice_on: Day | None = Field(default=None, alias="recu")


class SayForm(BaseModel):
    words: Lines = Field(alias="message", min_length=1, max_length=LONGEST_WORDS)


class CompleteForm(BaseModel):
    words: Lines = Field(alias="complement", min_length=1, max_length=LONGEST_WORDS)


class ContestForm(BaseModel):
    words: Lines = Field(alias="raison", min_length=1, max_length=LONGEST_WORDS)


class RateForm(BaseModel):
    helped: bool = Field(alias="aide")
    words: Lines = Field("", alias="avis", max_length=LONGEST_WORDS)


def check_claim(
    form: Form[ClaimForm], kind: Kind, *, objectives: Collection[int], today: date
) -> None:
    """The form is told what does not go with that kind of claim."""
    told = form.model
    if told is None:
        return
    if kind is Kind.SOCIAL_SUPPORT and told.theme not in DIAGNOSTIC:
        form.refuse("theme", N_("Please choose what it is about."))
    if kind is Kind.CONTEST_OBJECTIVE and told.objective not in {None, *objectives}:
        form.refuse("objectif", NOT_OFFERED)
    if kind is Kind.OBSERVATIONS and told.notice_on is not None:
        _check_notice(form, told.notice_on, today=today)


def _check_notice(form: Form[ClaimForm], notice_on: date, *, today: date) -> None:
    if notice_on > today:
        form.refuse("recu", N_("This day has not come yet."))
    elif notice_on < today - OLDEST_NOTICE:
        form.refuse("recu", N_("This day is very far away. Please check the year."))
