"""What is typed to say who one is, and codes: read however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.people import codes, handles
from backend.people.devices import label_of


def test_a_code_has_eight_signs_that_nothing_confuses() -> None:
    for _ in range(200):
        code = codes.draw()
        assert len(code) == codes.LENGTH
        assert not set(code) & set("0O1IL5S")
        assert codes.read(codes.shown(code)) == code
    assert len(set(codes.ALPHABET)) ** codes.LENGTH > 2**38


@pytest.mark.parametrize(
    "typed",
    [
        "K7PM-3XQD",
        "k7pm3xqd",
        " K7PM 3XQD ",
        "k7-pm-3x-qd",
        "K7PM–3XQD",
        "K7PM\u00a03XQD",
        "Ｋ7PM3XQD",
    ],
)
def test_a_code_may_be_small_spaced_or_dashed(typed: str) -> None:
    assert codes.read(typed) == "K7PM3XQD"


@pytest.mark.parametrize("typed", ["", "K7PM", "K7PM3XQ0", "K7PM3XQDD", "K7PM-3XQÉ", "K7PM/3XQD"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert codes.read(typed) is None


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" Amina@Example.org", "amina@example.org"),
        ("amina.b+rdv@mail.example.org", "amina.b+rdv@mail.example.org"),
        ("élodie@exemple.fr", "élodie@exemple.fr"),
        ("amina", None),
        ("amina@", None),
        ("amina@example", None),
        ("a b@example.org", None),
        ("amina@example.org\nBcc: x@y.zz", None),
        ("amina@example.org, karim@example.org", None),
        ("a@" + "b" * 250 + ".org", None),
    ],
)
def test_an_address_is_kept_in_small_letters(typed: str, address: str | None) -> None:
    assert handles.email(typed) == address


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("00 33 6 12 34 56 78", "+33612345678"),
        ("0694 00 00 01", "+594694000001"),
        ("0590 90 12 34", "+590590901234"),
        ("+32 470 12 34 56", "+32470123456"),
        ("12", None),
        ("071234567", None),
        ("05 63", None),
        ("hello", None),
        ("0" * 40, None),
    ],
)
def test_a_phone_is_kept_with_its_country(typed: str, number: str | None) -> None:
    assert handles.phone(typed) == number


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+33612345678", "06 12 34 56 78"),
        ("+594694000001", "0694 00 00 01"),
        ("+32470123456", "+32 470 12 34 56"),
        ("3646", "3646"),
        (None, ""),
    ],
)
def test_a_phone_is_shown_in_a_form_as_people_write_it(number: str | None, shown: str) -> None:
    assert handles.written(number) == shown


@given(st.text(max_size=60))
def test_anything_may_be_typed(typed: str) -> None:
    assert all(handles.readings(typed))
    codes.read(typed)


ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-A055F) AppleWebKit/537.36 (KHTML, like Gecko) "
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 "


@pytest.mark.parametrize(
    ("user_agent", "label"),
    [
        (ANDROID + "Chrome/156.0.0.0 Mobile Safari/537.36", "Chrome, Android"),
        (ANDROID + "SamsungBrowser/28.0 Chrome/130.0 Safari/537.36", "Samsung Internet, Android"),
        (IPHONE + "Version/18.4 Mobile/15E148 Safari/604.1", "Safari, iPhone"),
        (IPHONE + "CriOS/156.0 Mobile/15E148 Safari/604.1", "Chrome, iPhone"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0",
            "Firefox, Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0",
            "Edge, Windows",
        ),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_in_words(user_agent: str, label: str) -> None:
    assert label_of(user_agent) == label
