"""The first page: what matters today, or the two ways in."""

from litestar import get

from backend import clock
from backend.database import RequestSession
from backend.home import queries
from backend.people.access import AnyVisit
from backend.web.pages import Page, page, redirect


@get("/", opt={"open": True}, sync_to_thread=True)
def home(visit: AnyVisit, session: RequestSession) -> Page:
    if visit.adviser is not None:
        return redirect("/pro")
    if visit.person is None:
        return page(visit, "home/welcome.html")
    now = clock.now()
    today = queries.today_of(
        session, visit.person, now=now, today=now.astimezone(visit.zone).date()
    )
    return page(
        visit,
        "home/index.html",
        today=today,
        appointment=today.next,
        stage=today.next.stage if today.next else None,
        phone=today.next.phone if today.next else "",
        back="/",
    )
