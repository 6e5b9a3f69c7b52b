"""One request of hers: what would leave, and what she says of it."""

from typing import Any

from litestar import Router, get, post
from litestar.params import URLEncodedBody

from backend import clock
from backend.referrals import actions
from backend.referrals import forms as sent
from backend.referrals.access import DEPENDENCIES, OpenedReferral
from backend.referrals.preparing import TextChanged
from backend.referrals.showing import back_to, show_one
from backend.web import forms
from backend.web.pages import Page

Sent = URLEncodedBody[dict[str, Any]]


@get("/", sync_to_thread=True)
def show(opened: OpenedReferral) -> Page:
    return show_one(opened)


@post("/accord", status_code=200, sync_to_thread=True)
def agree(opened: OpenedReferral, data: Sent) -> Page:
    """She agrees to the version that her page showed, and to no other."""
    form = forms.read(sent.AgreeForm, data)
    if form.model is None:
        return show_one(opened, form)
    version, site = form.model.version, opened.site
    try:
        actions.agree(opened.session, opened.referral, version, site=site, now=clock.now())
    except TextChanged:
        return back_to(opened, "referral-changed")
    is_sent = opened.referral.sent_at is not None
    return back_to(opened, "referral-sent" if is_sent else "referral-agreed")


@post("/details", status_code=200, sync_to_thread=True)
def tick(opened: OpenedReferral, data: Sent) -> Page:
    """What of hers goes with it: the text is made anew, she reads it again."""
    form = forms.read(sent.ChosenForm, data)
    if form.model is None:
        return show_one(opened, form)
    version, ticked = form.model.version, form.model.ticked
    try:
        actions.tick(opened.session, opened.referral, version, ticked, now=clock.now())
    except TextChanged:
        return back_to(opened, "referral-changed")
    return back_to(opened, "referral-ticked")


@post("/texte", status_code=200, sync_to_thread=True)
def write_again(opened: OpenedReferral, data: Sent) -> Page:
    """Her own message, otherwise written."""
    form = forms.read(sent.WriteForm, data)
    if form.model is None:
        return show_one(opened, form)
    message, ticked = form.model.message, form.model.ticked
    actions.write_again(opened.session, opened.referral, message, ticked, now=clock.now())
    return back_to(opened, "referral-ready")


@post("/question", status_code=200, sync_to_thread=True)
def discuss(opened: OpenedReferral, data: Sent) -> Page:
    form = forms.read(sent.QuestionForm, data)
    if form.model is None:
        return show_one(opened, form)
    words, site = form.model.words, opened.site
    actions.discuss(opened.session, opened.referral, words, site=site, now=clock.now())
    return back_to(opened, "referral-discussed")


@post("/message", status_code=200, sync_to_thread=True)
def say(opened: OpenedReferral, data: Sent) -> Page:
    form = forms.read(sent.SayForm, data)
    if form.model is None:
        return show_one(opened, form)
    words, site = form.model.words, opened.site
    actions.say(opened.session, opened.referral, words, site=site, now=clock.now())
    return back_to(opened, "referral-said")


@post("/refus", status_code=200, sync_to_thread=True)
def decline(opened: OpenedReferral, data: Sent) -> Page:
    form = forms.read(sent.DeclineForm, data)
    if form.model is None:
        return show_one(opened, form)
    words, site = form.model.words, opened.site
    actions.decline(opened.session, opened.referral, words, site=site, now=clock.now())
    return back_to(opened, "referral-declined")


router = Router(
    "/solutions/demandes/{referral_id:int}",
    route_handlers=[show, agree, tick, write_again, discuss, say, decline],
    dependencies=DEPENDENCIES,
)
