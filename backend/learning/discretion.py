"""What colleagues write here leads to nobody accompanied: no number of theirs, no address."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from phonenumbers import NumberParseException, parse

from backend.people.models import Adviser
from backend.surveys.identifying import MAIL, NUMBER, PHONE
from backend.surveys.masking import mask
from backend.territories.models import Structure
from backend.web.forms import Form
from backend.web.language import N_

NOT_HERE = N_(
    "There is a phone number, an e-mail address or a long number here that is not your "
    "structure’s. Take it out: these words are read in every structure."
)
LEADING = (PHONE, MAIL, NUMBER)
BETWEEN = r"[\s._()/·-]{0,3}"  # two digits of a phone number


def contacts_of(adviser: Adviser, structure: Structure) -> Collection[str]:
    """What may be written: how to reach the structure, and who writes."""
    contacts = [structure.phone, structure.email, adviser.phone, adviser.email]
    return [contact for contact in contacts if contact]


def leads_to_somebody(text: str, ours: Collection[str]) -> bool:
    for contact in ours:
        text = re.sub(_as_written(contact), " ", text, flags=re.IGNORECASE)
    masked = mask(text, ())
    return any(masked.count(mark) > text.count(mark) for mark in LEADING)


def _as_written(contact: str) -> str:
    """However it is typed: 05 63 00 00 02, +33 5.63.00.00.02."""
    try:
        number = parse(contact, "FR")
    except NumberParseException:
        return rf"(?<![\w.+-]){re.escape(contact)}(?![\w-])"
    digits = BETWEEN.join(str(number.national_number))
    before = rf"(?:(?:\+|00){number.country_code}{BETWEEN}(?:\(0\))?{BETWEEN}|0{BETWEEN})?"
    return rf"(?<!\d){before}{digits}(?!\d)"


def check_words(form: Form[Any], texts: Mapping[str, str], ours: Collection[str]) -> None:
    """The form is told at which of its fields, by name."""
    for name, text in texts.items():
        if leads_to_somebody(text, ours):
            form.refuse(name, NOT_HERE)
