"""What a browser may send about a practice and its trials. Names on the wire are French."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field

from backend.learning.actions import Told
from backend.learning.models import Outcome, Practice, PracticeTrial
from backend.surveys.models import Moment
from backend.web import forms
from backend.web.forms import Form
from backend.web.typed import Lines

LONGEST_TITLE = 120
LONGEST_WORDS = 2000
LONGEST_TRIAL = 1000


class PracticeForm(BaseModel):
    moment: Moment
    title: str = Field(alias="titre", max_length=LONGEST_TITLE)
    before: Lines = Field(alias="avant", max_length=LONGEST_WORDS)
    what: Lines = Field(alias="fait", max_length=LONGEST_WORDS)
    needed: Lines = Field("", alias="besoin", max_length=LONGEST_WORDS)

    def told(self) -> Told:
        return Told(**vars(self))

    def texts(self) -> Mapping[str, str]:
        """By the name of their fields."""
        return {
            "titre": self.title,
            "avant": self.before,
            "fait": self.what,
            "besoin": self.needed,
        }


class TrialForm(BaseModel):
    outcome: Outcome = Field(Outcome.TOO_EARLY, alias="resultat")
    words: Lines = Field("", alias="mots", max_length=LONGEST_TRIAL)


def practice_as_typed(practice: Practice) -> Form[Any]:
    return forms.empty(
        moment=practice.moment.value,
        titre=practice.title,
        avant=practice.before,
        fait=practice.what,
        besoin=practice.needed,
    )


def trial_as_typed(trial: PracticeTrial | None) -> Form[Any]:
    if trial is None:
        return forms.empty()
    return forms.empty(resultat=trial.outcome.value, mots=trial.words)
