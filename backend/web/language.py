"""Which language is spoken now, and the sentences in it.

Sentences are written in English in the code. Catalogues live in locales/ and are compiled in
memory: none can be missing or stale.
"""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale, negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent.parent.parent / "locales"
SIMPLE = "fr-x-simple"  # French in short sentences and everyday words
NAMES = {"fr": "Français", SIMPLE: "Français simple", "en": "English", "ar": "العربية"}
DEFAULT = "fr"
FALLS_BACK = {SIMPLE: "fr"}  # says only what it says otherwise
SOURCE = "en"

_spoken: ContextVar[str] = ContextVar("language", default=DEFAULT)


class CatalogueMissing(Exception):
    """A language is offered that has no catalogue."""


@contextmanager
def speaking(language: str) -> Generator[None]:
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> str:
    return _spoken.get()


def base_of(language: str) -> str:
    """The language whose days, hours and plurals it has: "fr" for « Français simple »."""
    return FALLS_BACK.get(language, language)


def direction(language: str) -> str:
    """`ltr` or `rtl`, for the `dir` attribute."""
    return Locale.parse(base_of(language)).text_direction


@lru_cache
def translations(language: str) -> NullTranslations:
    if language == SOURCE:
        return NullTranslations()
    path = LOCALES / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        raise CatalogueMissing(f"No catalogue for {language!r} at {path}.")
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(path.read_bytes()), locale=base_of(language)))
    compiled.seek(0)
    said = GNUTranslations(compiled)
    if language in FALLS_BACK:
        said.add_fallback(translations(FALLS_BACK[language]))
    return said


def known(language: str) -> str:
    """That one when it has a catalogue, else French."""
    try:
        translations(language)
    except CatalogueMissing:
        return DEFAULT
    return language


def gettext(message: str) -> str:
    return translations(_spoken.get()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    return translations(_spoken.get()).ngettext(singular, plural, count)


_ = gettext


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for a sentence translated later)
    return message


def negotiate(accepted: str, offered: Sequence[str]) -> str:
    """The offered language that an Accept-Language header likes best, else the first offered."""
    named = {_as_locale(code): code for code in offered}
    wished = [_as_locale(part.split(";")[0].strip()) for part in accepted[:200].split(",")]
    return named.get(negotiate_locale(wished, list(named), sep="_") or "", offered[0])


def _as_locale(code: str) -> str:
    return code.replace("-", "_").lower()
