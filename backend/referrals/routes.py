"""Her requests to get into solutions: all of them, and a new one."""

from typing import Any

from litestar import Router, get, post
from litestar.datastructures import State
from litestar.di import Provide
from litestar.params import URLEncodedBody

from backend import clock
from backend.catalogue.queries import Shown
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson, Visit, today_of
from backend.people.models import Adviser, Person
from backend.people.queries import team_of
from backend.referrals import actions, pages, queries
from backend.referrals import forms as sent
from backend.referrals.access import AskedSolution, provide_asked_solution
from backend.referrals.models import Referral
from backend.referrals.preparing import AlreadyAsked
from backend.referrals.rules import may_write_herself
from backend.referrals.words import STATUSES, known_of
from backend.web import forms
from backend.web.forms import NOT_OFFERED, Form
from backend.web.pages import Page, page, redirect

Sent = URLEncodedBody[dict[str, Any]]


@get("/demandes", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    under_way, over = pages.rows_of(session, person)
    return page(visit, "referrals/index.html", under_way=under_way, over=over, statuses=STATUSES)


@get("/{offer_id:int}/demander", sync_to_thread=True)
def begin(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    asked_solution: AskedSolution,
) -> Page:
    known = queries.open_for(session, person, asked_solution.offer.id)
    if known is not None:
        return redirect(_at(known), notice="referral-known")
    return _begin_page(visit, session, person, asked_solution, forms.empty())


@post("/{offer_id:int}/demander", status_code=200, sync_to_thread=True)
def ask(  # noqa: PLR0913, PLR0917 (what the framework gives a handler)
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    asked_solution: AskedSolution,
    state: State,
    data: Sent,
) -> Page:
    """To an adviser, or to the solution itself: the form says which."""
    try:
        if data.get("voie") == "moi-meme":
            return _write_own(visit, session, person, asked_solution, data)
        return _ask_adviser(visit, session, person, asked_solution, state, data)
    except AlreadyAsked as known:
        return redirect(_at(known.referral), notice="referral-known")


def _ask_adviser(  # noqa: PLR0913, PLR0917
    visit: Visit,
    session: RequestSession,
    person: Person,
    solution: Shown,
    state: State,
    data: dict[str, Any],
) -> Page:
    form = forms.read(sent.AskForm, data)
    team = {one.id: one for one in _team(visit, session, person)}
    if form.model is not None and form.model.adviser_id not in team:
        form.refuse("qui", NOT_OFFERED)
    if form.model is None:
        return _begin_page(visit, session, person, solution, form)
    adviser = team[form.model.adviser_id]
    site, words = state.settings.public_url, form.model.words
    referral = actions.ask(
        session, person, solution.offer, adviser, words, site=site, now=clock.now()
    )
    return redirect(_at(referral), notice="referral-asked")


def _write_own(
    visit: Visit, session: RequestSession, person: Person, solution: Shown, data: dict[str, Any]
) -> Page:
    form = forms.read(sent.WriteForm, data)
    if form.model is None:
        return _begin_page(visit, session, person, solution, form)
    told = form.model
    referral = actions.write_own(
        session, person, solution.offer, told.message, told.ticked, now=clock.now()
    )
    return redirect(_at(referral), notice="referral-ready")


def _team(visit: Visit, session: RequestSession, person: Person) -> list[Adviser]:
    today = today_of(visit)
    return [one for one in team_of(session, person, today=today) if not one.has_left(today)]


def _at(referral: Referral) -> str:
    return f"/solutions/demandes/{referral.id}"


def _begin_page(
    visit: Visit, session: RequestSession, person: Person, solution: Shown, form: Form[Any]
) -> Page:
    return page(
        visit,
        "referrals/begin.html",
        status=422 if form.refusals else 200,
        form=form,
        solution=solution,
        phone=solution.phone,
        team=_team(visit, session, person),
        may_write=may_write_herself(solution) and not solution.is_gone,
        known={detail.value: value for detail, value in known_of(person).items()},
    )


router = Router(
    "/solutions",
    route_handlers=[index, begin, ask],
    dependencies={"asked_solution": Provide(provide_asked_solution, sync_to_thread=True)},
)
