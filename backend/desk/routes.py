"""The professional's first page, and the appointments that wait for a name."""

from collections.abc import Sequence
from typing import Any

from litestar import Router, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from backend import clock
from backend.checkins.queries import silent_for
from backend.claims.desk_words import time_left, urgency
from backend.claims.inbox import waiting_for as claims_for
from backend.claims.kinds import TABLE as KINDS
from backend.continuity import queries as continuity
from backend.coordination import queries as coordination
from backend.database import RequestSession
from backend.desk import queries
from backend.desk.forms import MatchForm
from backend.partners.actions import MatchRefused, match
from backend.partners.models import WaitingAppointment
from backend.partners.queries import waiting_for, waiting_one
from backend.people.access import AnyVisit, SignedInAdviser, Visit, today_of
from backend.people.models import Adviser, Person
from backend.people.queries import caseload_of, followed_by
from backend.referrals.desk_list import count_for as referrals_for
from backend.reviews.caseload import overdue_for
from backend.surveys.reading import reader_of
from backend.web import forms
from backend.web.forms import Form
from backend.web.language import N_
from backend.web.pages import Page, page, redirect
from backend.web.rows import row_or_404


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, adviser: SignedInAdviser) -> Page:
    now, today = clock.now(), today_of(visit)
    return page(
        visit,
        "desk/index.html",
        adviser=adviser,
        claims=claims_for(session, adviser, today=today),
        kinds=KINDS,
        time_left=time_left,
        urgency=urgency,
        interrupted=continuity.waiting_for(session, adviser, today=today),
        groups=coordination.awaiting(session, adviser),
        wanted=referrals_for(session, adviser, today=today),
        expected=queries.expected(session, adviser, now=now, today=today),
        disputed=queries.disputed(session, adviser, now=now, today=today),
        waiting=waiting_for(session, adviser),
        said=queries.said_to(session, adviser, today=today),
        silent=silent_for(session, adviser, today=today),
        overdue=overdue_for(session, adviser, today=today),
        people=caseload_of(session, adviser, today=today),
        reads_words=_reads_words(visit, session, adviser),
    )


def _reads_words(visit: Visit, session: RequestSession, adviser: Adviser) -> bool:
    """Before they are public."""
    territory = visit.territory
    return territory is not None and reader_of(session, adviser, territory) is not None


@get("/inconnus/{waiting_id:int}", sync_to_thread=True)
def unknown(
    visit: AnyVisit, session: RequestSession, adviser: SignedInAdviser, waiting_id: FromPath[int]
) -> Page:
    waiting = _waiting_or_404(session, adviser, waiting_id)
    people = caseload_of(session, adviser, today=today_of(visit))
    likely = queries.likeliest(waiting, people)
    form = forms.empty(personne=str(likely.id) if likely else "")
    return _unknown_page(visit, waiting, people, form)


@post("/inconnus/{waiting_id:int}", status_code=200, sync_to_thread=True)
def match_with(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    waiting_id: FromPath[int],
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    waiting = _waiting_or_404(session, adviser, waiting_id)
    today = today_of(visit)
    form = forms.read(MatchForm, data)
    if form.model is not None:
        person = followed_by(session, adviser, form.model.person_id, today=today)
        if person is None:
            raise NotFoundException
        if _matched(session, adviser, waiting, person):
            return redirect("/pro", notice="matched")
        form.refuse("personne", N_("This number is somebody else’s: it is not this person."))
    people = caseload_of(session, adviser, today=today)
    return _unknown_page(visit, waiting, people, form, status=422)


def _matched(
    session: RequestSession, adviser: Adviser, waiting: WaitingAppointment, person: Person
) -> bool:
    try:
        match(session, adviser, waiting.id, person, now=clock.now())
    except MatchRefused:
        session.rollback()
        return False
    return True


def _waiting_or_404(
    session: RequestSession, adviser: Adviser, waiting_id: int
) -> WaitingAppointment:
    return row_or_404(waiting_id, lambda: waiting_one(session, adviser, waiting_id))


def _unknown_page(
    visit: Visit,
    waiting: WaitingAppointment,
    people: Sequence[Person],
    form: Form[MatchForm],
    *,
    status: int = 200,
) -> Page:
    return page(
        visit, "desk/unknown.html", status=status, waiting=waiting, people=people, form=form
    )


router = Router("/pro", route_handlers=[index, unknown, match_with])
