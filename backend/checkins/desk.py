"""« J'ai un souci », as the adviser she told reads it."""

from litestar import Router, get, post
from litestar.di import Provide

from backend import clock
from backend.checkins import actions
from backend.checkins.access import ToldTrouble, provide_told
from backend.database import RequestSession
from backend.people.access import AnyVisit
from backend.web.pages import Page, page, redirect


@get("/{check_in_id:int}", sync_to_thread=True)
def show(visit: AnyVisit, told: ToldTrouble) -> Page:
    return page(visit, "checkins/trouble.html", check_in=told.check_in, who=told.person)


@post("/{check_in_id:int}", status_code=200, sync_to_thread=True)
def handle(session: RequestSession, told: ToldTrouble) -> Page:
    actions.handle(told.check_in, now=clock.now())
    session.add(told.check_in)
    return redirect("/pro", notice="trouble-handled")


router = Router(
    "/pro/soucis",
    route_handlers=[show, handle],
    dependencies={"told": Provide(provide_told, sync_to_thread=True)},
)
