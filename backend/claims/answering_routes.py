"""What an adviser does with a claim: each its own address, refused once it is too late."""

from typing import Any

from litestar import Router, post
from litestar.di import Provide
from litestar.params import URLEncodedBody

from backend import clock
from backend.claims import service
from backend.claims.clocks import day_of
from backend.claims.desk_access import Read, ReadClaim, provide_read_claim
from backend.claims.desk_forms import (
    AnswerForm,
    ForwardForm,
    MessageForm,
    MissingForm,
    PostedForm,
    ReasonsForm,
    check_answer,
    check_posted,
    check_until,
    refuse_choice,
)
from backend.claims.desk_page import claim_page
from backend.claims.inbox import others_of
from backend.claims.states import MoveRefused
from backend.database import RequestSession
from backend.people.access import AnyVisit
from backend.web import forms
from backend.web.pages import Page, redirect

Sent = URLEncodedBody[dict[str, Any]]


def _back(read: Read, notice: str) -> Page:
    return redirect(read.path, notice=notice)


@post("/prise-en-charge", status_code=200, sync_to_thread=True)
def take(session: RequestSession, read_claim: ReadClaim) -> Page:
    service.assign(session, read_claim.claim, read_claim.adviser, now=clock.now())
    return _back(read_claim, "request-taken")


@post("/message", status_code=200, sync_to_thread=True)
def say(
    visit: AnyVisit,
    session: RequestSession,
    read_claim: ReadClaim,
    data: Sent,
) -> Page:
    form = forms.read(MessageForm, data)
    if form.model is None:
        return claim_page(visit, session, read_claim, form)
    service.say(session, read_claim.claim, read_claim.adviser, form.model.words, now=clock.now())
    return _back(read_claim, "request-said")


@post("/pieces", status_code=200, sync_to_thread=True)
def ask_missing(
    visit: AnyVisit,
    session: RequestSession,
    read_claim: ReadClaim,
    data: Sent,
) -> Page:
    form = forms.read(MissingForm, data)
    check_until(form, today=read_claim.today)
    if form.model is None:
        return claim_page(visit, session, read_claim, form)
    service.ask_missing(
        session,
        read_claim.claim,
        read_claim.adviser,
        form.model.words,
        form.model.until,
        site=read_claim.site,
        now=clock.now(),
    )
    return _back(read_claim, "request-missing-asked")


@post("/transmission", status_code=200, sync_to_thread=True)
def forward(
    visit: AnyVisit,
    session: RequestSession,
    read_claim: ReadClaim,
    data: Sent,
) -> Page:
    form = forms.read(ForwardForm, data)
    others = {one.id: one for one in others_of(session, read_claim.claim)}
    if form.model is not None and form.model.structure_id not in others:
        refuse_choice(form)
    if form.model is None:
        return claim_page(visit, session, read_claim, form)
    service.forward(
        session,
        read_claim.claim,
        read_claim.adviser,
        others[form.model.structure_id],
        form.model.words,
        site=read_claim.site,
        now=clock.now(),
    )
    return redirect("/pro/demandes", notice="request-forwarded")


@post("/reponse", status_code=200, sync_to_thread=True)
def answer(
    visit: AnyVisit,
    session: RequestSession,
    read_claim: ReadClaim,
    data: Sent,
) -> Page:
    form = forms.read(AnswerForm, data)
    check_answer(form)
    if form.model is None:
        return claim_page(visit, session, read_claim, form)
    service.answer(
        session,
        read_claim.claim,
        read_claim.adviser,
        form.model.outcome,
        form.model.words,
        site=read_claim.site,
        now=clock.now(),
    )
    return _back(read_claim, "request-answered")


@post("/motifs", status_code=200, sync_to_thread=True)
def give_reasons(
    visit: AnyVisit,
    session: RequestSession,
    read_claim: ReadClaim,
    data: Sent,
) -> Page:
    """Whoever says why takes charge of it: a named person answers."""
    form = forms.read(ReasonsForm, data)
    if form.model is None:
        return claim_page(visit, session, read_claim, form)
    claim, now = read_claim.claim, clock.now()
    if claim.adviser_id != read_claim.adviser.id:
        service.assign(session, claim, read_claim.adviser, now=now)
    service.give_reasons(session, claim, read_claim.adviser, form.model.words, now=now)
    return _back(read_claim, "request-reasons-given")


@post("/envoi", status_code=200, sync_to_thread=True)
def note_posted(
    visit: AnyVisit,
    session: RequestSession,
    read_claim: ReadClaim,
    data: Sent,
) -> Page:
    """The answer left on paper that day."""
    claim = read_claim.claim
    if claim.answered_at is None:
        raise MoveRefused
    form = forms.read(PostedForm, data)
    answered_on = day_of(claim.answered_at, visit.zone)
    check_posted(form, answered_on=answered_on, today=read_claim.today)
    if form.model is None:
        return claim_page(visit, session, read_claim, form)
    service.note_posted(session, claim, read_claim.adviser, form.model.day, now=clock.now())
    return _back(read_claim, "request-posted")


router = Router(
    "/pro/demandes/{claim_id:int}",
    route_handlers=[take, say, ask_missing, forward, answer, give_reasons, note_posted],
    dependencies={"read_claim": Provide(provide_read_claim, sync_to_thread=True)},
)
