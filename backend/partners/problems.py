"""What other software is told when its request fails: RFC 9457, never a page."""

from http import HTTPStatus
from typing import Any

from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

MEDIA_TYPE = "application/problem+json"
MOST_FIELDS = 20


def problem(status: HTTPStatus, detail: str, **more: Any) -> Response[dict[str, Any]]:  # noqa: ANN401 (JSON)
    content = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}
    return Response(content | more, status_code=status, media_type=MEDIA_TYPE)


def unsigned() -> Response[dict[str, Any]]:
    response = problem(HTTPStatus.UNAUTHORIZED, "No endpoint of this tool signed this body.")
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def malformed(failure: ValidationError) -> Response[dict[str, Any]]:
    """Names the fields; never repeats what was sent, which is personal."""
    faults = failure.errors(include_url=False, include_context=False, include_input=False)
    fields = [
        {"field": ".".join(str(step) for step in fault["loc"]), "message": fault["msg"]}
        for fault in faults[:MOST_FIELDS]
    ]
    told = "; ".join(f"{field['field'] or 'body'}: {field['message']}" for field in fields)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, told, errors=fields)


def show(_: Request[None, None, State], failure: HTTPException) -> Response[dict[str, Any]]:
    return problem(HTTPStatus(failure.status_code), HTTPStatus(failure.status_code).description)


def busy(_: Request[None, None, State], __: OperationalError) -> Response[dict[str, Any]]:
    """The database is locked or away: the tool will send again."""
    response = problem(HTTPStatus.SERVICE_UNAVAILABLE, "Try again in a moment.")
    response.headers["Retry-After"] = "60"
    return response


HANDLERS: ExceptionHandlersMap = {HTTPException: show, OperationalError: busy}
