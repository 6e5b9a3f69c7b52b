"""A territory's two colours."""

import pytest
from sqlmodel import Session

from backend.territories.models import DEFAULT_ACCENT, DEFAULT_BRAND, Territory
from backend.territories.themes import (
    DARK,
    READABLE,
    ColourRefused,
    check_colours,
    contrast,
    lightened,
    style_sheet,
    theme_href,
)
from tests.cast import Cast
from tests.conftest import NOON, SignIn


def test_contrast_is_that_of_the_norm() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_a_colour_that_cannot_be_read_is_refused_with_its_figure() -> None:
    with pytest.raises(ColourRefused, match=r"#FFD84D has a contrast of 1\.3"):
        check_colours("#FFD84D", DEFAULT_ACCENT)


@pytest.mark.parametrize("colour", ["teal", "#12345", "#12345G", "", "#0B5A5E;}body{"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(ColourRefused):
        style_sheet(colour, DEFAULT_ACCENT)


@pytest.mark.parametrize("colour", ["#0B5A5E", "#000000", "#5A0000", "#00008B"])
def test_the_dark_tint_of_a_colour_can_be_read(colour: str) -> None:
    assert all(contrast(lightened(colour), surface) >= READABLE for surface in DARK)


def test_our_own_colours_need_no_sheet_more() -> None:
    plain = Territory(
        code="81",
        name="Tarn",
        phone="+33536490010",
        brand=DEFAULT_BRAND,
        accent=DEFAULT_ACCENT,
        created_at=NOON,
    )

    assert theme_href(plain) is None


def test_a_territory_s_page_wears_its_colours(
    cast: Cast, signed_in: SignIn, session: Session
) -> None:
    cast.tarn.brand = "#5A1E6B"
    session.add(cast.tarn)
    session.commit()
    amina = signed_in(cast.amina)

    hrefs = [str(link.get("href")) for link in amina.visits("/aide").all("link", rel="stylesheet")]
    theme = next(href for href in hrefs if href.startswith("/territoires/81."))
    sheet = amina.client.get(theme)

    assert "--brand:#5A1E6B" in sheet.text
    assert "immutable" in sheet.headers["cache-control"]
