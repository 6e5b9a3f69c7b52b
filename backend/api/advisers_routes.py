"""The structure's advisers, and who takes over from whom."""

from litestar import Router, get, patch, post
from litestar.di import Provide
from litestar.params import FromPath, RawBody

from backend.api import advisers, queries
from backend.api.access import ApiCaller, KnownToCaller, provide_caller, provide_known
from backend.api.answers import AdviserOut, AdvisersPage, HandoverOut, HandoversPage
from backend.api.forms import AdviserChanges, AdviserIn, HandoverIn
from backend.api.kept import once, read, told
from backend.api.operations import operation
from backend.api.paging import PageAsked, asked, cut, paged
from backend.api.problems import HANDLERS, Answer
from backend.api.scopes import Scope


@post(
    "/advisers",
    sync_to_thread=True,
    opt=operation(
        name="save_adviser",
        scope=Scope.WRITE_ADVISERS,
        summary="Tell of an adviser of your structure",
        description="The e-mail address says who it is: told again, the rest is brought up to "
        "date. Nobody can sign in by this alone.",
        takes=AdviserIn,
        gives=AdviserOut,
        answers=(200, 201),
        refuses=(409,),
    ),
)
def save_adviser(caller: ApiCaller, body: RawBody) -> Answer:
    given = read(caller, body, AdviserIn)

    def act() -> Answer:
        adviser, is_new = advisers.save(caller, given)
        content = AdviserOut.model_validate(adviser)
        place = f"/api/v1/advisers/{adviser.id}"
        return told(content, status=201 if is_new else 200, location=place)

    return once(caller, body, act)


@get(
    "/advisers",
    sync_to_thread=True,
    opt=operation(
        name="list_advisers",
        scope=Scope.READ_ADVISERS,
        summary="The advisers of your structure",
        asks=PageAsked,
        gives=AdvisersPage,
    ),
)
def list_advisers(caller: ApiCaller) -> Answer:
    page = asked(caller, PageAsked)
    found = queries.advisers_of(
        caller.session, caller.structure, after=page.after, limit=page.limit + 1
    )
    shown = [AdviserOut.model_validate(adviser) for adviser in found[: page.limit]]
    return paged(caller, page, AdvisersPage(items=shown, next=cut(found, page)))


@get(
    "/advisers/{adviser_id:int}",
    sync_to_thread=True,
    opt=operation(
        name="show_adviser",
        scope=Scope.READ_ADVISERS,
        summary="One adviser of your structure",
        gives=AdviserOut,
        refuses=(404,),
    ),
)
def show_adviser(caller: ApiCaller, adviser_id: FromPath[int]) -> Answer:
    return told(AdviserOut.model_validate(advisers.one_of(caller, adviser_id)))


@patch(
    "/advisers/{adviser_id:int}",
    sync_to_thread=True,
    opt=operation(
        name="change_adviser",
        scope=Scope.WRITE_ADVISERS,
        summary="Change what is said of an adviser, or that the adviser leaves",
        description="Null and what is left out change nothing. From `left_on` on nobody signs in "
        "as this adviser: announce a hand-over for each person too.",
        takes=AdviserChanges,
        gives=AdviserOut,
        refuses=(404, 409),
    ),
)
def change_adviser(caller: ApiCaller, adviser_id: FromPath[int], body: RawBody) -> Answer:
    given = read(caller, body, AdviserChanges)

    def act() -> Answer:
        adviser = advisers.one_of(caller, adviser_id)
        advisers.change(caller, adviser, given)
        return told(AdviserOut.model_validate(adviser))

    return once(caller, body, act)


@post(
    "/people/{person_id:int}/handovers",
    sync_to_thread=True,
    opt=operation(
        name="save_handover",
        scope=Scope.WRITE_HANDOVERS,
        summary="Announce that another adviser takes over",
        description="She reads the day and the reason. Told again with the same reference, "
        "nothing is announced twice.",
        takes=HandoverIn,
        gives=HandoverOut,
        answers=(200, 201),
        refuses=(404, 409),
    ),
)
def save_handover(caller: ApiCaller, known: KnownToCaller, body: RawBody) -> Answer:
    given = read(caller, body, HandoverIn)

    def act() -> Answer:
        handover, is_new = advisers.hand_over(caller, known, given)
        content = HandoverOut.model_validate(handover)
        place = f"/api/v1/people/{known.id}/handovers"
        return told(content, status=201 if is_new else 200, location=place)

    return once(caller, body, act)


@get(
    "/people/{person_id:int}/handovers",
    sync_to_thread=True,
    opt=operation(
        name="list_handovers",
        scope=Scope.READ_HANDOVERS,
        summary="The hand-overs your structure announced to her",
        asks=PageAsked,
        gives=HandoversPage,
        refuses=(404,),
    ),
)
def list_handovers(caller: ApiCaller, known: KnownToCaller) -> Answer:
    page = asked(caller, PageAsked)
    found = queries.handovers_of(
        caller.session, caller.structure, known, after=page.after, limit=page.limit + 1
    )
    shown = [HandoverOut.model_validate(handover) for handover in found[: page.limit]]
    return paged(caller, page, HandoversPage(items=shown, next=cut(found, page)))


router = Router(
    "/api/v1",
    route_handlers=[
        save_adviser,
        list_advisers,
        show_adviser,
        change_adviser,
        save_handover,
        list_handovers,
    ],
    dependencies={
        "caller": Provide(provide_caller, sync_to_thread=True),
        "known": Provide(provide_known, sync_to_thread=True),
    },
    exception_handlers=HANDLERS,
    opt={"open": True, "exclude_from_csrf": True},  # the token says who it is
)
