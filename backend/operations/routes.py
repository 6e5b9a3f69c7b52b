"""What machines ask: alive, ready, whom to warn of a weakness."""

from datetime import timedelta

from litestar import Response, get
from litestar.datastructures import State

from backend import clock
from backend.operations.queries import Readiness, readiness

PUBLIC = {"open": True, "exclude_from_csrf": True}
OUT_OF_SERVICE = {Readiness.NOT_MIGRATED, Readiness.NO_DATABASE}


@get("/healthz", opt=PUBLIC, sync_to_thread=False)
def alive() -> dict[str, str]:
    return {"status": "ok"}


@get("/readyz", opt=PUBLIC, sync_to_thread=True)
def ready(state: State) -> Response[dict[str, str]]:
    """503 while the database is out of reach or not migrated; says if reminders are late."""
    found = readiness(state.engine, now=clock.now())
    return Response({"status": found}, status_code=503 if found in OUT_OF_SERVICE else 200)


@get("/.well-known/security.txt", opt=PUBLIC, sync_to_thread=False)
def security_text(state: State) -> Response[str]:
    """RFC 9116; it expires a year from now, each time it is read."""
    settings = state.settings
    expires = clock.now().replace(microsecond=0) + timedelta(days=365)
    lines = [
        f"Contact: mailto:{settings.security_email or settings.contact_email}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.public_url}/.well-known/security.txt",
    ]
    return Response("\n".join(lines) + "\n", media_type="text/plain")
