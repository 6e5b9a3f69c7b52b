"""What is published of opinions, for other software: open to everybody."""

from dataclasses import dataclass

from litestar import Router, get

from backend.api.operations import operation
from backend.api.paging import asked, cut, paged
from backend.api.problems import HANDLERS, Answer
from backend.api.results import ResultsAsked, ResultsPage, found, results_out
from backend.database import RequestSession
from backend.web.visit import AnyRequest

# Answers are the same for everybody: caches keep them, so nobody needs to be counted.
CACHED = {
    "Cache-Control": "public, max-age=3600",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@dataclass(frozen=True)
class Anybody:
    """Nothing is known of them, nor written down."""

    request: AnyRequest


@get(
    "/",
    sync_to_thread=True,
    opt=operation(
        name="list_results",
        scope=None,
        summary="What people say of the support",
        description="The figures of the pages of results and of the open data files, under the "
        "Licence Ouverte 2.0. A quarter is published once, three weeks after its end, and never "
        "changes afterwards.",
        asks=ResultsAsked,
        gives=ResultsPage,
    ),
)
def list_results(request: AnyRequest, session: RequestSession) -> Answer:
    anybody = Anybody(request)
    page = asked(anybody, ResultsAsked)
    rows = found(session, page)
    after = cut([one.result for one in rows], page)
    content = ResultsPage(items=results_out(rows[: page.limit]), next=after)
    response = paged(anybody, page, content)
    response.headers.update(CACHED)
    return response


router = Router(
    "/api/v1/results",
    route_handlers=[list_results],
    exception_handlers=HANDLERS,
    opt={"open": True, "exclude_from_csrf": True},
)
