"""Who sees what: the rules in words, what she allows besides, and who looked."""

from typing import Any

from litestar import Router, get, post
from litestar.exceptions import NotFoundException
from litestar.params import URLEncodedBody
from pydantic import BaseModel, Field

from backend import clock
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson, today_of
from backend.sharing import actions, queries, words
from backend.sharing.models import Part
from backend.sharing.rules import shareable
from backend.web import forms
from backend.web.pages import Page, page, redirect


class ShareForm(BaseModel):
    structure_id: int = Field(alias="structure", gt=0, lt=2**31)
    part: Part = Field(alias="partie")
    is_shared: bool = Field(default=False, alias="oui")


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    shares = {(share.structure_id, share.part) for share in queries.shares_of(session, person)}
    return page(
        visit,
        "sharing/index.html",
        table=words.table(),
        labels=words.PARTS,
        choices=queries.choices_of(session, person, today=today_of(visit)),
        shares=shares,
        consultations=queries.consultations_of(session, person),
        purposes=words.PURPOSES,
    )


@post("/", status_code=200, sync_to_thread=True)
def choose(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form = forms.read(ShareForm, data)
    if form.model is None or form.model.part not in shareable():
        raise NotFoundException  # our own buttons only
    sent, now = form.model, clock.now()
    around = [one.structure for one in queries.choices_of(session, person, today=today_of(visit))]
    structure = next((one for one in around if one.id == sent.structure_id), None)
    if structure is None:
        raise NotFoundException
    change = actions.share if sent.is_shared else actions.stop_sharing
    change(session, person, structure, sent.part, now=now)
    notice = "shared" if sent.is_shared else "no-longer-shared"
    return redirect("/parcours/qui-voit-quoi#accords", notice=notice)


router = Router("/parcours/qui-voit-quoi", route_handlers=[index, choose])
