"""Remarks on solutions, for the advisers of the territory's team; for others they do not exist."""

from litestar import Router, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend import clock
from backend.database import RequestSession
from backend.offers import remarks
from backend.people.access import SignedInAdviser
from backend.territories.queries import structure_of
from backend.web.pages import Page, redirect
from backend.web.rows import row_or_404


@post("/{remark_id:int}", status_code=200, sync_to_thread=True)
def handle(session: RequestSession, adviser: SignedInAdviser, remark_id: FromPath[int]) -> Page:
    structure = structure_of(session, adviser.structure_id)
    if not structure.is_team:
        raise NotFoundException
    remark = row_or_404(
        remark_id, lambda: remarks.remark_in(session, structure.territory_id, remark_id)
    )
    remarks.handle(session, remark, adviser, now=clock.now())
    return redirect("/pro/solutions#remarques", notice="remark-handled")


router = Router("/pro/solutions/remarques", route_handlers=[handle])
