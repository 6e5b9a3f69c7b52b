"""A territory's two colours, checked for contrast, as a small style sheet of its own."""

from functools import lru_cache
from hashlib import sha256

from backend.territories.models import DEFAULT_ACCENT, DEFAULT_BRAND, Territory

LIGHT = ("#FBF8F3", "#FFFFFF")  # --surface and --surface-raised of frontend/styles/tokens.css
DARK = ("#14191C", "#1D2428")
READABLE = 4.5  # WCAG 2.2, 1.4.3


class ColourRefused(Exception):
    """A colour that could not be read on our surfaces; the message says which and how far off."""


def theme_href(territory: Territory) -> str | None:
    """The address of its style sheet; None when it uses our own colours."""
    if (territory.brand, territory.accent) == (DEFAULT_BRAND, DEFAULT_ACCENT):
        return None
    digest = sha256(style_sheet(territory.brand, territory.accent).encode()).hexdigest()[:12]
    return f"/territoires/{territory.code}.{digest}.css"


@lru_cache(maxsize=256)
def style_sheet(brand: str, accent: str) -> str:
    """Light and dark values of --brand, --on-brand and --accent; raises ColourRefused."""
    check_colours(brand, accent)
    dark_brand, dark_accent = lightened(brand), lightened(accent)
    return (
        f":root{{--brand:{brand};--on-brand:{_ink_on(brand)};--accent:{accent}}}"
        "@media (prefers-color-scheme:dark){"
        f":root{{--brand:{dark_brand};--on-brand:{_ink_on(dark_brand)};--accent:{dark_accent}}}}}"
    )


def check_colours(brand: str, accent: str) -> None:
    for name, colour in (("brand", brand), ("accent", accent)):
        for surface in LIGHT:
            ratio = contrast(colour, surface)
            if ratio < READABLE:
                raise ColourRefused(
                    f"The {name} colour {colour} has a contrast of {ratio:.1f} on {surface}: "
                    f"{READABLE} is the least that can be read."
                )


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two #RRGGBB colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lightened(colour: str) -> str:
    """The nearest tint of a colour that can be read on the dark surfaces."""
    for percent in range(0, 101, 5):
        tint = "#" + "".join(
            f"{round(part + (255 - part) * percent / 100):02X}" for part in _parts(colour)
        )
        if all(contrast(tint, surface) >= READABLE for surface in DARK):
            return tint
    return "#FFFFFF"


def _ink_on(colour: str) -> str:
    return max("#FFFFFF", "#06282A", key=lambda ink: contrast(ink, colour))


def _luminance(colour: str) -> float:
    linear = [
        value / 12.92
        if value <= 0.04045  # noqa: PLR2004 (WCAG 2.2, relative luminance)
        else ((value + 0.055) / 1.055) ** 2.4
        for value in (part / 255 for part in _parts(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _parts(colour: str) -> list[int]:
    if len(colour) != 7 or not colour.startswith("#"):  # noqa: PLR2004
        raise ColourRefused(f"{colour!r} is not a colour written #RRGGBB.")
    try:
        return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    except ValueError:
        raise ColourRefused(f"{colour!r} is not a colour written #RRGGBB.") from None
