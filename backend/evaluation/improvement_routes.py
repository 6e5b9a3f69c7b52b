"""« Vous avez dit, nous avons fait », as the team writes it: draft, preview, publication."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import FromPath, URLEncodedBody

from backend import clock
from backend.database import RequestSession
from backend.evaluation import improvements, queries, words
from backend.evaluation.improvement_forms import (
    LONGEST_DONE,
    LONGEST_SAID,
    ImprovementForm,
    check_choices,
    filled,
)
from backend.evaluation.models import Improvement
from backend.evaluation.queries import Answer
from backend.people.access import AnyVisit, Visit
from backend.people.team import OwnTeam, Team, provide_team
from backend.surveys.words import MOMENTS
from backend.web import forms
from backend.web.forms import Form
from backend.web.language import _, speaking
from backend.web.pages import Page, page, redirect
from backend.web.rows import row_or_404

HERE = "/pro/territoire/ameliorations"
Sent = URLEncodedBody[dict[str, Any]]


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, team: OwnTeam) -> Page:
    written = queries.improvements_of_team(session, team.territory.id)
    return page(visit, "evaluation/team_list.html", answers=written)


@get("/nouvelle", sync_to_thread=True)
def new(visit: AnyVisit, session: RequestSession, team: OwnTeam) -> Page:
    return _form_page(visit, session, team, forms.empty(), None)


def _form_page(
    visit: Visit,
    session: RequestSession,
    team: Team,
    form: Form[Any],
    improvement: Improvement | None,
) -> Page:
    with speaking(visit.language):
        choices = _choices(session, team)
    return page(
        visit,
        "evaluation/team_form.html",
        status=422 if form.refusals else 200,
        form=form,
        improvement=improvement,
        choices=choices,
        longest={"dit": LONGEST_SAID, "fait": LONGEST_DONE},
    )


def _choices(session: RequestSession, team: Team) -> dict[str, list[tuple[str, str]]]:
    structures = queries.structures_in(session, team.territory.id)
    releases = queries.releases_of(session, team.territory.id)
    return {
        "moment": [("", _("All moments")), *((m.value, _(label)) for m, label in MOMENTS.items())],
        "structure": [("", _("All structures")), *((str(s.id), s.name) for s in structures)],
        "trimestre": [
            ("", _("None in particular")),
            *((str(one.id), words.quarter_in_words(one.quarter)) for one in releases),
        ],
    }


@post("/nouvelle", status_code=200, sync_to_thread=True)
def write(visit: AnyVisit, session: RequestSession, team: OwnTeam, data: Sent) -> Page:
    form = _read(session, team, data)
    if form.model is None:
        return _form_page(visit, session, team, form, None)
    improvement = Improvement(
        territory_id=team.territory.id,
        adviser_id=team.adviser.id,
        saved_at=clock.now(),
        **vars(form.model),
    )
    improvements.save(session, improvement)
    return redirect(f"{HERE}/{improvement.id}", notice="improvement-saved")


def _read(session: RequestSession, team: Team, data: dict[str, Any]) -> Form[ImprovementForm]:
    form = forms.read(ImprovementForm, data)
    check_choices(
        form,
        structures={one.id for one in queries.structures_in(session, team.territory.id)},
        releases={one.id for one in queries.releases_of(session, team.territory.id)},
    )
    return form


@get("/{improvement_id:int}", sync_to_thread=True)
def show(
    visit: AnyVisit, session: RequestSession, team: OwnTeam, improvement_id: FromPath[int]
) -> Page:
    answer = _own(session, team, improvement_id)
    is_draft = answer.improvement.published_at is None
    people = (
        improvements.told_if_published(session, answer.improvement, now=clock.now())
        if is_draft
        else improvements.told(session, answer.improvement)
    )
    return page(
        visit,
        "evaluation/team_show.html",
        answer=answer,
        people=people,
        words=words,
        moments=MOMENTS,
    )


def _own(session: RequestSession, team: Team, improvement_id: int) -> Answer:
    return row_or_404(
        improvement_id,
        lambda: queries.improvement_of_team(session, team.territory.id, improvement_id),
    )


@get("/{improvement_id:int}/texte", sync_to_thread=True)
def edit(
    visit: AnyVisit, session: RequestSession, team: OwnTeam, improvement_id: FromPath[int]
) -> Page:
    improvement = _own(session, team, improvement_id).improvement
    improvements.refuse_published(improvement)
    return _form_page(visit, session, team, filled(improvement), improvement)


@post("/{improvement_id:int}/texte", status_code=200, sync_to_thread=True)
def change(
    visit: AnyVisit,
    session: RequestSession,
    team: OwnTeam,
    improvement_id: FromPath[int],
    data: Sent,
) -> Page:
    improvement = _own(session, team, improvement_id).improvement
    improvements.refuse_published(improvement)
    form = _read(session, team, data)
    if form.model is None:
        return _form_page(visit, session, team, form, improvement)
    improvements.rewrite(session, improvement, vars(form.model), now=clock.now())
    return redirect(f"{HERE}/{improvement_id}", notice="improvement-saved")


@post("/{improvement_id:int}/publication", status_code=200, sync_to_thread=True)
def publish(session: RequestSession, team: OwnTeam, improvement_id: FromPath[int]) -> Page:
    improvement = _own(session, team, improvement_id).improvement
    improvements.publish(session, improvement, now=clock.now(), by=team.actor)
    return redirect(f"{HERE}/{improvement_id}", notice="improvement-published")


@post("/{improvement_id:int}/retrait", status_code=200, sync_to_thread=True)
def withdraw(session: RequestSession, team: OwnTeam, improvement_id: FromPath[int]) -> Page:
    improvement = _own(session, team, improvement_id).improvement
    improvements.withdraw(session, improvement, now=clock.now(), by=team.actor)
    return redirect(f"{HERE}/{improvement_id}", notice="improvement-withdrawn")


@post("/{improvement_id:int}/suppression", status_code=200, sync_to_thread=True)
def remove(session: RequestSession, team: OwnTeam, improvement_id: FromPath[int]) -> Page:
    improvements.remove(session, _own(session, team, improvement_id).improvement)
    return redirect(HERE, notice="improvement-removed")


router = Router(
    HERE,
    route_handlers=[index, new, write, show, edit, change, publish, withdraw, remove],
    dependencies={"team": Provide(provide_team, sync_to_thread=True)},
)
