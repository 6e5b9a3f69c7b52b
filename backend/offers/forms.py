"""What a browser may send about solutions. Names on the wire are French, as addresses are."""

from pydantic import BaseModel, Field

from backend.offers.models import Wrong
from backend.vocabulary.themes import Theme
from backend.web.typed import Lines

KEPT = "/solutions/gardees"


class KeepForm(BaseModel):
    back: str = Field("", alias="retour")  # KEPT when the button is on the list

    @property
    def is_on_list(self) -> bool:
        return self.back == KEPT


class RemarkForm(BaseModel):
    wrong: Wrong = Field(alias="erreur")
    words: Lines = Field("", alias="mots", max_length=1000)


class SuggestionForm(BaseModel):
    need: Theme = Field(alias="besoin")
    again: bool = Field(default=False, alias="reprendre")
