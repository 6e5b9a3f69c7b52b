"""What every answer says to the browser, and what every question must prove."""

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from litestar.config.csrf import CSRFConfig
from litestar.exceptions import PermissionDeniedException
from litestar.types import Message, Scope

from backend.settings import Settings
from backend.web.visit import AnyRequest

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
YEARS_2 = "max-age=63072000; includeSubDomains"
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class AnswerHeaders:
    """Adds to every answer, errors included, the headers it does not set itself."""

    def __init__(self, settings: Settings) -> None:
        secure = settings.public_url.startswith("https://")
        policy = f"{CONTENT_POLICY}; upgrade-insecure-requests" if secure else CONTENT_POLICY
        given = HEADERS | {"Content-Security-Policy": policy, "Cache-Control": "no-store"}
        if secure:
            given["Strict-Transport-Security"] = YEARS_2
        self.headers = [(name.lower().encode(), value.encode()) for name, value in given.items()]

    async def __call__(self, message: Message, _: Scope) -> None:
        if message["type"] == "http.response.start":
            present = {name for name, _ in message["headers"]}
            message["headers"] = [
                *message["headers"],
                *(header for header in self.headers if header[0] not in present),
            ]


def csrf(settings: Settings) -> CSRFConfig:
    return CSRFConfig(
        secret=secret_key(settings),
        cookie_name="__Host-csrf",
        cookie_secure=True,
        cookie_httponly=True,
        cookie_samesite="lax",
    )


def refuse_other_origins(request: AnyRequest) -> None:
    """The second line behind the token: a browser says itself that a form comes from elsewhere."""
    if request.method in SAFE_METHODS or request.route_handler.opt.get("exclude_from_csrf"):
        return
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        trusted = site in {"same-origin", "none"}
    else:
        trusted = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not trusted:
        raise PermissionDeniedException("cross-site")


def secret_key(settings: Settings) -> str:
    """SECRET_KEY, or a random one made once and kept in the data folder."""
    return settings.secret_key or kept_secret(settings.data_path / "secret.key")


def kept_secret(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return kept_secret(path)  # another process was first
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text("utf-8").strip()


def keyed_hash(key: str, purpose: str, value: str) -> str:
    """A short name for a value that cannot be guessed back without the key."""
    return hmac.new(key.encode(), f"{purpose}:{value}".encode(), sha256).hexdigest()[:32]


def token_hash(token: str) -> str:
    """What is stored of a random token: enough to recognise it, nothing to steal."""
    return sha256(token.encode()).hexdigest()
