"""Her own view before the joint interview: one theme a screen, saved at each answer."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import URLEncodedBody

from backend import clock
from backend.assessments import own_views
from backend.assessments.access import (
    DiagnosticTheme,
    FinishedView,
    provide_diagnostic_theme,
    provide_finished,
    provide_theme,
)
from backend.assessments.forms import AnswerForm, Choice, FinishForm, read_answer
from backend.assessments.models import OwnAnswer
from backend.assessments.own_views import AnswerFacts, Standing
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson, Visit
from backend.vocabulary.situations import BY_THEME
from backend.vocabulary.themes import DIAGNOSTIC, ICONS, LABELS, Theme
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect

SITUATION = "/parcours/situation"
HOME = f"{SITUATION}/ma-vue"
END = f"{HOME}/fin"

Sent = URLEncodedBody[dict[str, Any]]


@get("/", sync_to_thread=True)
def begin(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    """What it is for, the first time; then the first theme she has not answered."""
    stand = own_views.standing(session, person)
    if stand.draft is None:
        return page(visit, "assessments/begin.html", stand=stand, first=DIAGNOSTIC[0])
    return redirect(f"{HOME}/{stand.following}" if stand.following else END)


@get("/{theme:str}", sync_to_thread=True)
def ask(
    visit: AnyVisit, session: RequestSession, person: SignedInPerson, asked: DiagnosticTheme
) -> Page:
    stand = own_views.standing(session, person)
    known = stand.draft_answers.get(asked) or stand.last_answers.get(asked)
    form = forms.empty(**_as_typed(known)) if known else forms.empty()
    return _asked(visit, stand, asked, form)


@post("/{theme:str}", status_code=200, sync_to_thread=True)
def answer(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    asked: DiagnosticTheme,
    data: Sent,
) -> Page:
    form = read_answer(data)
    if form.model is None:
        return _asked(visit, own_views.standing(session, person), asked, form, status=422)
    sent = form.model
    facts = AnswerFacts(
        theme=asked, feeling=sent.feeling, situations=sent.situations.split(), words=sent.words
    )
    own_views.answer(session, person, facts, now=clock.now())
    stand = own_views.standing(session, person)
    following = own_views.next_unanswered(stand.draft_answers, after=asked)
    return redirect(f"{HOME}/{following}" if following else END)


def _asked(
    visit: Visit,
    stand: Standing,
    asked: Theme,
    form: Form[AnswerForm],
    *,
    status: int = 200,
) -> Page:
    place = DIAGNOSTIC.index(asked)
    before = DIAGNOSTIC[place - 1] if place else None
    return page(
        visit,
        "assessments/ask.html",
        status=status,
        asked=asked,
        label=LABELS[asked],
        icon_name=ICONS[asked],
        place=place + 1,
        total=len(DIAGNOSTIC),
        before=before,
        skip_to=f"{HOME}/{DIAGNOSTIC[place + 1]}" if asked is not DIAGNOSTIC[-1] else END,
        situations=BY_THEME[asked],
        ticked=form.values.get("situations", "").split(),
        former=stand.last if _is_former(stand, asked) else None,
        form=form,
    )


def _is_former(stand: Standing, asked: Theme) -> bool:
    """Whether what the form holds comes from the version before."""
    return asked in stand.last_answers and asked not in stand.draft_answers


def _as_typed(known: OwnAnswer) -> dict[str, str]:
    return {"ressenti": known.feeling, "situations": known.situations, "mots": known.words}


@get("/fin", sync_to_thread=True)
def review(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    stand = own_views.standing(session, person)
    if stand.draft is None:
        return redirect(SITUATION)
    return _reviewed(visit, stand, forms.empty())


@post("/fin", status_code=200, sync_to_thread=True)
def finish(visit: AnyVisit, session: RequestSession, person: SignedInPerson, data: Sent) -> Page:
    stand = own_views.standing(session, person)
    if stand.draft is None:
        return redirect(SITUATION)
    form = forms.read(FinishForm, data)
    if form.model is None:
        return _reviewed(visit, stand, form, status=422)
    shown = form.model.choice is Choice.SHOW
    own_views.finish(session, person, stand.draft, shown=shown, now=clock.now())
    return redirect(SITUATION, notice="own-view-shown" if shown else "own-view-kept")


def _reviewed(visit: Visit, stand: Standing, form: Form[Any], *, status: int = 200) -> Page:
    return page(
        visit,
        "assessments/review.html",
        status=status,
        stand=stand,
        answers=stand.draft_answers,
        form=form,
        **_words(),
    )


@get("/versions/{view_id:int}", sync_to_thread=True)
def show_version(visit: AnyVisit, session: RequestSession, version: FinishedView) -> Page:
    answers = own_views.answers_of(session, [version])[version.id]
    return page(visit, "assessments/version.html", version=version, answers=answers, **_words())


def _words() -> dict[str, Any]:
    return {"themes": DIAGNOSTIC, "labels": LABELS, "icons": ICONS}


@post("/versions/{view_id:int}/partage", status_code=200, sync_to_thread=True)
def show(session: RequestSession, person: SignedInPerson, version: FinishedView) -> Page:
    own_views.show(session, person, version, now=clock.now())
    return redirect(SITUATION, notice="own-view-shown")


@post("/versions/{view_id:int}/retrait", status_code=200, sync_to_thread=True)
def withdraw(session: RequestSession, person: SignedInPerson, version: FinishedView) -> Page:
    del version  # hers: no other one is shown either
    own_views.withdraw(session, person)
    return redirect(SITUATION, notice="own-view-withdrawn")


router = Router(
    HOME,
    route_handlers=[begin, ask, answer, review, finish, show_version, show, withdraw],
    dependencies={
        "about": Provide(provide_theme, sync_to_thread=False),
        "asked": Provide(provide_diagnostic_theme, sync_to_thread=False),
        "version": Provide(provide_finished, sync_to_thread=True),
    },
)
