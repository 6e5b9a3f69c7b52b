"""Whom people of the territory can turn to: what receipts and letters say."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from backend.board.access import setter_of
from backend.board.actions import remove_contact, set_contact
from backend.board.forms import ContactForm
from backend.board.words import BODIES
from backend.database import RequestSession
from backend.law.models import Body, LegalContact
from backend.law.queries import contacts_of
from backend.people.access import AnyVisit, Visit
from backend.people.team import OwnTeam, provide_team
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect

HERE = "/pro/territoire/contacts"


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, team: OwnTeam) -> Page:
    contacts = contacts_of(session, team.territory.id)
    return page(visit, "board/contacts.html", contacts=contacts, bodies=BODIES)


@get("/{whom:str}", sync_to_thread=True)
def edit(visit: AnyVisit, session: RequestSession, team: OwnTeam, whom: FromPath[str]) -> Page:
    chosen = _body(whom)
    known = contacts_of(session, team.territory.id).get(chosen)
    return _edit_page(visit, chosen, _filled(known) if known else forms.empty(), is_set=bool(known))


def _body(name: str) -> Body:
    if name not in set(Body):
        raise NotFoundException
    return Body(name)


def _filled(contact: LegalContact) -> Form[Any]:
    return forms.empty(
        nom=contact.name,
        adresse=contact.address,
        courriel=contact.email,
        telephone=contact.phone,
        site=contact.website,
    )


def _edit_page(visit: Visit, body: Body, form: Form[Any], *, is_set: bool) -> Page:
    return page(
        visit,
        "board/contact.html",
        status=422 if form.refusals else 200,
        form=form,
        body=body,
        bodies=BODIES,
        is_set=is_set,
    )


@post("/{whom:str}", status_code=200, sync_to_thread=True)
def save(
    visit: AnyVisit,
    session: RequestSession,
    team: OwnTeam,
    whom: FromPath[str],
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    chosen = _body(whom)
    form = forms.read(ContactForm, data)
    if form.model is None:
        return _edit_page(visit, chosen, form, is_set=False)
    set_contact(session, setter_of(team), form.model.contact(chosen))
    return redirect(HERE, notice="contact-saved")


@post("/{whom:str}/suppression", status_code=200, sync_to_thread=True)
def remove(session: RequestSession, team: OwnTeam, whom: FromPath[str]) -> Page:
    remove_contact(session, setter_of(team), _body(whom))
    return redirect(HERE, notice="contact-removed")


router = Router(
    HERE,
    route_handlers=[index, edit, save, remove],
    dependencies={"team": Provide(provide_team, sync_to_thread=True)},
)
