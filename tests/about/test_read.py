"""What everybody may read, signed in or not, in each language."""

import pytest

from backend.web.language import NAMES
from tests.cast import Cast
from tests.visitor import Visitor

PAGES = [
    "/aide",
    "/accessibilite",
    "/mentions-legales",
    "/politique-de-confidentialite",
    "/hors-ligne",
]


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_speaks_each_language(anybody: Visitor, path: str, language: str) -> None:
    page = anybody.visits(path, **{"accept-language": language})

    assert page.language == language
    assert page.tree.get("dir") == ("rtl" if language == "ar" else "ltr")


def test_help_gives_the_phone_of_each_territory(anybody: Visitor, cast: Cast) -> None:
    links = anybody.visits("/aide").links()

    assert f"tel:{cast.tarn.phone}" in links
    assert f"tel:{cast.guyane.phone}" in links
