"""What makes the pages an app on the phone. Public, and the same for everybody."""

import json
from functools import lru_cache
from hashlib import sha256
from typing import Any

from litestar import Response, get

from backend.people.access import AnyVisit
from backend.web import assets
from backend.web.language import NAMES, _, direction, speaking
from backend.web.pages import Page, page
from backend.web.visit import AnyRequest, of_request

PUBLIC = {"open": True, "exclude_from_csrf": True}
PRECACHED = ("app.css", "app.js", "htmx.js", "favicon.svg", "icon-192.png", "badge-72.png")
HOUR = "public, max-age=3600"


@get("/manifest.webmanifest", opt=PUBLIC, sync_to_thread=False)
def manifest(request: AnyRequest) -> Response[bytes]:
    wished = request.query_params.get("langue", "")
    language = wished if wished in NAMES else of_request(request).language
    return Response(
        _manifest(language),
        headers={"Cache-Control": HOUR, "Vary": "Accept-Language, Cookie"},
        media_type="application/manifest+json",
    )


@lru_cache
def _manifest(language: str) -> bytes:
    with speaking(language):
        shortcut_icon = {
            "src": assets.url("shortcut-96.png"),
            "sizes": "96x96",
            "type": "image/png",
        }
        content: dict[str, Any] = {
            "id": "/?app=mon-parcours",
            "name": "Mon parcours",
            "short_name": "Mon parcours",
            "description": _("Your parcours towards a job, with those who accompany you."),
            "lang": language,
            "dir": direction(language),
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#FBF8F3",
            "theme_color": "#FBF8F3",
            "categories": ["government", "social"],
            "prefer_related_applications": False,
            "icons": [
                _icon("icon-192.png", 192, "any"),
                _icon("icon-512.png", 512, "any"),
                _icon("icon-maskable-512.png", 512, "maskable"),
            ],
            "shortcuts": [
                {"name": _("My appointments"), "url": "/rendez-vous", "icons": [shortcut_icon]}
            ],
        }
    return json.dumps(content, ensure_ascii=False).encode()


def _icon(name: str, size: int, purpose: str) -> dict[str, str]:
    return {
        "src": assets.url(name),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


@get("/service-worker.js", opt=PUBLIC, sync_to_thread=False)
def service_worker() -> Response[str]:
    return Response(
        _service_worker(),
        headers={"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"},
        media_type="text/javascript",
    )


@lru_cache
def _service_worker() -> str:
    source = (assets.FRONTEND / "pwa" / "service-worker.js").read_text("utf-8")
    kept = json.dumps([assets.url(name) for name in PRECACHED])
    build = sha256((source + kept).encode()).hexdigest()[:12]
    return source.replace("__PRECACHE__", kept).replace("__BUILD__", build)


@get("/hors-ligne", opt=PUBLIC, sync_to_thread=True)
def offline(visit: AnyVisit) -> Page:
    """Kept by the service worker, so the same for everybody: nothing of who asks is in it."""
    response = page(_nobody(visit), "pwa/offline.html")
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Content-Language"] = visit.language
    return response


def _nobody(visit: AnyVisit) -> AnyVisit:
    return type(visit)(language=visit.language, path="/hors-ligne", encoding=visit.encoding)
