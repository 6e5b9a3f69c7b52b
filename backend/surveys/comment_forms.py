"""What a moderator may send."""

from pydantic import BaseModel, Field

from backend.surveys.models import Comment, Refusal
from backend.surveys.moderating import GAP, is_without, says_nothing
from backend.web.forms import Form
from backend.web.language import N_

ADDED = N_("Words may only be taken out: put […] in their place, and leave the rest as it is.")
NOTHING_LEFT = N_("Nothing would be left to read: refuse these words instead.")


class AcceptForm(BaseModel):
    shown: str = Field(alias="paru")
    seen: str = Field("", alias="vu")


class RefuseForm(BaseModel):
    refusal: Refusal = Field(alias="motif")
    seen: str = Field("", alias="vu")


class NameForm(BaseModel):
    adviser_id: int = Field(alias="professionnel")


def shown_of(form: Form[AcceptForm], comment: Comment) -> str | None:
    """As it is made public; None when the form says why it cannot be."""
    if form.model is None:
        return None
    shown = "\n".join(form.model.shown.splitlines()).replace("[...]", GAP)
    if not is_without(comment.text, shown):
        form.refuse("paru", ADDED)
        return None
    if says_nothing(shown):
        form.refuse("paru", NOTHING_LEFT)
        return None
    return shown
