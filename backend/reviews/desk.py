"""Points de situation an adviser plans, prepares, holds and cancels."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import FromQuery, URLEncodedBody

from backend import clock
from backend.database import RequestSession
from backend.people.access import (
    AnyVisit,
    SignedInAdviser,
    Visit,
    provide_followed,
    today_of,
)
from backend.people.queries import team_of
from backend.people.recorded import at_the_desk
from backend.projects.queries import current_project, objectives_of
from backend.reviews import actions, queries
from backend.reviews.access import (
    GivenReview,
    ReadReview,
    may_change,
    provide_given_review,
    provide_read_review,
    takes_part,
)
from backend.reviews.forms import HoldForm, PlanForm, check_held, check_planned, ticked
from backend.reviews.queries import Told
from backend.sharing.access import LookingAt, provide_sight
from backend.sharing.models import Part, Purpose
from backend.sharing.sight import Sight
from backend.territories.models import Territory
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect
from backend.web.rows import LARGEST_ID

Sent = URLEncodedBody[dict[str, Any]]


@get("/points", opt={"purpose": Purpose.REVIEW}, sync_to_thread=True)
def index(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    sight: LookingAt,
    avant: FromQuery[int | None] = None,
) -> Page:
    before = None if avant is None else min(max(avant, 0), LARGEST_ID)
    return _index(visit, session, sight, forms.empty(), chosen={adviser.id}, before=before)


@post("/points", status_code=200, sync_to_thread=True)
def plan(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    sight: LookingAt,
    data: Sent,
) -> Page:
    team = {one.id for one in team_of(session, sight.person, today=today_of(visit))}
    chosen = ticked(data, team)
    form = forms.read(PlanForm, data)
    check_planned(form, today=today_of(visit))
    if form.model is None:
        return _index(visit, session, sight, form, chosen=chosen)
    facts = form.model.facts(chosen)
    actions.plan(session, sight.person, facts, at_the_desk(adviser), now=clock.now())
    return redirect(_points_of(sight), notice="review-planned")


@post("/points/tenus", status_code=200, sync_to_thread=True)
def record(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    sight: LookingAt,
    data: Sent,
) -> Page:
    """One that was held without having been planned here."""
    form = forms.read(HoldForm, data)
    check_held(form, today=today_of(visit))
    if form.model is None:
        return _index(visit, session, sight, form, holding=True, chosen={adviser.id})
    now = clock.now().astimezone(visit.zone)
    facts = actions.ReviewFacts()
    review = actions.plan(session, sight.person, facts, at_the_desk(adviser), now=now)
    actions.hold(session, review, on=form.model.day, decisions=form.model.decisions, now=now)
    return redirect(_points_of(sight), notice="review-held")


@get("/points/preparation", opt={"purpose": Purpose.REVIEW}, sync_to_thread=True)
def prepare(visit: AnyVisit, session: RequestSession, sight: LookingAt) -> Page:
    """All that helps to prepare the next one with her, on a page."""
    person = sight.person
    sees_hers = sight.may_see(Part.OWN_VIEW)
    prepared = queries.preparation_of(session, person) if sees_hers else None
    return page(
        visit,
        "reviews/preparing.html",
        followed=person,
        upcoming=_next_of(visit, session, sight),
        project=current_project(session, person) if sight.may_see(Part.PROJECT) else None,
        objectives=[
            shown
            for shown in objectives_of(session, person)
            if shown.objective.is_open and sight.may_read(shown.objective, shown.objective.part)
        ],
        prepared=prepared if prepared and prepared.is_shown else None,
    )


@get("/points/{review_id:int}", opt={"purpose": Purpose.REVIEW}, sync_to_thread=True)
def show(
    visit: AnyVisit, session: RequestSession, sight: LookingAt, read_review: ReadReview
) -> Page:
    review = read_review.review
    day = review.held_on or min(review.planned_on or today_of(visit), today_of(visit))
    form = forms.empty(jour=day.isoformat(), decisions=review.decisions)
    return _shown(visit, session, sight, read_review, form)


@post("/points/{review_id:int}/tenue", status_code=200, sync_to_thread=True)
def hold(
    visit: AnyVisit,
    session: RequestSession,
    sight: LookingAt,
    given_review: GivenReview,
    data: Sent,
) -> Page:
    form = forms.read(HoldForm, data)
    check_held(form, today=today_of(visit))
    if form.model is None:
        (told,) = queries.told_of(session, [given_review])
        return _shown(visit, session, sight, told, form)
    now = clock.now().astimezone(visit.zone)
    actions.hold(session, given_review, on=form.model.day, decisions=form.model.decisions, now=now)
    return redirect(f"{_points_of(sight)}/{given_review.id}", notice="review-held")


@post("/points/{review_id:int}/annulation", status_code=200, sync_to_thread=True)
def cancel(sight: LookingAt, given_review: GivenReview) -> Page:
    actions.cancel(given_review, now=clock.now())
    return redirect(_points_of(sight), notice="review-cancelled")


def _points_of(sight: Sight) -> str:
    return f"/pro/personnes/{sight.person.id}/points"


def _next_of(visit: Visit, session: RequestSession, sight: Sight) -> queries.NextReview | None:
    months = visit.territory.review_months if visit.territory else Territory.review_months
    return queries.next_for(session, sight.person, today=today_of(visit), months=months)


def _index(
    visit: Visit,
    session: RequestSession,
    sight: Sight,
    form: Form[Any],
    **others: Any,  # noqa: ANN401
) -> Page:
    """`chosen` advisers are ticked; `holding` says that the form is that of one already held."""
    person = sight.person
    before = others.pop("before", None)
    held = queries.held_with(session, person, before=before)
    context = {
        "form": form,
        "holding": False,
        "followed": person,
        "upcoming": _next_of(visit, session, sight),
        "planned": [one for one in queries.planned_for(session, person) if _may_read(sight, one)],
        "held": [one for one in held.told if _may_read(sight, one)],
        "older": held.older,
        "team": team_of(session, person, today=today_of(visit)),
    }
    status = 422 if form.errors else 200
    return page(visit, "reviews/desk.html", status=status, **(context | others))


def _may_read(sight: Sight, told: Told) -> bool:
    return sight.may_read(told.review, Part.REVIEWS) or takes_part(sight, told)


def _shown(
    visit: Visit, session: RequestSession, sight: Sight, told: Told, form: Form[Any]
) -> Page:
    prepared = None
    if sight.may_see(Part.OWN_VIEW):
        prepared = queries.preparation_of(session, sight.person, told.review)
    return page(
        visit,
        "reviews/given.html",
        status=422 if form.errors else 200,
        form=form,
        followed=sight.person,
        told=told,
        prepared=prepared if prepared and prepared.is_shown else None,
        may_change=may_change(sight, told),
    )


router = Router(
    "/pro/personnes/{person_id:int}",
    route_handlers=[index, plan, record, prepare, show, hold, cancel],
    dependencies={
        "followed": Provide(provide_followed, sync_to_thread=True),
        "sight": Provide(provide_sight, sync_to_thread=True),
        "read_review": Provide(provide_read_review, sync_to_thread=True),
        "given_review": Provide(provide_given_review, sync_to_thread=False),
    },
)
