"""What the team may send. Names on the wire are French, as addresses are."""

from typing import Any

from pydantic import BaseModel, Field

from backend.evaluation.models import Improvement
from backend.surveys.models import Moment
from backend.web import forms
from backend.web.forms import NOT_OFFERED, Form
from backend.web.typed import Lines

LONGEST_SAID = 600
LONGEST_DONE = 1200


class ImprovementForm(BaseModel):
    said: Lines = Field(alias="dit", min_length=1, max_length=LONGEST_SAID)
    done: Lines = Field(alias="fait", min_length=1, max_length=LONGEST_DONE)
    moment: Moment | None = None
    structure_id: int | None = Field(default=None, alias="structure")
    release_id: int | None = Field(default=None, alias="trimestre")


def filled(improvement: Improvement) -> Form[Any]:
    return forms.empty(
        dit=improvement.said,
        fait=improvement.done,
        moment=improvement.moment.value if improvement.moment else "",
        structure=str(improvement.structure_id or ""),
        trimestre=str(improvement.release_id or ""),
    )


def check_choices(form: Form[ImprovementForm], *, structures: set[int], releases: set[int]) -> None:
    """Of the territory, and of no other."""
    if form.model is None:
        return
    if form.model.structure_id not in {None, *structures}:
        form.refuse("structure", NOT_OFFERED)
    elif form.model.release_id not in {None, *releases}:
        form.refuse("trimestre", NOT_OFFERED)
