"""What is typed of an immersion or a training of the territory's own, on the page or in a file.

The names on the wire are the columns of the file.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from backend.catalogue.models import Kind
from backend.offers.words import PUBLICS
from backend.people import handles
from backend.people.names import letters
from backend.places.models import Commune
from backend.vocabulary.listing import folded
from backend.web import forms
from backend.web.forms import Form, Refused
from backend.web.language import N_
from backend.web.typed import Day, Lines, read_by

LONGEST_LINE = 120
LONGEST_WORDS = 2000
MOST_WEEKS, MOST_HOURS, MOST_PLACES = 104, 48, 999
NOT_A_KIND = N_("Write « immersion » or « formation ».")
NOT_A_FEE = N_("Write « gratuit » or « payant ».")
NOT_A_UNIT = N_("Write « jours » or « semaines ».")
NOT_A_PUBLIC = N_("One of these publics is not known. Their codes are below the form.")
NOT_AN_ADDRESS = N_("This e-mail address cannot be read. Example: name@example.org.")
NOT_A_NUMBER = N_("This phone number cannot be read. Example: 05 63 00 00 00.")
NOT_A_COMMUNE = N_("No commune has this name or code.")
SEVERAL_COMMUNES = N_("Several communes may be meant: write the code of the right one.")
NO_CONTACT = N_("Write a phone number or an e-mail address: a request has to reach somebody.")
ENDS_TOO_SOON = N_("The last day is before the first.")
ENDED = N_("The last day is over.")
LONGER_THAN_POSSIBLE = N_("Write a number of days or weeks, two years at most.")


class Unit(StrEnum):
    DAYS = "jours"
    WEEKS = "semaines"


class Fee(StrEnum):
    FREE = "gratuit"
    PAID = "payant"


_KINDS = {"immersion": Kind.IMMERSION, "formation": Kind.TRAINING, "training": Kind.TRAINING}


def _one_of(choices: Mapping[str, Any], otherwise: str) -> BeforeValidator:
    def read(typed: object) -> object:
        found = choices.get(folded(str(typed)).strip())
        if found is None:
            raise Refused(otherwise)
        return found

    return BeforeValidator(read)


def _publics(typed: str) -> str | None:
    """Codes between spaces, commas or bars, in the order of the schema."""
    given = {code for code in typed.replace(",", " ").replace("|", " ").split() if code}
    return None if given - set(PUBLICS) else " ".join(code for code in PUBLICS if code in given)


KindTyped = Annotated[Kind, _one_of(_KINDS, NOT_A_KIND)]
FeeTyped = Annotated[Fee, _one_of({one.value: one for one in Fee}, NOT_A_FEE)]
UnitTyped = Annotated[Unit, _one_of({one.value: one for one in Unit}, NOT_A_UNIT)]
Line = Annotated[str, Field(max_length=LONGEST_LINE)]
Words = Annotated[Lines, Field(max_length=LONGEST_WORDS)]


class OwnForm(BaseModel):
    kind: KindTyped = Field(alias="genre")
    trade: Line = Field(alias="metier")
    company: Line = Field(alias="organisme")
    doing: Words = Field(alias="description")
    commune: Line = Field(alias="commune")
    address: Line = Field("", alias="adresse")
    begins_on: Day | None = Field(None, alias="debut")
    ends_on: Day | None = Field(None, alias="fin")
    lasts: int | None = Field(None, alias="duree", ge=1)
    unit: UnitTyped = Field(Unit.DAYS, alias="unite")
    weekly_hours: int | None = Field(None, alias="heures", ge=1, le=MOST_HOURS)
    fee: FeeTyped = Field(Fee.FREE, alias="frais")
    fee_words: Words = Field("", alias="frais_precision")
    conditions: Words = Field("", alias="conditions")
    publics: Annotated[str, read_by(_publics, NOT_A_PUBLIC)] = Field("", alias="publics")
    contact: Line = Field("", alias="contact")
    phone: Annotated[str, read_by(handles.phone, NOT_A_NUMBER)] = Field("", alias="telephone")
    email: Annotated[str, read_by(handles.email, NOT_AN_ADDRESS)] = Field("", alias="courriel")
    places: int | None = Field(None, alias="places", ge=1, le=MOST_PLACES)


HEADERS: Mapping[str, str] = {  # as the file's first line has them, in French as the file is
    "genre": "genre",
    "metier": "métier",
    "organisme": "organisme",
    "description": "description",
    "commune": "commune",
    "adresse": "adresse",
    "debut": "début",
    "fin": "fin",
    "duree": "durée",
    "unite": "unité",
    "heures": "heures par semaine",
    "frais": "frais",
    "frais_precision": "précision sur les frais",
    "conditions": "conditions",
    "publics": "publics",
    "contact": "contact",
    "telephone": "téléphone",
    "courriel": "courriel",
    "places": "places",
}
REFERENCE = "référence"
BY_LETTERS: Mapping[str, str] = {letters(header): name for name, header in HEADERS.items()}


def read_own(sent: Mapping[str, Any], *, today: date) -> Form[OwnForm]:
    """Ticked publics are kept as one line, as the file has them."""
    publics = sent.get("publics", "")
    line = " ".join(publics) if isinstance(publics, list) else publics
    form = forms.read(OwnForm, {**sent, "publics": line})
    if form.model is not None:
        _check_days(form, form.model, today)
    if form.model is not None and not (form.model.phone or form.model.email):
        form.refuse("telephone", NO_CONTACT)
    return form


def _check_days(form: Form[OwnForm], told: OwnForm, today: date) -> None:
    if told.ends_on is not None and told.ends_on < today:
        form.refuse("fin", ENDED)
    elif told.begins_on and told.ends_on and told.ends_on < told.begins_on:
        form.refuse("fin", ENDS_TOO_SOON)
    elif told.lasts and told.lasts > MOST_WEEKS * (7 if told.unit is Unit.DAYS else 1):
        form.refuse("duree", LONGER_THAN_POSSIBLE)


def as_typed(told: OwnForm) -> dict[str, str]:
    """The form filled in again."""
    kinds = {kind: word for word, kind in _KINDS.items() if word != "training"}
    values = told.model_dump(by_alias=True) | {"genre": kinds[told.kind]}
    return {name: str(value) for name, value in values.items() if value not in {None, ""}}


def settle_commune(
    form: Form[OwnForm], found: Sequence[Commune], *, department: str
) -> Commune | None:
    """The one that was meant; None when the form says why it cannot be told."""
    if form.model is None:
        return None
    typed = form.model.commune
    exact = [one for one in found if typed == one.code or folded(typed) == folded(one.name)]
    here = [one for one in exact if one.department == department]
    meant = next((some for some in (here, exact, found) if len(some) == 1), None)
    if meant is None:
        form.refuse("commune", SEVERAL_COMMUNES if found else NOT_A_COMMUNE)
    return meant[0] if meant else None
