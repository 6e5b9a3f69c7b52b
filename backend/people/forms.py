"""What a browser may send; fields are named in French, as the addresses are."""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, field_validator

from backend import clock
from backend.people import codes, handles, hashing, passphrases
from backend.people.models import Adviser, Person
from backend.people.names import letters
from backend.web.forms import NOT_OFFERED, Form, Refused
from backend.web.language import N_, NAMES
from backend.web.typed import read_by

LOCAL_PATH = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,300}")
OLDEST = 120  # years


def local_path(path: str) -> str:
    """A way back inside this site, else the first page: nobody is sent elsewhere by a link."""
    return path if LOCAL_PATH.fullmatch(path) else "/"


def language_choices(codes: Sequence[str]) -> list[tuple[str, str]]:
    return [(code, NAMES.get(code, code)) for code in codes]


def _known_language(code: str) -> str | None:
    return code if code in NAMES else None


Email = Annotated[
    str,
    read_by(handles.email, N_("This e-mail address cannot be read. Example: amina@example.org.")),
]
Phone = Annotated[
    str, read_by(handles.phone, N_("This phone number cannot be read. Example: 06 12 34 56 78."))
]
Code = Annotated[
    str,
    read_by(
        codes.read,
        N_("The code has 8 letters and digits, as K7PM-3XQD. It has no 0, O, 1, I, L, 5 nor S."),
    ),
]
Language = Annotated[str, read_by(_known_language, NOT_OFFERED)]
Passphrase = Annotated[
    str, Field(max_length=passphrases.LONGEST), AfterValidator(passphrases.normalised)
]
Name = Annotated[str, Field(max_length=100)]
LocalPath = Annotated[str, AfterValidator(local_path)]


class SignInForm(BaseModel):
    identifiant: Annotated[str, Field(max_length=handles.LONGEST_EMAIL)]
    phrase: Passphrase
    partage: bool = False
    retour: LocalPath = "/"


class LanguageForm(BaseModel):
    langue: Language
    retour: LocalPath = "/"


class CodeForm(BaseModel):
    code: Code
    nom: Name

    @field_validator("nom")
    @classmethod
    def _holds_letters(cls, typed: str) -> str:
        if not letters(typed):
            raise Refused(N_("Write the first three letters of your surname."))
        return typed


class DeviceUse(StrEnum):
    MINE = "personnel"
    SHARED = "partage"


class EnrolForm(BaseModel):
    email: Email | None = None
    telephone: Phone | None = None
    langue: Language
    appareil: DeviceUse
    phrase: Passphrase


class ContactsForm(BaseModel):
    email: Email | None = None
    telephone: Phone | None = None
    phrase: Passphrase


class PassphraseForm(BaseModel):
    ancienne: Passphrase
    phrase: Passphrase


class NewPersonForm(BaseModel):
    prenom: Name
    nom: Name
    naissance: date
    email: Email | None = None
    telephone: Phone | None = None
    langue: Language = "fr"
    referente: bool = False
    doublon: bool = False  # "she is somebody else": confirmed after the warning

    @field_validator("naissance")
    @classmethod
    def _is_possible(cls, day: date) -> date:
        today = clock.now().date()
        if not today.year - OLDEST < day.year <= today.year or day > today:
            raise Refused(N_("This date of birth is not possible. Example: 1994-05-17."))
        return day


class MergeForm(BaseModel):
    """Whether two files are of one person."""

    answer: Literal["une", "deux"] = Field(alias="reponse")


async def judge(form: Form[Any], who: Person | Adviser) -> None:
    """Refuses a passphrase that is easy to guess, on its own field."""
    if form.model is None:
        return
    also = [form.values.get("email", ""), form.values.get("telephone", "")]
    why = await hashing.off_the_loop(passphrases.why_refused, form.model.phrase, who, also=also)
    if why:
        form.refuse("phrase", why)
