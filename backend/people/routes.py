"""Signing in and out, and the language: open to everybody."""

from typing import Any

from litestar import Router, get, post
from litestar.concurrency import sync_to_thread
from litestar.params import URLEncodedBody

from backend import clock
from backend.database import RequestSession
from backend.people import access, cookies, devices, forms, proofs, queries
from backend.people.access import AnyVisit, Visit
from backend.people.models import Adviser, Person
from backend.territories.queries import all_territories
from backend.web.forms import Form, empty, read
from backend.web.language import N_
from backend.web.pages import Page, redirect
from backend.web.visit import AnyRequest

OPEN = {"open": True}
WRONG = N_("This name and this passphrase do not go together. Check them and try again.")


@get("/connexion", opt=OPEN, sync_to_thread=True)
def show_sign_in(request: AnyRequest, visit: AnyVisit, session: RequestSession) -> Page:
    if visit.signed_in:
        return redirect("/pro" if visit.is_adviser else "/")
    retour = forms.local_path(request.query_params.get("retour", "/"))
    return _sign_in_page(visit, session, empty(retour=retour))


@post("/connexion", status_code=200, opt=OPEN)
async def sign_in(
    request: AnyRequest,
    visit: AnyVisit,
    session: RequestSession,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form = read(forms.SignInForm, data)
    if form.model is None:
        return await sync_to_thread(_sign_in_page, visit, session, form, status=422)
    sent = form.model
    proof = await proofs.by_name(request, session, sent.identifiant, passphrase=sent.phrase)
    if proof.wait:
        return await sync_to_thread(_sign_in_page, visit, session, form, wait=proof.wait)
    if proof.holder is None:
        form.refuse("phrase", WRONG)
        return await sync_to_thread(_sign_in_page, visit, session, form, status=422)
    return await sync_to_thread(_let_in, request, session, proof.holder, sent)


def _let_in(
    request: AnyRequest, session: RequestSession, holder: Person | Adviser, sent: forms.SignInForm
) -> Page:
    browser = access.browser_of(request, shared=sent.partage)
    token = devices.sign_in_on(session, holder, browser, now=clock.now())
    response = redirect(_first_page(holder, sent.retour))
    cookies.remember(response, token, holder, shared=browser.shared)
    session.commit()
    return response


def _first_page(holder: Person | Adviser, wished: str) -> str:
    """Where she wanted to go, when it is on her side of the house."""
    is_desk = wished == "/pro" or wished.startswith("/pro/")
    if isinstance(holder, Adviser):
        return wished if is_desk else "/pro"
    return "/" if is_desk else wished


def _sign_in_page(
    visit: Visit,
    session: RequestSession,
    form: Form[Any],
    **answer: Any,  # noqa: ANN401 (status and wait)
) -> Page:
    territories = all_territories(session)
    return proofs.entrance(
        visit, "people/sign_in.html", form=form, territories=territories, **answer
    )


@post("/deconnexion", status_code=303, opt=OPEN, sync_to_thread=True)
def sign_out(request: AnyRequest, session: RequestSession) -> Page:
    """Also ends a sign-in that was over by itself, and the reminders of this browser with it."""
    held = access.browser_of(request, shared=False).old_token_hash
    device = queries.device_with(session, held) if held else None
    if device is not None:
        devices.end(session, device)
    response = redirect("/connexion", notice="signed-out")
    response.headers["Clear-Site-Data"] = '"cache"'
    cookies.forget(response)
    return response


@post("/langue", status_code=303, opt=OPEN, sync_to_thread=True)
def speak(visit: AnyVisit, session: RequestSession, data: URLEncodedBody[dict[str, Any]]) -> Page:
    form = read(forms.LanguageForm, data)
    if form.model is None:
        return redirect(forms.local_path(form.values.get("retour", "/")))
    who = visit.person or visit.adviser
    if who is not None:
        who.language = form.model.langue
        session.add(who)
    response = redirect(form.model.retour, notice="language-changed")
    cookies.speak(response, form.model.langue)
    return response


router = Router("/", route_handlers=[show_sign_in, sign_in, sign_out, speak])
