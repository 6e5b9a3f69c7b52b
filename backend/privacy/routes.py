"""Her data: what is kept, who looked, a copy of everything, and what she agrees to."""

import json
from typing import Any

from litestar import Response, Router, get, post
from litestar.params import FromQuery, URLEncodedBody
from pydantic import BaseModel, Field

from backend import clock
from backend.audit.actions import Deed, note
from backend.claims.corrections import own_notes_of
from backend.database import RequestSession
from backend.law.articles import ARTICLES
from backend.law.models import Body
from backend.law.queries import contacts_of
from backend.messaging import consents
from backend.messaging.models import ConsentTo
from backend.people.access import AnyVisit, SignedInPerson, Visit, today_of
from backend.people.models import Person
from backend.privacy import agreeing, queries
from backend.privacy.contacts import kept_until
from backend.privacy.export import export_of
from backend.privacy.reading import parts_of
from backend.sharing.words import PURPOSES
from backend.web import forms
from backend.web.forms import Form
from backend.web.language import speaking
from backend.web.pages import Page, page, redirect

HERE = "/droits/mes-donnees"
TO = ConsentTo.E_NOTIFICATION
CORRECTED = ("first_name", "last_name", "birth_date", "phone", "email")


class AgreeingForm(BaseModel):
    agrees: bool = Field(alias="choix")  # "oui" or "non"


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    return page(
        visit,
        "privacy/index.html",
        person=person,
        parts=parts_of(export_of(session, person, now=clock.now())),
        until=kept_until(today_of(visit)),
        fields=CORRECTED,
        own_notes=own_notes_of(session, person),
        consent=consents.consent_of(session, person),
        contacts=contacts_of(session, person.territory_id),
        bodies=Body,
    )


@get("/tout", sync_to_thread=True)
def read(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    now = clock.now()
    parts = parts_of(export_of(session, person, now=now))
    return page(visit, "privacy/everything.html", parts=parts, now=now)


@post("/mes-donnees.json", status_code=200, sync_to_thread=True)
def download(session: RequestSession, person: SignedInPerson) -> Response[bytes]:
    """A form sends it: a copy of everything leaves a trace, and reading a page writes nothing."""
    now, herself = clock.now(), f"person:{person.id}"
    told = export_of(session, person, now=now)
    note(session, Deed(herself, "person.export", herself), now=now)
    return Response(
        json.dumps(told, ensure_ascii=False, indent=1).encode(),
        media_type="application/json",
        headers={
            "Content-Disposition": 'attachment; filename="mes-donnees.json"',
            "Cache-Control": "no-store",
        },
    )


@get("/qui-a-regarde", sync_to_thread=True)
def who_looked(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    avant: FromQuery[int | None] = None,
) -> Page:
    looks = queries.looks_at(session, person, before=avant)
    return page(visit, "privacy/looks.html", looks=looks, purposes=PURPOSES, is_first=avant is None)


@get("/accord", sync_to_thread=True)
def consent(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    return _consent_page(visit, session, person, forms.empty())


@post("/accord", status_code=200, sync_to_thread=True)
def agree(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form = forms.read(AgreeingForm, {"choix": ANSWERS.get(str(data.get("choix")))})
    if form.model is None:
        return _consent_page(visit, session, person, form)
    if form.model.agrees:
        with speaking(visit.language):
            words = agreeing.promise()
        consents.give(session, person, TO, words=words, now=clock.now())
        return redirect(f"{HERE}/accord", notice="consent-given")
    consents.revoke(session, person, TO, now=clock.now())
    return redirect(f"{HERE}/accord", notice="consent-revoked")


ANSWERS = {"oui": "true", "non": "false"}


def _consent_page(
    visit: Visit, session: RequestSession, person: Person, form: Form[AgreeingForm]
) -> Page:
    return page(
        visit,
        "privacy/consent.html",
        status=422 if form.errors else 200,
        form=form,
        promise=agreeing.PROMISE,
        held=consents.consent_of(session, person),
        earlier=[one for one in consents.consents_of(session, person) if one.revoked_at],
        articles=[ARTICLES["CRPA L112-15"], ARTICLES["CRPA R112-20"]],
    )


router = Router(HERE, route_handlers=[index, read, download, who_looked, consent, agree])
