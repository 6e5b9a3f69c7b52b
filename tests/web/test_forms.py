"""What a browser sent: kept as typed, refused in words."""

from datetime import date

from pydantic import BaseModel, field_validator

from backend.web import forms
from backend.web.forms import Refused
from backend.web.language import speaking


class Booking(BaseModel):
    name: str
    day: date
    note: str = ""

    @field_validator("name")
    @classmethod
    def _no_shouting(cls, name: str) -> str:
        if name.isupper():
            raise Refused("Please do not shout.")
        return name


def test_a_good_form_gives_its_model_without_the_white_space_around() -> None:
    form = forms.read(Booking, {"name": " Amina ", "day": "2026-11-24", "_csrf_token": "x"})

    assert form.model == Booking(name="Amina", day=date(2026, 11, 24))
    assert form.errors == {}
    assert "_csrf_token" not in form.values


def test_a_bad_form_keeps_what_was_typed_and_says_why_in_words() -> None:
    with speaking("en"):
        form = forms.read(Booking, {"name": "AMINA", "day": "demain", "note": "à voir"})

        assert form.model is None
        assert form.values == {"name": "AMINA", "day": "demain", "note": "à voir"}
        assert form.errors == {
            "name": "Please do not shout.",
            "day": "This date cannot be read. Example: 2026-11-24.",
        }


def test_an_empty_field_is_a_missing_one() -> None:
    with speaking("en"):
        form = forms.read(Booking, {"name": "", "day": "2026-11-24"})

        assert form.errors == {"name": "Please fill in this field."}


def test_a_list_sent_for_one_field_counts_as_its_last_value() -> None:
    form = forms.read(Booking, {"name": ["a", "b"], "day": "2026-11-24"})

    assert form.values["name"] == "b"


def test_a_null_character_never_reaches_the_database() -> None:
    form = forms.read(Booking, {"name": "A\x00mina", "day": "2026-11-24"})

    assert form.values["name"] == "Amina"
