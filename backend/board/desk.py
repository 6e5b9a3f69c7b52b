"""The territory's board: how requests are answered, and who waits."""

from litestar import Router, get
from litestar.di import Provide

from backend import clock
from backend.board.queries import board_of
from backend.claims.desk_words import time_left, urgency
from backend.claims.inbox import Shown, inbox_for
from backend.claims.kinds import TABLE
from backend.continuity.queries import counts_of
from backend.continuity.words import TITLES
from backend.database import RequestSession
from backend.people.access import AnyVisit
from backend.people.team import OwnTeam, provide_team
from backend.web.pages import Page, page

FIRST = 20  # of those that the team must look at; the others are one page further


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, team: OwnTeam) -> Page:
    with_team = inbox_for(session, team.adviser, today=team.today, shown=Shown.ESCALATED)
    return page(
        visit,
        "board/index.html",
        territory=team.territory,
        board=board_of(session, team.territory, now=clock.now()),
        lines=with_team.lines[:FIRST],
        interrupted=counts_of(session, team.territory.id),
        worries=TITLES,
        kinds=TABLE,
        time_left=time_left,
        urgency=urgency,
    )


router = Router(
    "/pro/territoire",
    route_handlers=[index],
    dependencies={"team": Provide(provide_team, sync_to_thread=True)},
)
