"""The professional's side: the persons she accompanies, and their invitations on paper."""

from typing import Any

from litestar import Router, get, post
from litestar.concurrency import sync_to_thread
from litestar.di import Provide
from litestar.params import URLEncodedBody

from backend import clock
from backend.database import RequestSession
from backend.people import caseload, forms, hashing, invitations, letters, queries
from backend.people.access import (
    AnyVisit,
    FollowedPerson,
    SignedInAdviser,
    Visit,
    provide_followed,
    today_of,
)
from backend.people.invitations import NewCode
from backend.people.models import Adviser, Person
from backend.territories.queries import structure_of
from backend.web.forms import Form, empty, read
from backend.web.pages import Page, page, redirect
from backend.web.security import secret_key
from backend.web.visit import AnyRequest


@get("/", sync_to_thread=True)
def show_persons(visit: AnyVisit, session: RequestSession, adviser: SignedInAdviser) -> Page:
    persons = queries.caseload_of(session, adviser, today=today_of(visit))
    return page(visit, "people/persons.html", persons=persons)


@post("/{person_id:int}/invitation", status_code=200)
async def invite(
    request: AnyRequest,
    visit: AnyVisit,
    session: RequestSession,
    followed: FollowedPerson,
) -> Page:
    """The only answer that ever holds the code: it is printed at once or made again."""
    await sync_to_thread(session.commit)  # nothing stays locked while argon2 works
    new = await hashing.off_the_loop(invitations.new_code, secret_key(request.app.state.settings))
    return await sync_to_thread(_invite, request, visit, session, followed, new)


def _invite(
    request: AnyRequest, visit: Visit, session: RequestSession, person: Person, new: NewCode
) -> Page:
    invitation = invitations.record(session, person, visit.adviser, new, now=clock.now())
    site = request.app.state.settings.public_url.rstrip("/")
    written = letters.write(visit, session, invitation, code=new.code, site=site)
    answer = page(visit, "people/letter.html", person=person, letters=written)
    session.commit()
    return answer


@get("/{person_id:int}/invitation", sync_to_thread=True)
def leave_letter(followed: FollowedPerson) -> Page:
    """A letter is shown once: whoever comes back to its address is led to the person."""
    return redirect(f"/pro/personnes/{followed.id}")


@post("/{person_id:int}/invitation/revocation", status_code=303, sync_to_thread=True)
def revoke(session: RequestSession, followed: FollowedPerson) -> Page:
    invitations.revoke(session, followed, now=clock.now())
    return redirect(f"/pro/personnes/{followed.id}", notice="invitation-revoked")


@get("/nouvelle", sync_to_thread=True)
def show_new_person(visit: AnyVisit, adviser: SignedInAdviser) -> Page:  # noqa: ARG001 (who may)
    return _new_person_page(visit, empty(langue="fr"), [])


@post("/nouvelle", status_code=200, sync_to_thread=True)
def add_person(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form = read(forms.NewPersonForm, data)
    if form.model is None:
        return _new_person_page(visit, form, [])
    sent = form.model
    person = Person(
        territory_id=structure_of(session, adviser.structure_id).territory_id,
        first_name=sent.prenom,
        last_name=sent.nom,
        birth_date=sent.naissance,
        email=sent.email,
        phone=sent.telephone,
        language=sent.langue,
        created_at=clock.now(),
    )
    namesakes = caseload.namesakes_of(session, person)
    if namesakes and not sent.doublon:
        return _new_person_page(visit, form, [_team(visit, session, other) for other in namesakes])
    today = today_of(visit)
    caseload.add_person(session, person, adviser, is_referent=sent.referente, today=today)
    return redirect(f"/pro/personnes/{person.id}", notice="person-added")


def _team(visit: Visit, session: RequestSession, person: Person) -> list[Adviser]:
    return list(queries.team_of(session, person, today=today_of(visit)))


def _new_person_page(visit: Visit, form: Form[Any], known: list[list[Adviser]]) -> Page:
    """`known`: who accompanies each person of that name and date of birth, if she is here."""
    return page(
        visit,
        "people/new_person.html",
        status=422 if form.errors or known else 200,
        form=form,
        known=known,
        languages=forms.language_choices(visit.languages),
    )


router = Router(
    "/pro/personnes",
    route_handlers=[
        show_persons,
        invite,
        leave_letter,
        revoke,
        show_new_person,
        add_person,
    ],
    dependencies={"followed": Provide(provide_followed, sync_to_thread=True)},
)
