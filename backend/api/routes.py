"""The partner interface, first of all its people: /api/v1."""

from litestar import Router, get, patch, post, put
from litestar.di import Provide
from litestar.params import RawBody

from backend.api import persons, queries, team
from backend.api.access import ApiCaller, KnownToCaller, note_reading, provide_caller, provide_known
from backend.api.answers import AccompanimentOut, PeoplePage, PersonOut
from backend.api.document import MEDIA_TYPE, published
from backend.api.forms import PersonChanges, PersonIn, TeamIn
from backend.api.kept import once, read, told
from backend.api.operations import operation
from backend.api.paging import PeopleAsked, asked, cut, paged
from backend.api.problems import HANDLERS, Answer, conflict, refuse
from backend.api.scopes import Scope
from backend.api.views import persons_out
from backend.people.models import IdentifierSystem
from backend.web.visit import AnyRequest

TWO_FILES = (
    "What you call her belongs to two files. An adviser is asked whether they are one person: "
    "until then, send one of the identifiers."
)


@get("/openapi.json", sync_to_thread=True, opt={"is_document": True})
def document(request: AnyRequest) -> Answer:
    return Answer(published(request.app), media_type=MEDIA_TYPE)


@post(
    "/people",
    sync_to_thread=True,
    opt=operation(
        name="save_person",
        scope=Scope.WRITE_PEOPLE,
        summary="Say whom you know",
        description="Finds her by her identifiers or your reference, never by her name, and links "
        "her to your structure; creates her when nobody is found. What is known of her stays: only "
        "what was empty is filled. 409 when what you call her belongs to two files: an adviser "
        "is then asked whether they are one person.",
        takes=PersonIn,
        gives=PersonOut,
        answers=(200, 201),
        refuses=(409,),
    ),
)
def save_person(request: AnyRequest, caller: ApiCaller, body: RawBody) -> Answer:
    given = read(caller, body, PersonIn)

    def act() -> Answer:
        try:
            person, is_new = persons.save(caller.session, caller.structure, given, now=caller.now)
        except persons.SameOnTwoFiles:
            return refuse(request, conflict(TWO_FILES))  # the question stays: nothing is undone
        except persons.CalledOtherwise:
            raise conflict("She has another identifier in one of these systems.") from None
        place = f"/api/v1/people/{person.id}"
        [content] = persons_out(caller, [person])
        return told(content, status=201 if is_new else 200, location=place)

    return once(caller, body, act)


@get(
    "/people",
    sync_to_thread=True,
    opt=operation(
        name="list_people",
        scope=Scope.READ_PEOPLE,
        summary="Those your structure knows",
        description="You told of them, or an adviser of yours accompanies them today.",
        asks=PeopleAsked,
        gives=PeoplePage,
    ),
)
def list_people(caller: ApiCaller) -> Answer:
    page = asked(caller, PeopleAsked)
    only = []
    if page.reference is not None:
        only.append(queries.is_called(caller.structure, page.reference))
    if page.identifier is not None:
        system, _, value = page.identifier.partition(":")
        only.append(queries.has_identifier(IdentifierSystem(system), value))
    found = queries.known_by(
        caller.session,
        caller.structure,
        today=caller.today,
        after=page.after,
        limit=page.limit + 1,
        only=only,
    )
    shown = found[: page.limit]
    note_reading(caller, *shown)
    content = PeoplePage(items=persons_out(caller, shown), next=cut(found, page))
    return paged(caller, page, content)


@get(
    "/people/{person_id:int}",
    sync_to_thread=True,
    opt=operation(
        name="show_person",
        scope=Scope.READ_PEOPLE,
        summary="One person you know",
        gives=PersonOut,
        refuses=(404,),
    ),
)
def show_person(caller: ApiCaller, known: KnownToCaller) -> Answer:
    return told(persons_out(caller, [known])[0])


@patch(
    "/people/{person_id:int}",
    sync_to_thread=True,
    opt=operation(
        name="change_person",
        scope=Scope.WRITE_PEOPLE,
        summary="Correct what is said of her",
        description="Null and what is left out change nothing. Her name and date of birth are "
        "corrected by who accompanies her; how to reach her is hers to say once she has enrolled.",
        takes=PersonChanges,
        gives=PersonOut,
        refuses=(404, 409),
    ),
)
def change_person(caller: ApiCaller, known: KnownToCaller, body: RawBody) -> Answer:
    given = read(caller, body, PersonChanges)

    def act() -> Answer:
        try:
            persons.change(caller.session, caller.structure, known, given, now=caller.now)
        except persons.ReferenceTaken:
            raise conflict("Your structure calls somebody else so.") from None
        except persons.NotAccompanied:
            raise conflict("Her name is corrected by who accompanies her.") from None
        return told(persons_out(caller, [known])[0])

    return once(caller, body, act)


@put(
    "/people/{person_id:int}/team",
    sync_to_thread=True,
    opt=operation(
        name="save_team_member",
        scope=Scope.WRITE_PEOPLE,
        summary="Say which adviser of yours accompanies her",
        description="From today on. To change who accompanies her, announce a hand-over.",
        takes=TeamIn,
        gives=AccompanimentOut,
        refuses=(404, 409),
    ),
)
def save_team_member(caller: ApiCaller, known: KnownToCaller, body: RawBody) -> Answer:
    given = read(caller, body, TeamIn)

    def act() -> Answer:
        link = team.accompany(caller, known, given)
        return told(AccompanimentOut.model_validate(link))

    return once(caller, body, act)


router = Router(
    "/api/v1",
    route_handlers=[
        document,
        save_person,
        list_people,
        show_person,
        change_person,
        save_team_member,
    ],
    dependencies={
        "caller": Provide(provide_caller, sync_to_thread=True),
        "known": Provide(provide_known, sync_to_thread=True),
    },
    exception_handlers=HANDLERS,
    opt={"open": True, "exclude_from_csrf": True},  # the token says who it is
)
