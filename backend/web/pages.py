"""How a handler answers: a whole page, one fragment of it for htmx, or the way to another page.

Pages are rendered in the handler's own thread, while its session is open: a template that fails
rolls the work back.
"""

import gzip
from collections.abc import MutableMapping
from contextvars import ContextVar
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import brotli
import phonenumbers
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Response
from litestar.datastructures import Cookie
from markupsafe import Markup

from backend.web import assets, dates, language, notices
from backend.web.visit import LANGUAGE_COOKIE, Visit

TEMPLATES = Path(__file__).parent.parent.parent / "frontend" / "templates"
COMPRESS = {
    "br": partial(brotli.compress, quality=5),
    "gzip": partial(gzip.compress, compresslevel=6, mtime=0),
}
A_YEAR = 365 * 24 * 3600  # seconds
SMALL = 500  # bytes under which compressing costs more than it saves

Page = Response[bytes]
_reader: ContextVar[Visit] = ContextVar("reader")


def page(visit: Visit, name: str, *, status: int = 200, **context: Any) -> Page:  # noqa: ANN401
    response = _answer(visit, name, context, status)
    if visit.notice_code:
        response.set_cookie(_notice_cookie("", max_age=0))
    if visit.signed_in and visit.language_on_device != visit.language:
        response.set_cookie(language_cookie(visit.language))
    return response


def fragment(visit: Visit, name: str, *, status: int = 200, **context: Any) -> Page:  # noqa: ANN401
    if not name.rpartition("/")[2].startswith("_"):
        raise ValueError(f"{name} is a page: fragments are the files named _like_this.html")
    return _answer(visit, name, context, status)


def redirect(path: str, *, notice: str | None = None) -> Page:
    """303 See Other; `notice` is a code of notices.WORDS, said on the next page."""
    response = Response(b"", status_code=303, headers={"Location": path})
    if notice:
        response.set_cookie(_notice_cookie(notice, max_age=60))
    return response


def language_cookie(language: str) -> Cookie:
    """For the pages that know nobody: signing in, errors, the offline page."""
    return Cookie(
        LANGUAGE_COOKIE, value=language, max_age=A_YEAR, secure=True, httponly=True, samesite="lax"
    )


def _notice_cookie(code: str, *, max_age: int) -> Cookie:
    return Cookie(
        notices.COOKIE, value=code, max_age=max_age, secure=True, httponly=True, samesite="lax"
    )


def _answer(visit: Visit, name: str, context: dict[str, Any], status: int) -> Page:
    body = render(visit, name, **context).encode()
    headers = {"Vary": "Accept-Encoding, Cookie, HX-Request"}
    if visit.encoding and len(body) >= SMALL:
        body = COMPRESS[visit.encoding](body)
        headers["Content-Encoding"] = visit.encoding
    return Response(body, status_code=status, headers=headers, media_type="text/html")


def render(visit: Visit, name: str, **context: Any) -> str:  # noqa: ANN401
    token = _reader.set(visit)
    try:
        with language.speaking(visit.language), dates.in_zone(visit.zone):
            return templates().get_template(name).render(visit=visit, **context)
    finally:
        _reader.reset(token)


class FlatEnvironment(Environment):
    """Jinja compares the globals of a page and of each file it imports, at each rendering: as one
    plain dictionary each, that is a tenth of the work."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


@lru_cache
def templates() -> Environment:
    environment = FlatEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # ty: ignore[missing-attribute] (of its i18n extension)
    names: dict[str, Any] = {
        "_": said,
        "gettext": said,
        "ngettext": said_by_number,
        "asset": assets.url,
        "integrity": assets.integrity,
        "icon": assets.icon,
        "csrf_input": csrf_input,
        "language_names": language.NAMES,
    }
    environment.globals.update(names)
    environment.filters |= {
        "day": dates.day,
        "day_of_year": dates.day_of_year,
        "hour": dates.hour,
        "day_and_hour": dates.day_and_hour,
        "date_short": dates.date_short,
        "when": dates.when,
        "duration": dates.duration,
        "phone": phone,
    }
    return environment


@lru_cache(maxsize=4096)
def phone(number: str) -> Markup:
    """As it is written in its own country, left to right in every script: 05 63 00 00 01."""
    try:
        parsed = phonenumbers.parse(number, "FR")
        number = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    except phonenumbers.NumberParseException:
        pass  # a short number or a structure's own words: shown as given
    return Markup('<bdi dir="ltr">{}</bdi>').format(number)


def said(message: str, **values: object) -> Markup:
    """What Jinja's own newstyle gettext gives, without asking the context twice a sentence."""
    sentence = _sentence(language.spoken(), message)
    return sentence % values if values else sentence


def said_by_number(singular: str, plural: str, num: int, **values: object) -> Markup:
    return Markup(language.ngettext(singular, plural, num)) % ({"num": num} | values)  # noqa: S704


@lru_cache(maxsize=4096)
def _sentence(spoken: str, message: str) -> Markup:
    return Markup(language.translations(spoken).gettext(message))  # noqa: S704 (our own words)


def csrf_input() -> Markup:
    """Macros are imported without context: the token is that of the page being rendered."""
    return Markup('<input type="hidden" name="_csrf_token" value="{}">').format(
        _reader.get().csrf_token
    )
