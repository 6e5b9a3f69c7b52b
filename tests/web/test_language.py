"""Which language is spoken."""

import pytest

from backend.web.language import CatalogueMissing, direction, negotiate, translations

OFFERED = ["fr", "en", "ar"]


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("ar-DZ,ar;q=0.9,fr;q=0.8", "ar"),
        ("en-GB", "en"),
        ("de,nl", "fr"),
        ("", "fr"),
        ("*", "fr"),
        (";;;,,,q=", "fr"),
    ],
)
def test_the_browser_s_wish_is_met_when_it_can_be(accepted: str, chosen: str) -> None:
    assert negotiate(accepted, OFFERED) == chosen


def test_arabic_is_read_from_right_to_left() -> None:
    assert direction("ar") == "rtl"
    assert direction("fr") == "ltr"


def test_a_language_without_a_catalogue_is_an_error_not_silent_english() -> None:
    with pytest.raises(CatalogueMissing):
        translations("pt")
