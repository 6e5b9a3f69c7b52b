"""What goes wrong is told as RFC 9457 says, never repeating what was sent: it is personal."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap
from pydantic import BaseModel, Field, ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy.exc import IntegrityError, OperationalError

from backend.partners.problems import MOST_FIELDS, busy, problem
from backend.web.visit import AnyRequest

PREFIX = "/api/"
Answer = Response[Any]


class FieldProblem(BaseModel):
    field: str = Field(description="Where, with dots: `identifiers.0.value`. Empty: the whole.")
    message: str


class ProblemDetails(BaseModel):
    """What went wrong, as RFC 9457 says. Never repeats what was sent."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(ge=400, le=599, examples=[404])
    detail: str
    errors: list[FieldProblem] = Field(default=[], description="The fields at fault, 20 at most.")


class Refusal(Exception):
    """A request that cannot be granted: answered with this status and these words."""

    def __init__(self, status: HTTPStatus, detail: str, field: str = "", **headers: str) -> None:
        super().__init__(detail)
        self.status, self.detail, self.field = status, detail, field
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def unprocessable(field: str, message: str) -> Refusal:
    return Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, message, field)


def conflict(detail: str) -> Refusal:
    return Refusal(HTTPStatus.CONFLICT, detail)


def nothing_there() -> Refusal:
    return Refusal(HTTPStatus.NOT_FOUND, "Nothing of that number is known to your structure.")


def refuse(_: AnyRequest, refusal: Refusal) -> Answer:
    fields = [{"field": refusal.field, "message": refusal.detail}] if refusal.field else []
    more = {"errors": fields} if fields else {}
    response = problem(refusal.status, refusal.detail, **more)
    response.headers.update(refusal.headers)
    return response


def invalid(_: AnyRequest, failure: ValidationError) -> Answer:
    """No JSON at all is a bad request; JSON of another shape than asked for is told by field."""
    if failure.errors(include_url=False, include_context=False)[0]["type"] == "json_invalid":
        return problem(HTTPStatus.BAD_REQUEST, "The body is no JSON text in UTF-8.")
    faults = failure.errors(include_url=False, include_context=False, include_input=False)
    fields = [_field(fault) for fault in faults[:MOST_FIELDS]]
    told = "; ".join(f"{field['field'] or 'body'}: {field['message']}" for field in fields)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, told, errors=fields)


def _field(fault: ErrorDetails) -> dict[str, str]:
    """Even the name of a field that nobody knows may be personal."""
    steps = [str(step) for step in fault["loc"]]
    if fault["type"] == "extra_forbidden":
        return {"field": ".".join(steps[:-1]), "message": "A field is sent that is not known."}
    return {"field": ".".join(steps), "message": fault["msg"].removeprefix("Value error, ")}


def fail(_: AnyRequest, failure: HTTPException) -> Answer:
    status = HTTPStatus(failure.status_code)
    response = problem(status, status.description or status.phrase)
    response.headers.update(failure.headers or {})
    return response


def collide(_: AnyRequest, __: IntegrityError) -> Answer:
    return problem(HTTPStatus.CONFLICT, "The same was just written by another request: ask again.")


HANDLERS: ExceptionHandlersMap = {
    Refusal: refuse,
    ValidationError: invalid,
    IntegrityError: collide,
    OperationalError: busy,
    HTTPException: fail,
}


def under_api(pages: Callable[[AnyRequest, Any], Answer]) -> Callable[[AnyRequest, Any], Answer]:
    """Where no route is found there is no router either: the address says who is asking."""

    def show(request: AnyRequest, failure: Exception) -> Answer:
        answer = pages(request, failure)
        if not request.scope["path"].startswith(PREFIX):
            return answer
        if isinstance(failure, HTTPException):
            return fail(request, failure)
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "A fault of ours. It was written down.")

    return show
