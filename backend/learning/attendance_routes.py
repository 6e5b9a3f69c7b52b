"""One joint session, and who comes."""

from litestar import Response, Router, get, post
from litestar.datastructures import State

from backend.database import RequestSession
from backend.learning import calendar, holding
from backend.learning.access import DEPENDENCIES, Here, ReadSession
from backend.learning.holding import Begun, Cancelled, Full
from backend.learning.session_page import path_of, session_page
from backend.people.access import AnyVisit
from backend.web.pages import Page, redirect

PRIVATE = "private, no-store"


@get("/", sync_to_thread=True)
def show(visit: AnyVisit, session: RequestSession, here: Here, read_session: ReadSession) -> Page:
    return session_page(visit, session, here, read_session)


@post("/participation", status_code=200, sync_to_thread=True)
def attend(visit: AnyVisit, session: RequestSession, here: Here, read_session: ReadSession) -> Page:
    try:
        holding.attend(session, here, read_session)
    except (Full, Cancelled, Begun) as refusal:
        return session_page(visit, session, here, read_session, refusal=refusal)
    return redirect(path_of(read_session), notice="joint-session-attended")


@post("/participation/suppression", status_code=200, sync_to_thread=True)
def stay_away(session: RequestSession, here: Here, read_session: ReadSession) -> Page:
    holding.stay_away(session, here, read_session)
    return redirect(path_of(read_session), notice="joint-session-left")


@get("/agenda.ics", sync_to_thread=False)
def file(state: State, here: Here, read_session: ReadSession) -> Response[bytes]:
    address = state.settings.public_url
    body = calendar.file_of(read_session, here.territory, address=address)
    return Response(body, media_type=calendar.MEDIA_TYPE, headers={"Cache-Control": PRIVATE})


router = Router(
    "/pro/ensemble/sessions/{joint_id:int}",
    route_handlers=[show, attend, stay_away, file],
    dependencies=DEPENDENCIES,
)
