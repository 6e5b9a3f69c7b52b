"""Our styles, scripts and icons: read once, hashed, compressed, served as immutable."""

import base64
import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import brotli
from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from markupsafe import Markup

from backend.web.visit import AnyRequest, encoding_for

ROOT = Path(__file__).parent.parent.parent
FRONTEND = ROOT / "frontend"
NODE_MODULES = ROOT / "node_modules"
STYLES = (  # in the order of their @layer
    *("tokens", "base"),
    *("frame", "buttons", "lists", "path", "fields"),
    *("pages", "appointments", "parcours", "project", "offers", "surveys", "results", "print"),
)
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
FOR_EVER = "public, max-age=31536000, immutable"


class AssetMissing(Exception):
    """A template names a file that was not built or fetched."""


@dataclass(frozen=True)
class Asset:
    name: str
    body: bytes
    media_type: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()[:12]

    @property
    def path(self) -> str:
        stem, _, ending = self.name.rpartition(".")
        return f"/static/{stem}.{self.digest}.{ending}"

    @property
    def integrity(self) -> str:
        return "sha256-" + base64.b64encode(hashlib.sha256(self.body).digest()).decode()


@lru_cache
def _by_name() -> dict[str, Asset]:
    bodies = {
        "app.css": shorten("\n".join(_read(f"styles/{name}.css") for name in STYLES)),
        "app.js": "\n".join(
            p.read_text("utf-8") for p in sorted((FRONTEND / "scripts").glob("*.js"))
        ),
        "htmx.js": (NODE_MODULES / "htmx.org/dist/htmx.min.js").read_text("utf-8"),
    }
    found = {name: body.encode() for name, body in bodies.items()}
    found |= {path.name: path.read_bytes() for path in (FRONTEND / "icons").glob("*.*")}
    return {
        name: Asset(name, body, TYPES[Path(name).suffix])
        for name, body in found.items()
        if Path(name).suffix in TYPES
    }


def _read(name: str) -> str:
    return (FRONTEND / name).read_text("utf-8")


def shorten(css: str) -> str:
    """Without comments and white space that no browser reads."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?", r"\1", css).strip()


def asset(name: str) -> Asset:
    try:
        return _by_name()[name]
    except KeyError:
        raise AssetMissing(name) from None


@lru_cache
def url(name: str) -> str:
    return asset(name).path


@lru_cache
def integrity(name: str) -> str:
    return asset(name).integrity


@lru_cache
def icon(name: str) -> Markup:
    """A lucide drawing to stand beside a word; screen readers pass over it."""
    source = NODE_MODULES / "lucide-static" / "icons" / f"{name}.svg"
    if not source.exists():
        raise AssetMissing(f"icon {name}")
    drawing = re.sub(r"<!--.*?-->|\s+", " ", source.read_text("utf-8"), flags=re.DOTALL)
    inside = re.sub(r"^.*?<svg[^>]*>|</svg>.*$|(?<=>) | (?=<)", "", drawing, flags=re.DOTALL)
    return Markup(  # noqa: S704 (a file of ours)
        f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{inside.strip()}</svg>'
    )


@lru_cache
def _by_path() -> dict[str, Asset]:
    return {asset.path: asset for asset in _by_name().values()}


@lru_cache(maxsize=256)
def _encoded(path: str, encoding: str) -> bytes:
    body = _by_path()[path].body
    return brotli.compress(body) if encoding == "br" else gzip.compress(body, 9, mtime=0)


@get("/static/{path:path}", opt={"open": True, "exclude_from_csrf": True}, sync_to_thread=False)
def serve(request: AnyRequest, path: FromPath[Path]) -> Response[bytes]:
    found = _by_path().get(f"/static/{path.as_posix().lstrip('/')}")
    if found is None:
        raise NotFoundException
    headers = {"Cache-Control": FOR_EVER, "ETag": f'"{found.digest}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(b"", status_code=304, headers=headers)
    if found.media_type == "image/png":
        return Response(found.body, headers=headers, media_type=found.media_type)
    encoding = encoding_for(request.headers.get("accept-encoding", ""))
    headers["Vary"] = "Accept-Encoding"
    if encoding is None:
        return Response(found.body, headers=headers, media_type=found.media_type)
    headers["Content-Encoding"] = encoding
    return Response(_encoded(found.path, encoding), headers=headers, media_type=found.media_type)
