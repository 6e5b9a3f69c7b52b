"""Her steps, as a structure's tool tells and reads them."""

from litestar import Router, get, patch, post
from litestar.di import Provide
from litestar.params import FromPath, RawBody

from backend.api import parcours
from backend.api.access import ApiCaller, KnownToCaller, provide_caller, provide_known
from backend.api.answers import StepOut, StepsPage
from backend.api.forms import StepChanges, StepIn
from backend.api.kept import once, read, told
from backend.api.operations import operation
from backend.api.paging import PageAsked, asked, cut, paged
from backend.api.problems import HANDLERS, Answer
from backend.api.scopes import Scope
from backend.api.views import steps_out
from backend.steps.models import Step

LINES = "/people/{person_id:int}/steps"


@post(
    LINES,
    sync_to_thread=True,
    opt=operation(
        name="save_step",
        scope=Scope.WRITE_STEPS,
        summary="Tell of a step",
        description="Told again with the same reference, it is brought up to date.",
        takes=StepIn,
        gives=StepOut,
        answers=(200, 201),
        refuses=(404, 409),
    ),
)
def save_step(caller: ApiCaller, known: KnownToCaller, body: RawBody) -> Answer:
    given = read(caller, body, StepIn)

    def act() -> Answer:
        step, is_new = parcours.save_step(caller, known, given)
        place = f"/api/v1/people/{known.id}/steps/{step.id}"
        return told(steps_out(caller, [step])[0], status=201 if is_new else 200, location=place)

    return once(caller, body, act)


@get(
    LINES,
    sync_to_thread=True,
    opt=operation(
        name="list_steps",
        scope=Scope.READ_STEPS,
        summary="Her steps",
        description="Yours, and those of others that she lets your structure see.",
        asks=PageAsked,
        gives=StepsPage,
        refuses=(404,),
    ),
)
def list_steps(caller: ApiCaller, known: KnownToCaller) -> Answer:
    page = asked(caller, PageAsked)
    found = parcours.lines_of(caller, known, Step, page)
    shown = steps_out(caller, found[: page.limit])
    return paged(caller, page, StepsPage(items=shown, next=cut(found, page)))


@get(
    LINES + "/{step_id:int}",
    sync_to_thread=True,
    opt=operation(
        name="show_step",
        scope=Scope.READ_STEPS,
        summary="One step",
        gives=StepOut,
        refuses=(404,),
    ),
)
def show_step(caller: ApiCaller, known: KnownToCaller, step_id: FromPath[int]) -> Answer:
    step = parcours.one_of(caller, known, Step, step_id)
    return told(steps_out(caller, [step])[0])


@patch(
    LINES + "/{step_id:int}",
    sync_to_thread=True,
    opt=operation(
        name="change_step",
        scope=Scope.WRITE_STEPS,
        summary="Change a step of yours",
        description="Null and what is left out change nothing.",
        takes=StepChanges,
        gives=StepOut,
        refuses=(404, 409),
    ),
)
def change_step(
    caller: ApiCaller, known: KnownToCaller, step_id: FromPath[int], body: RawBody
) -> Answer:
    given = read(caller, body, StepChanges)

    def act() -> Answer:
        step = parcours.own_of(caller, known, Step, step_id)
        parcours.change_step(caller, step, given)
        return told(steps_out(caller, [step])[0])

    return once(caller, body, act)


router = Router(
    "/api/v1",
    route_handlers=[save_step, list_steps, show_step, change_step],
    dependencies={
        "caller": Provide(provide_caller, sync_to_thread=True),
        "known": Provide(provide_known, sync_to_thread=True),
    },
    exception_handlers=HANDLERS,
    opt={"open": True, "exclude_from_csrf": True},  # the token says who it is
)
