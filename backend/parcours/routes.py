"""Her parcours: the line, and the people around her."""

from litestar import Router, get
from litestar.params import FromQuery

from backend import clock
from backend.database import RequestSession
from backend.parcours import queries, team
from backend.parcours.reading import Reading
from backend.people.access import AnyVisit, SignedInPerson, today_of
from backend.steps import labels
from backend.web.pages import Page, page


@get("/", sync_to_thread=True)
def index(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    annee: FromQuery[int | None] = None,
) -> Page:
    """`annee`: all of one year; else the last months and what is to come."""
    assert visit.territory is not None  # noqa: S101 (whoever is signed in lives in one)
    reading = Reading(visit.territory, clock.now())
    line = queries.line_of(session, person, annee, reading)
    return page(visit, "parcours/index.html", line=line, labels=labels, today=reading.today)


@get("/equipe", sync_to_thread=True)
def around(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    today = today_of(visit)
    return page(
        visit,
        "parcours/team.html",
        members=team.members_of(session, person, today=today),
        changes=team.changes_of(session, person),
        today=today,
    )


router = Router("/parcours", route_handlers=[index, around])
