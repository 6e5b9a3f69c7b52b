"""The page of a solution that was asked: the signed link is the key, there is no account."""

from typing import Any

from litestar import Router, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from backend import clock
from backend.catalogue.queries import offer_shown
from backend.database import RequestSession
from backend.people import rate
from backend.people.access import AnyVisit, Visit, address_of
from backend.referrals.answering import Asked, answer, asked_with
from backend.referrals.forms import AnswerForm, check_answer
from backend.referrals.models import Status
from backend.referrals.words import CAUSES, short_name
from backend.web import forms
from backend.web.errors import TooManyTries
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect
from backend.web.security import secret_key
from backend.web.visit import AnyRequest

OPEN = {"open": True}
GONE = 410


@get("/", opt=OPEN, sync_to_thread=True)
def show(visit: AnyVisit, session: RequestSession, token: FromPath[str]) -> Page:
    """Reading it writes nothing: what scans an e-mail before its reader answers nothing."""
    return _shown(visit, session, _asked(session, token), token, forms.empty())


@post("/", status_code=200, opt=OPEN, sync_to_thread=True)
def give_answer(
    request: AnyRequest,
    visit: AnyVisit,
    session: RequestSession,
    token: FromPath[str],
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    _count(request, session)
    asked, form = _asked(session, token), forms.read(AnswerForm, data)
    check_answer(form)
    if form.model is None or asked.is_expired(clock.now()) or not asked.can_answer:
        return _shown(visit, session, asked, token, form)
    site = request.app.state.settings.public_url
    answer(session, asked, form.model.told, site=site, now=clock.now())
    return redirect(f"/reponse/{token}", notice="solution-answered")


def _count(request: AnyRequest, session: RequestSession) -> None:
    """The try stays counted whatever follows."""
    key, now = secret_key(request.app.state.settings), clock.now()
    hits = [(rate.ANSWER_FROM_ADDRESS, address_of(request))]
    wait = rate.wait_before(session, hits, key=key, now=now)
    session.commit()
    if wait is not None:
        raise TooManyTries(rate.minutes(wait))


def _asked(session: RequestSession, token: str) -> Asked:
    asked = asked_with(session, token)
    if asked is None:
        raise NotFoundException
    return asked


def _shown(
    visit: Visit, session: RequestSession, asked: Asked, token: str, form: Form[Any]
) -> Page:
    is_over = asked.is_expired(clock.now())
    solution = offer_shown(session, asked.referral.offer_id)
    response = page(
        visit,
        "referrals/answer.html",
        status=_status(form, is_over=is_over),
        form=form,
        token=token,
        state=_state(asked, is_over=is_over),
        referral=asked.referral,
        who=short_name(asked.person),
        solution_name=solution.sheet.name if solution else "",
        causes=[(cause.value, label) for cause, label in CAUSES.items()],
    )
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _status(form: Form[Any], *, is_over: bool) -> int:
    if is_over:
        return GONE
    return 422 if form.refusals else 200


def _state(asked: Asked, *, is_over: bool) -> str:
    """What the page says; nothing of her once it is over."""
    if asked.referral.status is Status.WITHDRAWN:
        return "withdrawn"
    if is_over or not asked.can_answer:
        return "over"
    return "open"


router = Router("/reponse/{token:str}", route_handlers=[show, give_answer])
