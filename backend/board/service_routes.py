"""How to reach each structure of the territory: receipts say it, and it is told what waits."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import FromPath, URLEncodedBody

from backend.board.access import setter_of
from backend.board.actions import reach_service
from backend.board.forms import ServiceForm
from backend.board.queries import structure_in, structures_of
from backend.database import RequestSession
from backend.people.access import AnyVisit, Visit
from backend.people.team import OwnTeam, Team, provide_team
from backend.territories.models import Structure
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect
from backend.web.rows import row_or_404

HERE = "/pro/territoire/services"


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, team: OwnTeam) -> Page:
    services = structures_of(session, team.territory.id)
    return page(visit, "board/services.html", services=services)


@get("/{structure_id:int}", sync_to_thread=True)
def edit(
    visit: AnyVisit, session: RequestSession, team: OwnTeam, structure_id: FromPath[int]
) -> Page:
    service = _own(session, team, structure_id)
    form = forms.empty(adresse=service.address, courriel=service.email, telephone=service.phone)
    return _edit_page(visit, service, form)


def _own(session: RequestSession, team: Team, structure_id: int) -> Structure:
    return row_or_404(structure_id, lambda: structure_in(session, team.territory.id, structure_id))


def _edit_page(visit: Visit, service: Structure, form: Form[Any]) -> Page:
    status = 422 if form.refusals else 200
    return page(visit, "board/service.html", status=status, form=form, service=service)


@post("/{structure_id:int}", status_code=200, sync_to_thread=True)
def save(
    visit: AnyVisit,
    session: RequestSession,
    team: OwnTeam,
    structure_id: FromPath[int],
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    service = _own(session, team, structure_id)
    form = forms.read(ServiceForm, data)
    if form.model is None:
        return _edit_page(visit, service, form)
    reach_service(session, setter_of(team), service, **vars(form.model))
    return redirect(HERE, notice="contact-saved")


router = Router(
    HERE,
    route_handlers=[index, edit, save],
    dependencies={"team": Provide(provide_team, sync_to_thread=True)},
)
