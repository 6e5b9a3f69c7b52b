"""Lines of her situation, and what she says of the structure's."""

from litestar import Router, get, patch, post
from litestar.di import Provide
from litestar.params import FromPath, RawBody

from backend.api import parcours
from backend.api.access import ApiCaller, KnownToCaller, provide_caller, provide_known
from backend.api.answers import SituationOut, SituationsPage
from backend.api.forms import SituationChanges, SituationIn
from backend.api.kept import once, read, told
from backend.api.operations import operation
from backend.api.paging import PageAsked, asked, cut, paged
from backend.api.problems import HANDLERS, Answer
from backend.api.scopes import Scope
from backend.api.views import situations_out
from backend.assessments.models import Observation

LINES = "/people/{person_id:int}/situations"


@post(
    LINES,
    sync_to_thread=True,
    opt=operation(
        name="save_situation",
        scope=Scope.WRITE_SITUATIONS,
        summary="Tell of her situation",
        description="Told again with the same reference, it is brought up to date. In other words, "
        "the former line ends and another one begins.",
        takes=SituationIn,
        gives=SituationOut,
        answers=(200, 201),
        refuses=(404, 409),
    ),
)
def save_situation(caller: ApiCaller, known: KnownToCaller, body: RawBody) -> Answer:
    given = read(caller, body, SituationIn)

    def act() -> Answer:
        line, is_new = parcours.save_situation(caller, known, given)
        place = f"/api/v1/people/{known.id}/situations/{line.id}"
        content = situations_out(caller, [line])[0]
        return told(content, status=201 if is_new else 200, location=place)

    return once(caller, body, act)


@get(
    LINES,
    sync_to_thread=True,
    opt=operation(
        name="list_situations",
        scope=Scope.READ_SITUATIONS,
        summary="Her situation, with what she says of your lines",
        asks=PageAsked,
        gives=SituationsPage,
        refuses=(404,),
    ),
)
def list_situations(caller: ApiCaller, known: KnownToCaller) -> Answer:
    page = asked(caller, PageAsked)
    found = parcours.lines_of(caller, known, Observation, page)
    shown = situations_out(caller, found[: page.limit])
    return paged(caller, page, SituationsPage(items=shown, next=cut(found, page)))


@get(
    LINES + "/{situation_id:int}",
    sync_to_thread=True,
    opt=operation(
        name="show_situation",
        scope=Scope.READ_SITUATIONS,
        summary="One line of her situation",
        gives=SituationOut,
        refuses=(404,),
    ),
)
def show_situation(caller: ApiCaller, known: KnownToCaller, situation_id: FromPath[int]) -> Answer:
    line = parcours.one_of(caller, known, Observation, situation_id)
    return told(situations_out(caller, [line])[0])


@patch(
    LINES + "/{situation_id:int}",
    sync_to_thread=True,
    opt=operation(
        name="end_situation",
        scope=Scope.WRITE_SITUATIONS,
        summary="Say since when a line of yours is no longer true",
        takes=SituationChanges,
        gives=SituationOut,
        refuses=(404, 409),
    ),
)
def end_situation(
    caller: ApiCaller, known: KnownToCaller, situation_id: FromPath[int], body: RawBody
) -> Answer:
    given = read(caller, body, SituationChanges)

    def act() -> Answer:
        line = parcours.own_of(caller, known, Observation, situation_id)
        parcours.end_situation(caller, line, given)
        return told(situations_out(caller, [line])[0])

    return once(caller, body, act)


router = Router(
    "/api/v1",
    route_handlers=[save_situation, list_situations, show_situation, end_situation],
    dependencies={
        "caller": Provide(provide_caller, sync_to_thread=True),
        "known": Provide(provide_known, sync_to_thread=True),
    },
    exception_handlers=HANDLERS,
    opt={"open": True, "exclude_from_csrf": True},  # the token says who it is
)
