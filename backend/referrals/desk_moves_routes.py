"""What an adviser does about one referral of somebody the adviser accompanies."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import URLEncodedBody

from backend import clock
from backend.people.access import provide_followed
from backend.referrals import forms as sent
from backend.referrals import service
from backend.referrals.desk_access import FollowedReferral, provide_followed_referral
from backend.referrals.desk_forms import DropForm, ProposeForm, check_way
from backend.referrals.desk_page import back_to, referral_page
from backend.sharing.access import provide_sight
from backend.web import forms
from backend.web.pages import Page

Sent = URLEncodedBody[dict[str, Any]]


@get("/", sync_to_thread=True)
def show(followed_referral: FollowedReferral) -> Page:
    return referral_page(followed_referral)


@post("/proposition", status_code=200, sync_to_thread=True)
def revise(followed_referral: FollowedReferral, data: Sent) -> Page:
    """What she asked for, or a text written otherwise: she agrees to the last one only."""
    one = followed_referral
    form = forms.read(ProposeForm, data)
    check_way(form, one.shown)
    if form.model is None:
        return referral_page(one, form)
    service.revise(one.session, one.referral, one.adviser, form.model.draft, now=clock.now())
    return back_to(one, "referral-proposed")


@post("/message", status_code=200, sync_to_thread=True)
def say(followed_referral: FollowedReferral, data: Sent) -> Page:
    one = followed_referral
    form = forms.read(sent.SayForm, data)
    if form.model is None:
        return referral_page(one, form)
    service.say(one.session, one.referral, one.adviser, form.model.words, now=clock.now())
    return back_to(one, "request-said")


@post("/abandon", status_code=200, sync_to_thread=True)
def drop(followed_referral: FollowedReferral, data: Sent) -> Page:
    one = followed_referral
    form = forms.read(DropForm, data)
    if form.model is None:
        return referral_page(one, form)
    service.drop(one.session, one.referral, one.adviser, form.model.words, now=clock.now())
    return back_to(one, "referral-dropped")


@post("/appel", status_code=200, sync_to_thread=True)
def note_call(followed_referral: FollowedReferral, data: Sent) -> Page:
    """« J’ai appelé »: what she agreed to was said on the phone."""
    one = followed_referral
    form = forms.read(sent.CallForm, data)
    if form.model is None:
        return referral_page(one, form)
    service.note_call(one.session, one.referral, one.adviser, form.model.words, now=clock.now())
    return back_to(one, "referral-called")


@post("/reponse", status_code=200, sync_to_thread=True)
def answer(followed_referral: FollowedReferral, data: Sent) -> Page:
    """What the solution told the adviser."""
    one = followed_referral
    form = forms.read(sent.AnswerForm, data)
    sent.check_answer(form)
    if form.model is None:
        return referral_page(one, form)
    told = form.model.told
    service.answer_for_solution(one.session, one.referral, one.adviser, told, now=clock.now())
    return back_to(one, "referral-answered")


@post("/relance", status_code=200, sync_to_thread=True)
def chase(followed_referral: FollowedReferral) -> Page:
    one = followed_referral
    service.chase(one.session, one.referral, one.adviser, site=one.site, now=clock.now())
    return back_to(one, "referral-sent-again")


@post("/debut", status_code=200, sync_to_thread=True)
def start(followed_referral: FollowedReferral, data: Sent) -> Page:
    one = followed_referral
    form = forms.read(sent.StartForm, data)
    if form.model is None:
        return referral_page(one, form)
    service.start(one.session, one.referral, one.adviser, form.model.on, now=clock.now())
    return back_to(one, "referral-begun")


router = Router(
    "/pro/personnes/{person_id:int}/demandes-solutions/{referral_id:int}",
    route_handlers=[show, revise, say, drop, note_call, answer, chase, start],
    dependencies={
        "followed": Provide(provide_followed, sync_to_thread=True),
        "sight": Provide(provide_sight, sync_to_thread=True),
        "followed_referral": Provide(provide_followed_referral, sync_to_thread=True),
    },
)
