"""What the team may send. Names on the wire are French, as addresses are."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, Field

from backend.claims.clocks import Delay, DelayRefused
from backend.claims.forms import Lines
from backend.claims.ruling import Ruling
from backend.claims.states import Appeal, Kind, Outcome, Silence
from backend.continuity.rules import Rule
from backend.law.models import Body, LegalContact
from backend.territories.models import Structure
from backend.web.forms import NOT_OFFERED, Form, Refused
from backend.web.language import N_

LONGEST_LINE = 200
LONGEST_WORDS = 4000
LONGEST_WAIT = 366  # days
NOT_A_DELAY = N_("This delay cannot be: write a number of days, weeks or months, a year at most.")
DAYS_OUT_OF_RANGE = N_("Write a number of days from 1 to 366.")
NOT_AN_ADDRESS = N_("This e-mail address cannot be read. Example: name@example.org.")
LATER_THAN_A_YEAR = N_("Write a number of days from 0 to 366.")


class RuleForm(BaseModel):
    number: int = Field(alias="nombre")
    unit: Literal["days", "weeks", "months"] = Field(alias="unite")
    silence: Silence
    article: str
    appeal: Appeal = Field(alias="recours")
    structure_id: int | None = Field(default=None, alias="service")
    answer_days: int = Field(alias="promesse")

    def ruling(self, structure: Structure | None) -> Ruling:
        """Raises DelayRefused."""
        return Ruling(
            delay=Delay(self.number, self.unit),
            silence=self.silence,
            article=self.article,
            appeal=self.appeal,
            answer_days=self.answer_days,
            structure=structure,
        )


RULE_FIELDS = {"article": "article", "answer_days": "promesse", "structure": "service"}


def ruling_of(form: Form[RuleForm], structures: dict[int, Structure]) -> Ruling | None:
    """None when the form says why."""
    told = form.model
    if told is None:
        return None
    if told.structure_id is not None and told.structure_id not in structures:
        form.refuse("service", NOT_OFFERED)
        return None
    try:
        return told.ruling(structures[told.structure_id] if told.structure_id else None)
    except DelayRefused:
        form.refuse("nombre", NOT_A_DELAY)
        return None


def _address(typed: object) -> object:
    if isinstance(typed, str) and ("@" not in typed or " " in typed):
        raise Refused(NOT_AN_ADDRESS)
    return typed


class ContactForm(BaseModel):
    name: str = Field(alias="nom", max_length=LONGEST_LINE)
    address: str = Field("", alias="adresse", max_length=LONGEST_LINE)
    email: Annotated[str, BeforeValidator(_address)] = Field(
        "", alias="courriel", max_length=LONGEST_LINE
    )
    phone: str = Field("", alias="telephone", max_length=LONGEST_LINE)
    website: str = Field("", alias="site", max_length=LONGEST_LINE)

    def contact(self, body: Body) -> LegalContact:
        return LegalContact(body=body, **vars(self))


class ServiceForm(BaseModel):
    address: str = Field("", alias="adresse", max_length=LONGEST_LINE)
    email: Annotated[str, BeforeValidator(_address)] = Field(
        "", alias="courriel", max_length=LONGEST_LINE
    )
    phone: str = Field(alias="telephone", max_length=LONGEST_LINE)


class TemplateForm(BaseModel):
    kind: Kind | None = Field(default=None, alias="demande")
    outcome: Outcome = Field(alias="issue")
    title: str = Field(alias="titre", min_length=1, max_length=LONGEST_LINE)
    words: Lines = Field(alias="mots", min_length=1, max_length=LONGEST_WORDS)


class WatchForm(BaseModel):
    days: int = Field(alias="jours")
    head_start_days: int = Field(0, alias="avance")
    is_on: bool = Field(default=False, alias="active")

    def rule(self) -> Rule:
        return Rule(self.days, self.head_start_days, self.is_on)


def check_watch(form: Form[WatchForm]) -> None:
    if form.model is None:
        return
    if not 0 < form.model.days <= LONGEST_WAIT:
        form.refuse("jours", DAYS_OUT_OF_RANGE)
    elif not 0 <= form.model.head_start_days <= LONGEST_WAIT:
        form.refuse("avance", LATER_THAN_A_YEAR)
