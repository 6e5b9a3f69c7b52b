"""Styles, scripts and icons."""

import brotli
import pytest

from backend.web import assets


def test_a_name_that_does_not_exist_is_an_error_not_a_broken_link() -> None:
    with pytest.raises(assets.AssetMissing):
        assets.url("nothing.css")
    with pytest.raises(assets.AssetMissing):
        assets.icon("nothing")


def test_shortening_keeps_what_a_browser_reads() -> None:
    css = "/* a note */\n.a > .b {\n  margin: calc(1rem + 2px) auto;\n}\n"

    assert assets.shorten(css) == ".a > .b{margin: calc(1rem + 2px) auto;}"


def test_an_icon_is_silent_for_screen_readers_and_of_the_text_s_colour() -> None:
    icon = assets.icon("phone")

    assert 'aria-hidden="true"' in icon
    assert "<!--" not in icon
    assert "style" not in icon


def test_the_style_sheet_and_the_scripts_keep_to_their_weight() -> None:
    """The budget: 8,000 bytes of html, css and headers for the first page, 25 KB of script."""
    weights = {
        name: len(brotli.compress(assets.asset(name).body))
        for name in ("app.css", "app.js", "htmx.js")
    }

    assert weights["app.css"] <= 6_500
    assert weights["app.js"] + weights["htmx.js"] <= 25_000
