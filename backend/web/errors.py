"""What is shown when something fails: what happened, what is kept, what to do next."""

import logging
import traceback
from typing import Any

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.exceptions.http_exceptions import ClientException

from backend.web.pages import page, redirect
from backend.web.visit import AnyRequest, of_request

logger = logging.getLogger(__name__)
OWN_PAGES = {403, 404, 405, 409, 413, 429}


class NotSignedIn(HTTPException):
    """Only for somebody who signed in."""

    status_code = 401


class TooManyTries(HTTPException):
    """Tried too often: `minutes` says when to come back."""

    status_code = 429

    def __init__(self, minutes: int) -> None:
        super().__init__(detail="too many tries")
        self.minutes = minutes


def to_sign_in(request: AnyRequest, _: NotSignedIn) -> Response[Any]:
    """A page sends her to sign in and back; a script gets the bare status."""
    if request.headers.get("hx-request") == "true":
        return Response(b"", status_code=401, headers={"HX-Redirect": "/connexion"})
    if request.method == "GET" and "text/html" in request.headers.get("accept", "text/html"):
        path = request.scope["path"]
        return redirect("/connexion" if path == "/" else f"/connexion?retour={path}")
    return page(of_request(request), "errors/401.html", status=401)


def show(request: AnyRequest, failure: HTTPException) -> Response[Any]:
    status = failure.status_code
    minutes = getattr(failure, "minutes", 1)
    if status not in OWN_PAGES:
        status = 400 if isinstance(failure, ClientException) else status
    name = f"errors/{status}.html" if status in OWN_PAGES else "errors/400.html"
    visit = of_request(request)
    response = page(visit, name, status=status, minutes=minutes)
    if status == 429:  # noqa: PLR2004
        response.headers["Retry-After"] = str(minutes * 60)
    return response


def conflict(request: AnyRequest, _: Exception) -> Response[Any]:
    """Something moved meanwhile: the page she acted on no longer tells the truth."""
    return page(of_request(request), "errors/409.html", status=409)


def unexpected(request: AnyRequest, failure: Exception) -> Response[Any]:
    """A fault of ours. The log gets where it happened, never the message: it may hold a name."""
    trace = "".join(traceback.format_tb(failure.__traceback__))
    handler = request.scope.get("route_handler")
    logger.error("unexpected %s in %s\n%s", type(failure).__name__, handler, trace)
    return page(of_request(request), "errors/500.html", status=500)
