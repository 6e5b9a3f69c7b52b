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
NAMES = {"fr": "Français", "en": "English", "ar": "العربية"}
DEFAULT = "fr"
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


def direction(language: str) -> str:
    """`ltr` or `rtl`, for the `dir` attribute."""
    return Locale.parse(language).text_direction


@lru_cache
def translations(language: str) -> NullTranslations:
    if language == SOURCE:
        return NullTranslations()
    path = LOCALES / language / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        raise CatalogueMissing(f"No catalogue for {language!r} at {path}.")
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(path.read_bytes()), locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def gettext(message: str) -> str:
    return translations(_spoken.get()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    return translations(_spoken.get()).ngettext(singular, plural, count)


_ = gettext


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for a sentence translated later)
    return message


def negotiate(accepted: str, offered: Sequence[str]) -> str:
    """The offered language that an Accept-Language header likes best, else the first offered."""
    wished = [part.split(";")[0].strip().replace("-", "_") for part in accepted[:200].split(",")]
    return negotiate_locale(wished, list(offered), sep="_") or offered[0]
