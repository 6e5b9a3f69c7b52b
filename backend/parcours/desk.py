"""Somebody's parcours, as far as the adviser may see it; and handing over."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery, URLEncodedBody

from backend import clock
from backend.claims.corrections import own_notes_of
from backend.database import RequestSession
from backend.parcours import queries, team
from backend.parcours.forms import RelayForm, check_day
from backend.parcours.reading import Reading
from backend.people.access import (
    AnyVisit,
    SignedInAdviser,
    Visit,
    provide_followed,
    today_of,
)
from backend.people.handovers import Relay, announce
from backend.people.models import Adviser
from backend.people.queries import adviser_in, credential_of, last_invitation_of, team_of
from backend.sharing.access import LookingAt, provide_sight
from backend.sharing.models import Purpose
from backend.sharing.rules import Role
from backend.sharing.sight import Sight
from backend.steps import labels
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect


@get("/", opt={"purpose": Purpose.CONTACT}, sync_to_thread=True)
def contact(visit: AnyVisit, session: RequestSession, sight: LookingAt) -> Page:
    """How to reach somebody, and the invitation: looking at it is written down too."""
    invitation = last_invitation_of(session, sight.person)
    return page(
        visit,
        "people/person.html",
        person=sight.person,
        team=team_of(session, sight.person, today=today_of(visit)),
        invitation=invitation,
        state=invitation.state(clock.now()) if invitation else None,
        has_account=credential_of(session, sight.person) is not None,
        own_notes=own_notes_of(session, sight.person),
    )


@get("/parcours", sync_to_thread=True)
def parcours(
    visit: AnyVisit,
    session: RequestSession,
    sight: LookingAt,
    annee: FromQuery[int | None] = None,
) -> Page:
    assert visit.territory is not None  # noqa: S101 (an adviser works in one)
    reading = Reading(visit.territory, clock.now(), sight)
    line = queries.line_of(session, sight.person, annee, reading)
    return page(
        visit,
        "parcours/file.html",
        line=line,
        labels=labels,
        followed=sight.person,
        members=team.members_of(session, sight.person, today=reading.today),
        today=reading.today,
    )


@get("/relais", opt={"purpose": Purpose.HANDOVER}, sync_to_thread=True)
def relay(
    visit: AnyVisit, session: RequestSession, adviser: SignedInAdviser, sight: LookingAt
) -> Page:
    form = forms.empty(jour=today_of(visit).isoformat())
    return _relay_page(visit, session, adviser, sight, form)


@post("/relais", status_code=200, sync_to_thread=True)
def hand_over(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    sight: LookingAt,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form = forms.read(RelayForm, data)
    check_day(form, today=today_of(visit))
    if form.model is None:
        return _relay_page(visit, session, adviser, sight, form)
    to = None
    if form.model.to_id is not None:
        to = adviser_in(session, sight.person.territory_id, form.model.to_id)
        if to is None or to.id == adviser.id or to.has_left(form.model.day):
            raise NotFoundException
    told = Relay(
        leaving=adviser,
        to=to,
        happens_on=form.model.day,
        reason=form.model.reason,
        is_referent=Role.REFERENT in sight.roles,
    )
    announce(session, sight.person, told, structure_id=adviser.structure_id, now=clock.now())
    return redirect("/pro", notice="handed-over")


def _relay_page(
    visit: Visit, session: RequestSession, adviser: Adviser, sight: Sight, form: Form[RelayForm]
) -> Page:
    return page(
        visit,
        "parcours/relay.html",
        status=422 if form.errors else 200,
        form=form,
        followed=sight.person,
        is_referent=Role.REFERENT in sight.roles,
        colleagues=team.colleagues_of(session, adviser, today=today_of(visit)),
    )


router = Router(
    "/pro/personnes/{person_id:int}",
    route_handlers=[contact, parcours, relay, hand_over],
    dependencies={
        "followed": Provide(provide_followed, sync_to_thread=True),
        "sight": Provide(provide_sight, sync_to_thread=True),
    },
)
