"""Which passphrases are refused, and what is said: length and guessing, no composition rules."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.people import passphrases
from backend.people.models import Adviser, FieldOfWork, Person
from backend.people.passphrases import COMMON, PERSONAL, REPEATED, TOO_LONG, TOO_SHORT, why_refused

AMINA = Person(
    territory_id=1,
    first_name="Amina",
    last_name="Benali",
    birth_date=date(1994, 5, 17),
    email="amina.b@example.org",
    phone="+33612000001",
    created_at=datetime(2026, 3, 2, tzinfo=UTC),
)
CLAIRE = Adviser(
    structure_id=1,
    first_name="Claire",
    last_name="Bonnet",
    email="claire@example.org",
    function="référente",
    field=FieldOfWork.SOCIAL,
)


@pytest.mark.parametrize(
    "passphrase",
    [
        "quatre velos sous la pluie",
        "cheval nuage piano orange",
        "mon chat est noir",
        "une chaise verte et trois poules",
        "مرحبا بالعالم الجميل",
        "x9$Lq2pV7!mZ0w",
        "lettresminusculessanschiffre",
    ],
)
def test_any_long_one_that_is_hard_to_guess_is_taken(passphrase: str) -> None:
    assert why_refused(passphrase, AMINA) is None


@pytest.mark.parametrize(
    ("passphrase", "why"),
    [
        ("cheval nuage", TOO_SHORT),
        ("x9$Lq2pV7!mZ0", TOO_SHORT),
        ("quatre velos " * 16, TOO_LONG),
        ("motdepasse1234", COMMON),
        ("Mot De Passe 1234", COMMON),
        ("azertyuiop1234", COMMON),
        ("jetaimemonamour", COMMON),
        ("vive la france 2024", COMMON),
        ("monparcoursrsa", COMMON),
        ("bonjourbonjour", REPEATED),
        ("aaaaaaaaaaaaaa", REPEATED),
        ("12345678901234", REPEATED),
        ("abcdefghijklmnop", REPEATED),
        ("a b c d e f g h i", REPEATED),
        ("aminabenali1994", PERSONAL),
        ("Amina17051994!", PERSONAL),
        ("amina.b@example.org", PERSONAL),
        ("0612000001 amina", PERSONAL),
    ],
)
def test_a_short_common_repeated_or_personal_one_is_not(passphrase: str, why: str) -> None:
    assert why_refused(passphrase, AMINA) == why


def test_what_is_being_typed_beside_it_counts_as_personal() -> None:
    assert why_refused("fatou.diallo@example.net", AMINA) is None
    assert why_refused("fatou.diallo@example.net", AMINA, also=["fatou.diallo@example.net"])


def test_an_adviser_is_held_to_the_same() -> None:
    assert why_refused("clairebonnet2024", CLAIRE) == PERSONAL
    assert why_refused("quatre velos sous la pluie", CLAIRE) is None


@given(st.text(min_size=14, max_size=80))
@settings(max_examples=60, deadline=None)
def test_no_passphrase_breaks_the_judge(passphrase: str) -> None:
    why_refused(passphrases.normalised(passphrase), AMINA)


def test_accents_are_the_same_however_the_keyboard_writes_them() -> None:
    assert passphrases.normalised("e\u0301te\u0301 ") == "été"
