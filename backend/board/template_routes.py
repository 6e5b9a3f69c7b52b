"""The territory's own words to begin an answer with."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import FromPath, URLEncodedBody

from backend.board.access import setter_of
from backend.board.actions import remove_template, save_template
from backend.board.forms import TemplateForm
from backend.claims.kinds import TABLE
from backend.claims.models import AnswerTemplate
from backend.claims.shipped_answers import SHIPPED
from backend.claims.templates_of_answers import one_of, own_of
from backend.claims.words import OUTCOMES
from backend.database import RequestSession
from backend.people.access import AnyVisit, Visit
from backend.people.team import OwnTeam, Team, provide_team
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect
from backend.web.rows import row_or_404

HERE = "/pro/territoire/modeles"
Sent = URLEncodedBody[dict[str, Any]]


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, team: OwnTeam) -> Page:
    return _index(visit, session, team, forms.empty())


def _index(visit: Visit, session: RequestSession, team: Team, form: Form[Any]) -> Page:
    return _page(
        visit,
        "board/templates.html",
        form,
        own=own_of(session, team.territory.id),
        shipped=SHIPPED,
    )


def _page(visit: Visit, name: str, form: Form[Any], **context: Any) -> Page:  # noqa: ANN401
    status = 422 if form.refusals else 200
    return page(visit, name, status=status, form=form, kinds=TABLE, outcomes=OUTCOMES, **context)


@post("/", status_code=200, sync_to_thread=True)
def add(visit: AnyVisit, session: RequestSession, team: OwnTeam, data: Sent) -> Page:
    form = forms.read(TemplateForm, data)
    if form.model is None:
        return _index(visit, session, team, form)
    template = AnswerTemplate(
        territory_id=team.territory.id, changed_at=setter_of(team).now, **vars(form.model)
    )
    save_template(session, setter_of(team), template)
    return redirect(HERE, notice="template-saved")


@get("/{template_id:int}", sync_to_thread=True)
def edit(
    visit: AnyVisit, session: RequestSession, team: OwnTeam, template_id: FromPath[int]
) -> Page:
    template = _own(session, team, template_id)
    form = forms.empty(
        demande=template.kind.value if template.kind else "",
        issue=template.outcome.value,
        titre=template.title,
        mots=template.words,
    )
    return _page(visit, "board/template.html", form, template=template)


def _own(session: RequestSession, team: Team, template_id: int) -> AnswerTemplate:
    return row_or_404(template_id, lambda: one_of(session, team.territory.id, template_id))


@post("/{template_id:int}", status_code=200, sync_to_thread=True)
def change(
    visit: AnyVisit,
    session: RequestSession,
    team: OwnTeam,
    template_id: FromPath[int],
    data: Sent,
) -> Page:
    template = _own(session, team, template_id)
    form = forms.read(TemplateForm, data)
    if form.model is None:
        return _page(visit, "board/template.html", form, template=template)
    for name, value in vars(form.model).items():
        setattr(template, name, value)
    save_template(session, setter_of(team), template)
    return redirect(HERE, notice="template-saved")


@post("/{template_id:int}/suppression", status_code=200, sync_to_thread=True)
def remove(session: RequestSession, team: OwnTeam, template_id: FromPath[int]) -> Page:
    remove_template(session, setter_of(team), _own(session, team, template_id))
    return redirect(HERE, notice="template-removed")


router = Router(
    HERE,
    route_handlers=[index, add, edit, change, remove],
    dependencies={"team": Provide(provide_team, sync_to_thread=True)},
)
