"""What every page needs to know of its reader. Domains add who she is."""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from litestar import Request
from litestar.datastructures import State
from litestar.template.base import csrf_token

from backend.web.language import DEFAULT, N_, NAMES, _, direction, negotiate
from backend.web.notices import COOKIE as NOTICE_COOKIE
from backend.web.notices import words_of

LANGUAGE_COOKIE = "__Host-langue"
TABS = (
    ("/", "house", N_("Home")),
    ("/parcours", "route", N_("My parcours")),
    ("/rendez-vous", "calendar-days", N_("Appointments")),
    ("/solutions", "sparkles", N_("Solutions")),
    ("/droits", "scale", N_("My rights")),
)

NEVER = re.compile(r";q=0(\.0*)?$")

AnyRequest = Request[None, None, State]


class Tab(NamedTuple):
    href: str
    icon: str
    label: str
    is_current: bool


@dataclass(kw_only=True)
class Visit:
    language: str = DEFAULT
    languages: list[str] = field(default_factory=lambda: list(NAMES))
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Paris"))
    path: str = "/"
    csrf_token: str = ""
    htmx: bool = False
    encoding: str | None = None  # br or gzip, when the browser reads one of them
    notice_code: str | None = None
    language_on_device: str | None = None  # what its cookie says, for pages that know nobody
    territory: Any = None  # a Territory once we know who is here
    theme_href: str | None = None
    signed_in: bool = False
    is_adviser: bool = False

    @property
    def territory_name(self) -> str:
        return self.territory.name if self.territory else ""

    @property
    def logo_href(self) -> str | None:
        """Of the territory's own logo; None when it has none."""
        has_logo = self.territory is not None and self.territory.logo_type is not None
        return f"/territoires/{self.territory.code}/logo" if has_logo else None

    @property
    def dir(self) -> str:
        return direction(self.language)

    @property
    def notice(self) -> str | None:
        """What was just done, said once on the next page."""
        return words_of(self.notice_code) if self.notice_code else None

    @property
    def tabs(self) -> list[Tab]:
        if not self.signed_in or self.is_adviser:
            return []
        return [Tab(href, icon, _(label), self._is_at(href)) for href, icon, label in TABS]

    def _is_at(self, href: str) -> bool:
        return self.path == href or (href != "/" and self.path.startswith(f"{href}/"))


def encoding_for(accepted: str) -> str | None:
    """The best of ours that an Accept-Encoding header allows (RFC 9110 §12.5.3)."""
    parts = [part.replace(" ", "") for part in accepted.split(",")]
    wished = {part.split(";")[0] for part in parts if not NEVER.search(part)}
    return next((encoding for encoding in ("br", "gzip") if encoding in wished), None)


def of_request(request: AnyRequest) -> Visit:
    """The visit of somebody unknown: all that can be read from the request alone."""
    cookies = request.cookies
    wished = cookies.get(LANGUAGE_COOKIE, "")
    accepted = request.headers.get("accept-language", "")
    return Visit(
        language=wished if wished in NAMES else negotiate(accepted, list(NAMES)),
        path=request.scope["path"].rstrip("/") or "/",
        csrf_token=csrf_token({"request": request}),
        htmx=request.headers.get("hx-request") == "true",
        encoding=encoding_for(request.headers.get("accept-encoding", "")),
        notice_code=cookies.get(NOTICE_COOKIE),
        language_on_device=wished or None,
    )
