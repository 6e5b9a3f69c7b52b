"""Remarks on solutions, for the advisers of the territory's team; for others they do not exist."""

from litestar import Router, post
from litestar.di import Provide
from litestar.params import FromPath

from backend import clock
from backend.database import RequestSession
from backend.offers import remarks
from backend.people.team import OwnTeam, provide_team
from backend.web.pages import Page, redirect
from backend.web.rows import row_or_404


@post("/{remark_id:int}", status_code=200, sync_to_thread=True)
def handle(session: RequestSession, team: OwnTeam, remark_id: FromPath[int]) -> Page:
    remark = row_or_404(remark_id, lambda: remarks.remark_in(session, team.territory.id, remark_id))
    remarks.handle(session, remark, team.adviser, now=clock.now())
    return redirect("/pro/solutions#remarques", notice="remark-handled")


router = Router(
    "/pro/solutions/remarques",
    route_handlers=[handle],
    dependencies={"team": Provide(provide_team, sync_to_thread=True)},
)
