"""Her objectives, and what she says of those the structure set."""

from litestar import Router, get, patch, post
from litestar.di import Provide
from litestar.params import FromPath, RawBody

from backend.api import parcours
from backend.api.access import ApiCaller, KnownToCaller, provide_caller, provide_known
from backend.api.answers import ObjectiveOut, ObjectivesPage
from backend.api.forms import ObjectiveChanges, ObjectiveIn
from backend.api.kept import once, read, told
from backend.api.operations import operation
from backend.api.paging import PageAsked, asked, cut, paged
from backend.api.problems import HANDLERS, Answer
from backend.api.scopes import Scope
from backend.api.views import objectives_out
from backend.projects.models import Objective

LINES = "/people/{person_id:int}/objectives"


@post(
    LINES,
    sync_to_thread=True,
    opt=operation(
        name="save_objective",
        scope=Scope.WRITE_OBJECTIVES,
        summary="Tell of an objective",
        description="Its words never change under her answer: told again with the same reference "
        "in other words, the former ends and another one begins.",
        takes=ObjectiveIn,
        gives=ObjectiveOut,
        answers=(200, 201),
        refuses=(404, 409),
    ),
)
def save_objective(caller: ApiCaller, known: KnownToCaller, body: RawBody) -> Answer:
    given = read(caller, body, ObjectiveIn)

    def act() -> Answer:
        objective, is_new = parcours.save_objective(caller, known, given)
        place = f"/api/v1/people/{known.id}/objectives/{objective.id}"
        content = objectives_out(caller, [objective])[0]
        return told(content, status=201 if is_new else 200, location=place)

    return once(caller, body, act)


@get(
    LINES,
    sync_to_thread=True,
    opt=operation(
        name="list_objectives",
        scope=Scope.READ_OBJECTIVES,
        summary="Her objectives, with what she says of yours",
        asks=PageAsked,
        gives=ObjectivesPage,
        refuses=(404,),
    ),
)
def list_objectives(caller: ApiCaller, known: KnownToCaller) -> Answer:
    page = asked(caller, PageAsked)
    found = parcours.lines_of(caller, known, Objective, page)
    shown = objectives_out(caller, found[: page.limit])
    return paged(caller, page, ObjectivesPage(items=shown, next=cut(found, page)))


@get(
    LINES + "/{objective_id:int}",
    sync_to_thread=True,
    opt=operation(
        name="show_objective",
        scope=Scope.READ_OBJECTIVES,
        summary="One objective",
        gives=ObjectiveOut,
        refuses=(404,),
    ),
)
def show_objective(caller: ApiCaller, known: KnownToCaller, objective_id: FromPath[int]) -> Answer:
    objective = parcours.one_of(caller, known, Objective, objective_id)
    return told(objectives_out(caller, [objective])[0])


@patch(
    LINES + "/{objective_id:int}",
    sync_to_thread=True,
    opt=operation(
        name="change_objective",
        scope=Scope.WRITE_OBJECTIVES,
        summary="Say what became of an objective of yours",
        takes=ObjectiveChanges,
        gives=ObjectiveOut,
        refuses=(404, 409),
    ),
)
def change_objective(
    caller: ApiCaller, known: KnownToCaller, objective_id: FromPath[int], body: RawBody
) -> Answer:
    given = read(caller, body, ObjectiveChanges)

    def act() -> Answer:
        objective = parcours.own_of(caller, known, Objective, objective_id)
        parcours.change_objective(caller, objective, given)
        return told(objectives_out(caller, [objective])[0])

    return once(caller, body, act)


router = Router(
    "/api/v1",
    route_handlers=[save_objective, list_objectives, show_objective, change_objective],
    dependencies={
        "caller": Provide(provide_caller, sync_to_thread=True),
        "known": Provide(provide_known, sync_to_thread=True),
    },
    exception_handlers=HANDLERS,
    opt={"open": True, "exclude_from_csrf": True},  # the token says who it is
)
