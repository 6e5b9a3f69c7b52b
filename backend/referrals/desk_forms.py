"""What an adviser may send about a referral. Names on the wire are French."""

from typing import Any

from pydantic import BaseModel, Field

from backend.catalogue.finding import Search
from backend.catalogue.needs import CATEGORIES
from backend.catalogue.queries import Shown
from backend.referrals.forms import LONGEST_WORDS
from backend.referrals.models import Referral, Way
from backend.referrals.service import Draft
from backend.vocabulary.themes import Theme
from backend.web.forms import Form, empty
from backend.web.language import N_
from backend.web.typed import Lines

NO_EMAIL = N_("This solution has no e-mail address: choose the phone.")
LONGEST_SEARCH = 200
PREVIEW = "apercu"  # the button that shows what would be read and sent


class SearchForm(BaseModel):
    words: str = Field("", alias="mots", max_length=LONGEST_SEARCH)
    need: Theme | None = Field(None, alias="besoin")
    page: int = Field(1, alias="feuille", ge=1)

    @property
    def is_search(self) -> bool:
        return bool(self.words or self.need)

    @property
    def typed(self) -> dict[str, str]:
        return {"mots": self.words, "besoin": self.need.value if self.need else ""}

    def search_in(self, department: str) -> Search:
        need = self.need if self.need in CATEGORIES else None
        return Search(words=self.words, need=need, department=department, page=self.page)


class ProposeForm(BaseModel):
    reason: Lines = Field(alias="raison", min_length=1, max_length=LONGEST_WORDS)
    message: Lines = Field(alias="message", min_length=1, max_length=LONGEST_WORDS)
    way: Way = Field(alias="voie")

    @property
    def draft(self) -> Draft:
        return Draft(reason=self.reason, message=self.message, way=self.way)


class DropForm(BaseModel):
    words: Lines = Field(alias="pourquoi", min_length=1, max_length=LONGEST_WORDS)


def check_way(form: Form[ProposeForm], shown: Shown) -> None:
    if form.model is not None and form.model.way is Way.EMAIL and not shown.email:
        form.refuse("voie", NO_EMAIL)


def begun_for(shown: Shown) -> Form[Any]:
    return empty(voie=(Way.EMAIL if shown.email else Way.PHONE).value)


def as_written(referral: Referral, shown: Shown) -> Form[Any]:
    """What was proposed last, to be written otherwise."""
    if not referral.message:
        return begun_for(shown)
    way = referral.way or Way.EMAIL
    return empty(raison=referral.reason, message=referral.message, voie=way.value)
