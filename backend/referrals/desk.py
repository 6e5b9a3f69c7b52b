"""Solutions for somebody an adviser accompanies: found, proposed; and all that are under way."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import FromQuery, URLEncodedBody

from backend import clock
from backend.catalogue.finding import find
from backend.catalogue.needs import CATEGORIES
from backend.catalogue.queries import shown_of
from backend.database import RequestSession
from backend.people.access import (
    AnyVisit,
    SignedInAdviser,
    Visit,
    provide_followed,
    today_of,
)
from backend.referrals import desk_list, service
from backend.referrals.desk_access import AboutProposal, provide_proposal
from backend.referrals.desk_forms import PREVIEW, ProposeForm, SearchForm, begun_for, check_way
from backend.referrals.desk_list import Kept, Line, path_of
from backend.referrals.desk_proposal import preview_of, proposal_page
from backend.referrals.desk_words import state_of, tag_of
from backend.referrals.preparing import AlreadyAsked
from backend.referrals.queries import about_person
from backend.referrals.rules import may_read
from backend.sharing.access import LookingAt, provide_sight
from backend.sharing.sight import Sight
from backend.vocabulary.themes import LABELS
from backend.web import forms
from backend.web.pages import Page, page, redirect
from backend.web.rows import page_number

Sent = URLEncodedBody[dict[str, Any]]


@get("/solutions", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, sight: LookingAt) -> Page:
    return _index(visit, session, sight, SearchForm())


@post("/solutions", status_code=200, sync_to_thread=True)
def search(visit: AnyVisit, session: RequestSession, sight: LookingAt, data: Sent) -> Page:
    """Sent, not asked in an address: it would say there what this person lacks."""
    return _index(visit, session, sight, forms.read(SearchForm, data).model or SearchForm())


def _index(visit: Visit, session: RequestSession, sight: Sight, asked: SearchForm) -> Page:
    department = visit.territory.code if visit.territory else ""
    return page(
        visit,
        "referrals/desk/index.html",
        followed=sight.person,
        lines=_readable(session, sight),
        found=find(session, asked.search_in(department)) if asked.is_search else None,
        form=forms.empty(**asked.typed),
        needs=[(one.value, LABELS[one]) for one in CATEGORIES],
        state_of=state_of,
        tag_of=tag_of,
    )


def _readable(session: RequestSession, sight: Sight) -> list[Line]:
    """What this adviser may know of what she asked for."""
    found = about_person(session, sight.person)
    shown = shown_of(session, [one.offer_id for one in found])
    return [
        Line(one, sight.person, solution.sheet.name)
        for one in found
        if (solution := shown.get(one.offer_id)) and may_read(sight, one, solution.sheet)
    ]


@get("/solutions/{offer_id:int}", sync_to_thread=True)
def show(proposal: AboutProposal) -> Page:
    return proposal_page(proposal, begun_for(proposal.shown))


@post("/solutions/{offer_id:int}", status_code=200, sync_to_thread=True)
def propose(
    session: RequestSession, adviser: SignedInAdviser, proposal: AboutProposal, data: Sent
) -> Page:
    """Shown first as she will read it, or proposed at once."""
    form = forms.read(ProposeForm, data)
    check_way(form, proposal.shown)
    if form.model is None:
        return proposal_page(proposal, form)
    if PREVIEW in form.values:
        return proposal_page(proposal, form, preview_of(proposal, form.model, adviser))
    person, offer, draft = proposal.sight.person, proposal.shown.offer, form.model.draft
    try:
        referral = service.propose(session, person, adviser, offer, draft, now=clock.now())
    except AlreadyAsked as known:
        return redirect(path_of(known.referral), notice="referral-known")
    return redirect(path_of(referral), notice="referral-proposed")


@get("/", sync_to_thread=True)
def all_of_them(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    quoi: FromQuery[str] = Kept.MINE.value,
    feuille: FromQuery[int] = 1,
) -> Page:
    kept = Kept(quoi) if quoi in set(Kept) else Kept.MINE
    number = page_number(feuille, size=desk_list.AT_ONCE)
    today = today_of(visit)
    return page(
        visit,
        "referrals/desk/list.html",
        listed=desk_list.listed_for(session, adviser, today=today, kept=kept, page=number),
        state_of=state_of,
        tag_of=tag_of,
    )


router = Router(
    "/pro/personnes/{person_id:int}",
    route_handlers=[index, search, show, propose],
    dependencies={
        "followed": Provide(provide_followed, sync_to_thread=True),
        "sight": Provide(provide_sight, sync_to_thread=True),
        "proposal": Provide(provide_proposal, sync_to_thread=True),
    },
)
listing = Router("/pro/solutions/demandes", route_handlers=[all_of_them])
