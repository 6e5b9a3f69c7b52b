"""One claim of hers: what became of it, what she can still do."""

from typing import Any

from litestar import Router, get, post
from litestar.datastructures import State
from litestar.di import Provide
from litestar.params import URLEncodedBody

from backend import clock
from backend.claims import actions, pages
from backend.claims import forms as sent
from backend.claims.access import OpenedClaim, OwnClaim, provide_opened_claim, provide_own_claim
from backend.claims.models import Claim
from backend.claims.sending import write_once
from backend.claims.states import Move, MoveRefused
from backend.claims.words import MOVES, OUTCOMES, STATUSES
from backend.database import RequestSession
from backend.messaging.consents import has_consented
from backend.people.access import AnyVisit, SignedInPerson, Visit, today_of
from backend.people.models import Person
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect

Sent = URLEncodedBody[dict[str, Any]]


@get("/", sync_to_thread=True)
def show(
    visit: AnyVisit, session: RequestSession, person: SignedInPerson, opened_claim: OpenedClaim
) -> Page:
    return _shown(visit, session, person, opened_claim, forms.empty())


@post("/message", status_code=200, sync_to_thread=True)
def say(  # noqa: PLR0913, PLR0917 (what the framework gives a handler)
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    own_claim: OwnClaim,
    state: State,
    data: Sent,
) -> Page:
    form = forms.read(sent.SayForm, data)
    if form.model is None:
        return _shown(visit, session, person, own_claim, form)
    write_once(
        session, own_claim, form.model.words, site=state.settings.public_url, now=clock.now()
    )
    return _back_to(own_claim, "claim-said")


@post("/complement", status_code=200, sync_to_thread=True)
def complete(  # noqa: PLR0913, PLR0917
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    own_claim: OwnClaim,
    state: State,
    data: Sent,
) -> Page:
    form = forms.read(sent.CompleteForm, data)
    if form.model is None:
        return _shown(visit, session, person, own_claim, form)
    actions.complete(
        session, own_claim, form.model.words, site=state.settings.public_url, now=clock.now()
    )
    return _back_to(own_claim, "claim-completed")


@post("/contestation", status_code=200, sync_to_thread=True)
def contest(  # noqa: PLR0913, PLR0917
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    own_claim: OwnClaim,
    state: State,
    data: Sent,
) -> Page:
    form = forms.read(sent.ContestForm, data)
    if form.model is None:
        return _shown(visit, session, person, own_claim, form)
    actions.contest(
        session, own_claim, form.model.words, site=state.settings.public_url, now=clock.now()
    )
    return _back_to(own_claim, "claim-contested")


@post("/motifs", status_code=200, sync_to_thread=True)
def ask_reasons(session: RequestSession, own_claim: OwnClaim, state: State) -> Page:
    actions.ask_reasons(session, own_claim, site=state.settings.public_url, now=clock.now())
    return _back_to(own_claim, "claim-reasons-asked")


@post("/avis", status_code=200, sync_to_thread=True)
def rate(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    own_claim: OwnClaim,
    data: Sent,
) -> Page:
    form = forms.read(sent.RateForm, data)
    if form.model is None:
        return _shown(visit, session, person, own_claim, form)
    told = form.model
    actions.rate(session, own_claim, helped=told.helped, words=told.words, now=clock.now())
    return _back_to(own_claim, "claim-helped" if told.helped else "claim-not-helped")


@get("/retrait", sync_to_thread=True)
def ask_to_withdraw(visit: AnyVisit, own_claim: OwnClaim) -> Page:
    if not own_claim.allows(Move.WITHDRAW):
        raise MoveRefused
    followed = pages.follow(own_claim, today=today_of(visit))
    return page(visit, "claims/withdraw.html", followed=followed)


@post("/retrait", status_code=200, sync_to_thread=True)
def withdraw(session: RequestSession, own_claim: OwnClaim) -> Page:
    actions.withdraw(session, own_claim, now=clock.now())
    return _back_to(own_claim, "claim-withdrawn")


def _back_to(claim: Claim, notice: str) -> Page:
    return redirect(f"/droits/demandes/{claim.id}", notice=notice)


def _shown(
    visit: Visit, session: RequestSession, person: Person, claim: Claim, form: Form[Any]
) -> Page:
    """The page itself, or again with what has to be corrected."""
    return page(
        visit,
        "claims/show.html",
        status=422 if form.refusals else 200,
        form=form,
        shown=pages.shown(session, person, claim, today=today_of(visit)),
        articles=pages.offer_of(session, person, claim.kind).articles,
        is_notified_here=has_consented(session, person),
        moves=MOVES,
        outcomes=OUTCOMES,
        statuses=STATUSES,
    )


router = Router(
    "/droits/demandes/{claim_id:int}",
    route_handlers=[
        show,
        say,
        complete,
        contest,
        ask_reasons,
        rate,
        ask_to_withdraw,
        withdraw,
    ],
    dependencies={
        "own_claim": Provide(provide_own_claim, sync_to_thread=True),
        "opened_claim": Provide(provide_opened_claim, sync_to_thread=True),
    },
)
