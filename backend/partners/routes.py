import re
from typing import Any

from litestar import Request, Response, Router, post
from litestar.datastructures import State
from litestar.params import RawBody
from pydantic import ValidationError

from backend import clock
from backend.appointments.models import Source
from backend.database import RequestSession, reading
from backend.partners import (
    actions,
    problems,
    queries,
    rdv_insertion,
    rdv_service_public,
    signatures,
)
from backend.partners.models import WebhookEndpoint

LARGEST_BODY = 256 * 1024
ENDPOINT = re.compile(r"[0-9]{0,9}")
UNDERSTANDERS = {
    Source.RDV_INSERTION: rdv_insertion.understand,
    Source.RDV_SERVICE_PUBLIC: rdv_service_public.understand,
}
Answer = Response[dict[str, Any]]
WebhookRequest = Request[None, None, State]


@post("/rdv-insertion", status_code=200, sync_to_thread=True)
def from_rdv_insertion(request: WebhookRequest, body: RawBody, session: RequestSession) -> Answer:
    return _take_in(request, body, session, Source.RDV_INSERTION)


@post("/rdv-service-public", status_code=200, sync_to_thread=True)
def from_rdv_service_public(
    request: WebhookRequest, body: RawBody, session: RequestSession
) -> Answer:
    return _take_in(request, body, session, Source.RDV_SERVICE_PUBLIC)


def _take_in(
    request: WebhookRequest, body: bytes, session: RequestSession, source: Source
) -> Answer:
    endpoint = _sender(request, body, source)
    if endpoint is None:
        return problems.unsigned()
    try:
        message = UNDERSTANDERS[source](signatures.readable(body))
    except ValidationError as failure:
        return problems.malformed(failure)
    outcome = actions.take_in(session, endpoint, message, now=clock.now())
    return Response({"outcome": outcome})


def _sender(request: WebhookRequest, body: bytes, source: Source) -> WebhookEndpoint | None:
    """Read apart from the request's session: a stranger must not make the writers wait."""
    named = request.query_params.get("endpoint", "")
    if not ENDPOINT.fullmatch(named):
        return None
    now = clock.now()
    with reading(request.app.state.reader) as session:
        for endpoint in queries.endpoints(session, source, int(named) if named else None):
            if signatures.is_genuine(endpoint, body, request.headers, now=now):
                return endpoint
    return None


router = Router(
    "/api/v1/webhooks",
    route_handlers=[from_rdv_insertion, from_rdv_service_public],
    request_max_body_size=LARGEST_BODY,
    exception_handlers=problems.HANDLERS,
    opt={"exclude_from_csrf": True, "open": True},  # the signature says who it is
    include_in_schema=False,
)
