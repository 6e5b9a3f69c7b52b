"""Her points de situation: the next one, those before, and what she wants to say."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery, URLEncodedBody

from backend import clock
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson, Visit, today_of
from backend.people.models import Person
from backend.people.queries import team_of
from backend.reviews import actions, queries
from backend.reviews.access import OwnReview, provide_own_review
from backend.reviews.forms import PreparationForm
from backend.reviews.models import Preparation
from backend.territories.models import Territory
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, fragment, page, redirect
from backend.web.rows import LARGEST_ID

Sent = URLEncodedBody[dict[str, Any]]
HERE = "/parcours/points"


@get("/", sync_to_thread=True)
def index(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    avant: FromQuery[int | None] = None,
) -> Page:
    """`avant` is the one where the page before ended."""
    if avant is not None:
        before = min(max(avant, 0), LARGEST_ID)
        held = queries.held_with(session, person, before=before)
        return page(visit, "reviews/held.html", held=held)
    today = today_of(visit)
    team = team_of(session, person, today=today)
    return page(
        visit,
        "reviews/index.html",
        upcoming=queries.next_for(session, person, today=today, months=months_of(visit)),
        planned=queries.planned_for(session, person),
        held=queries.held_with(session, person),
        somebody=team[0] if team else None,
        today=today,
    )


def months_of(visit: Visit) -> int:
    return visit.territory.review_months if visit.territory else Territory.review_months


@get("/preparation", sync_to_thread=True)
def preparation(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    prepared = queries.preparation_of(session, person)
    form = forms.empty(**_as_typed(prepared)) if prepared else forms.empty()
    return _preparation_page(visit, session, person, form)


@post("/preparation", status_code=200, sync_to_thread=True)
def prepare(visit: AnyVisit, session: RequestSession, person: SignedInPerson, data: Sent) -> Page:
    form = forms.read(PreparationForm, data)
    if form.model is None:
        return _refused(visit, session, person, form)
    now = clock.now()
    prepared = actions.prepare(session, person, form.model.said(), now=now)
    if form.model.shown is not None:
        actions.show_or_hide(prepared, shown=form.model.shown, now=now)
    if visit.htmx:
        return fragment(visit, "reviews/_saved.html", prepared=prepared, form=form)
    return redirect(f"{HERE}/preparation", notice=_said_of(form.model))


def _said_of(told: PreparationForm) -> str:
    if told.shown is None:
        return "preparation-saved"
    return "preparation-shown" if told.shown else "preparation-hidden"


@get("/{review_id:int}", sync_to_thread=True)
def show(
    visit: AnyVisit, session: RequestSession, person: SignedInPerson, own_review: OwnReview
) -> Page:
    (told,) = queries.told_of(session, [own_review])
    prepared = queries.preparation_of(session, person, own_review)
    return page(visit, "reviews/show.html", told=told, prepared=prepared)


@post("/{review_id:int}/preparation", status_code=200, sync_to_thread=True)
def share(
    session: RequestSession, person: SignedInPerson, own_review: OwnReview, data: Sent
) -> Page:
    """She changes her mind on who reads what she had prepared for that one."""
    form = forms.read(PreparationForm, data)
    prepared = queries.preparation_of(session, person, own_review)
    if prepared is None or form.model is None or form.model.shown is None:
        raise NotFoundException
    actions.show_or_hide(prepared, shown=form.model.shown, now=clock.now())
    return redirect(f"{HERE}/{own_review.id}", notice=_said_of(form.model))


def _refused(
    visit: Visit, session: RequestSession, person: Person, form: Form[PreparationForm]
) -> Page:
    if visit.htmx:
        return fragment(visit, "reviews/_saved.html", status=422, prepared=None, form=form)
    return _preparation_page(visit, session, person, form, status=422)


def _preparation_page(
    visit: Visit, session: RequestSession, person: Person, form: Form[Any], *, status: int = 200
) -> Page:
    upcoming = queries.next_for(session, person, today=today_of(visit), months=months_of(visit))
    prepared = queries.preparation_of(session, person)
    return page(
        visit,
        "reviews/preparation.html",
        status=status,
        form=form,
        prepared=prepared,
        upcoming=upcoming,
    )


def _as_typed(prepared: Preparation) -> dict[str, str]:
    return {"bien": prepared.went_well, "bloque": prepared.blocks, "veux": prepared.wants}


router = Router(
    "/parcours/points",
    route_handlers=[index, preparation, prepare, show, share],
    dependencies={"own_review": Provide(provide_own_review, sync_to_thread=True)},
)
