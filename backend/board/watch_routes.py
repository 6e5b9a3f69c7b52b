"""By which days the watch over continuity judges, in this territory."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from backend.board.access import setter_of
from backend.board.actions import set_watch_rule
from backend.board.forms import WatchForm, check_watch
from backend.continuity.models import Worry
from backend.continuity.queries import rules_of
from backend.continuity.rules import Rule
from backend.continuity.words import LAW, TITLES
from backend.database import RequestSession
from backend.people.access import AnyVisit, Visit
from backend.people.team import OwnTeam, provide_team
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect

HERE = "/pro/territoire/continuite"
A_MONTH = 30  # days shown where the rule is the month of the law


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, team: OwnTeam) -> Page:
    rules = rules_of(session, team.territory)
    return page(visit, "board/watch.html", rules=rules, titles=TITLES, law=LAW)


@get("/{worry:str}", sync_to_thread=True)
def edit(visit: AnyVisit, session: RequestSession, team: OwnTeam, worry: FromPath[str]) -> Page:
    chosen = _worry(worry)
    return _edit_page(visit, chosen, _filled(rules_of(session, team.territory)[chosen]))


def _worry(name: str) -> Worry:
    if name not in set(Worry):
        raise NotFoundException
    return Worry(name)


def _filled(rule: Rule) -> Form[Any]:
    return forms.empty(
        jours=str(rule.days or A_MONTH),
        avance=str(rule.head_start_days),
        active="on" if rule.is_on else "",
    )


def _edit_page(visit: Visit, worry: Worry, form: Form[Any]) -> Page:
    status = 422 if form.refusals else 200
    return page(
        visit,
        "board/watch_rule.html",
        status=status,
        form=form,
        worry=worry,
        titles=TITLES,
        law=LAW,
    )


@post("/{worry:str}", status_code=200, sync_to_thread=True)
def save(
    visit: AnyVisit,
    session: RequestSession,
    team: OwnTeam,
    worry: FromPath[str],
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form = forms.read(WatchForm, data)
    check_watch(form)
    if form.model is None:
        return _edit_page(visit, _worry(worry), form)
    set_watch_rule(session, setter_of(team), _worry(worry), form.model.rule())
    return redirect(HERE, notice="watch-saved")


@post("/{worry:str}/retour", status_code=200, sync_to_thread=True)
def reset(session: RequestSession, team: OwnTeam, worry: FromPath[str]) -> Page:
    set_watch_rule(session, setter_of(team), _worry(worry), None)
    return redirect(HERE, notice="rule-reset")


router = Router(
    HERE,
    route_handlers=[index, edit, save, reset],
    dependencies={"team": Provide(provide_team, sync_to_thread=True)},
)
