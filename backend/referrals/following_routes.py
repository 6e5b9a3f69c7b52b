"""One request of hers, once she agreed: called, sent again, answered, begun, taken back."""

from typing import Any

from litestar import Router, get, post
from litestar.params import URLEncodedBody

from backend import clock
from backend.referrals import actions, pages, sending, starting
from backend.referrals import forms as sent
from backend.referrals.access import DEPENDENCIES, OpenedReferral
from backend.referrals.answering import record_answer
from backend.referrals.entries import HERSELF
from backend.referrals.models import Move, MoveRefused
from backend.referrals.showing import back_to, show_one
from backend.web import forms
from backend.web.pages import Page, page

Sent = URLEncodedBody[dict[str, Any]]


@post("/appel", status_code=200, sync_to_thread=True)
def note_call(opened: OpenedReferral, data: Sent) -> Page:
    """« J’ai appelé »."""
    form = forms.read(sent.CallForm, data)
    if form.model is None:
        return show_one(opened, form)
    words = form.model.words
    sending.note_call(opened.session, opened.referral, HERSELF, words, now=clock.now())
    return back_to(opened, "referral-called")


@post("/relance", status_code=200, sync_to_thread=True)
def chase(opened: OpenedReferral) -> Page:
    now = clock.now()
    sending.chase(opened.session, opened.referral, HERSELF, site=opened.site, now=now)
    return back_to(opened, "referral-chased")


@post("/reponse", status_code=200, sync_to_thread=True)
def tell_answer(opened: OpenedReferral, data: Sent) -> Page:
    """What she was answered on the phone."""
    form = forms.read(sent.AnswerForm, data)
    sent.check_answer(form)
    if form.model is None:
        return show_one(opened, form)
    record_answer(opened.session, opened.referral, HERSELF, form.model.told, now=clock.now())
    return back_to(opened, "referral-answered")


@post("/debut", status_code=200, sync_to_thread=True)
def start(opened: OpenedReferral, data: Sent) -> Page:
    form = forms.read(sent.StartForm, data)
    if form.model is None:
        return show_one(opened, form)
    starting.start(opened.session, opened.referral, HERSELF, form.model.on, now=clock.now())
    return back_to(opened, "referral-started")


@get("/retrait", sync_to_thread=True)
def ask_to_withdraw(opened: OpenedReferral) -> Page:
    """She reads what the solution will be told before she takes it back."""
    if not opened.referral.allows(Move.WITHDRAW):
        raise MoveRefused
    return page(
        opened.visit,
        "referrals/withdraw.html",
        shown=pages.shown(opened.session, opened.referral, site=opened.site),
        told=sending.withdrawal_of(opened.session, opened.referral)[1],
    )


@post("/retrait", status_code=200, sync_to_thread=True)
def withdraw(opened: OpenedReferral) -> Page:
    actions.withdraw(opened.session, opened.referral, site=opened.site, now=clock.now())
    return back_to(opened, "referral-withdrawn")


router = Router(
    "/solutions/demandes/{referral_id:int}",
    route_handlers=[note_call, chase, tell_answer, start, ask_to_withdraw, withdraw],
    dependencies=DEPENDENCIES,
)
