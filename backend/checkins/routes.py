"""How it goes in her job: « ça va » in one tap, « j'ai un souci » to the adviser she chooses."""

from collections.abc import Sequence
from typing import Any

from litestar import Router, get, post
from litestar.datastructures import State
from litestar.di import Provide
from litestar.params import URLEncodedBody

from backend import clock
from backend.checkins import actions, queries
from backend.checkins.access import Asked, AskedMoment, provide_asked
from backend.checkins.actions import FINE, Said
from backend.checkins.forms import TroubleForm
from backend.checkins.models import Answer, TooLateToChange
from backend.checkins.words import LABELS
from backend.database import RequestSession
from backend.people.access import AnyVisit, Visit, today_of
from backend.people.models import Adviser
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect

HERE = "/{step_id:int}/{moment:str}"


@get(HERE, sync_to_thread=True)
def show(visit: AnyVisit, session: RequestSession, asked: AskedMoment) -> Page:
    return _shown(visit, session, asked)


def _shown(visit: Visit, session: RequestSession, asked: Asked, *, status: int = 200) -> Page:
    said = asked.said
    team = _team(visit, session, asked)
    told = queries.told(session, said) if said else None
    return page(
        visit,
        "checkins/show.html",
        status=status,
        asked=asked,
        said=said,
        told=told,
        to_call=told or next(iter(team), None),
        label=LABELS[asked.moment],
        can_answer=said is None or said.can_change(clock.now()),
    )


@post(HERE, status_code=200, sync_to_thread=True)
def say_fine(visit: AnyVisit, session: RequestSession, asked: AskedMoment, state: State) -> Page:
    try:
        _say(session, asked, FINE, state)
    except TooLateToChange:
        return _shown(visit, session, asked, status=409)
    return redirect(f"{asked.path}#reponse")  # her answer in words is the confirmation


@get(f"{HERE}/souci", sync_to_thread=True)
def worry(visit: AnyVisit, session: RequestSession, asked: AskedMoment) -> Page:
    if asked.said is not None and not asked.said.can_change(clock.now()):
        return _shown(visit, session, asked)
    team = _team(visit, session, asked)
    chosen = asked.said.adviser_id if asked.said else None
    if chosen not in {adviser.id for adviser in team}:
        chosen = team[0].id if team else None
    form = forms.empty(personne=str(chosen or ""), mots=asked.said.words if asked.said else "")
    return _worry_page(visit, session, asked, form)


def _worry_page(visit: Visit, session: RequestSession, asked: Asked, form: Form[Any]) -> Page:
    team = _team(visit, session, asked)
    return page(
        visit,
        "checkins/worry.html",
        status=422 if form.refusals else 200,
        asked=asked,
        form=form,
        team=[
            (str(each.id), f"{each.function}, {each.first_name} {each.last_name}") for each in team
        ],
    )


@post(f"{HERE}/souci", status_code=200, sync_to_thread=True)
def say_worry(
    visit: AnyVisit,
    session: RequestSession,
    asked: AskedMoment,
    state: State,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form = forms.read(TroubleForm, data)
    team = _team(visit, session, asked)
    adviser = next((each for each in team if form.model and each.id == form.model.adviser_id), None)
    if form.model is not None and adviser is None:
        form.refuse("personne", forms.NOT_OFFERED)
    if form.model is None:
        return _worry_page(visit, session, asked, form)
    said = Said(answer=Answer.TROUBLE, words=form.model.words, adviser=adviser)
    try:
        _say(session, asked, said, state)
    except TooLateToChange:
        return _shown(visit, session, asked, status=409)
    return redirect(f"{asked.path}#reponse")


def _say(session: RequestSession, asked: Asked, said: Said, state: State) -> None:
    site = state.settings.public_url
    actions.answer(session, asked, said, site=site, now=clock.now())


def _team(visit: Visit, session: RequestSession, asked: Asked) -> Sequence[Adviser]:
    return queries.advisers_for(session, asked.person, today=today_of(visit))


router = Router(
    "/parcours/emploi",
    route_handlers=[show, say_fine, worry, say_worry],
    dependencies={"asked": Provide(provide_asked, sync_to_thread=True)},
)
