"""An adviser hands in a file of another tool, for the people the structure knows."""

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Response, Router, get, post
from litestar.datastructures import UploadFile
from litestar.di import Provide
from litestar.enums import RequestEncodingType
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.params import Body

from backend import clock
from backend.database import RequestSession
from backend.imports.actions import take_in
from backend.imports.reading import FileRefused
from backend.imports.report import Report
from backend.imports.source import Source
from backend.people.access import (
    AnyVisit,
    FollowedPerson,
    SignedInAdviser,
    Visit,
    provide_followed,
)
from backend.people.models import Adviser, Person
from backend.territories.queries import structure_of
from backend.web import forms, language
from backend.web.forms import Form
from backend.web.language import N_
from backend.web.pages import Page, page
from backend.web.visit import AnyRequest, of_request

LARGEST = 1_000_000  # bytes of a file; the rest of what a browser sends with it is short
LARGEST_SENT = LARGEST + 100_000
FILE = "fichier"
TOO_LARGE = N_("This file is larger than 1 MB. Use the command line: parcours import.")

Sent = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


@dataclass(frozen=True)
class Place:
    """Where the form is, and what it shows."""

    template: str
    followed: Person | None = None


def too_large(request: AnyRequest, _: RequestEntityTooLarge) -> Response[Any]:
    """Refused before it was read: nobody is known yet, the page says what to do."""
    return page(of_request(request), "imports/too_large.html", status=413)


@get("/pro/imports", sync_to_thread=True)
def show(visit: AnyVisit, adviser: SignedInAdviser) -> Page:  # noqa: ARG001 (who may)
    return _asked(visit, Place("imports/index.html"), forms.empty())


@post("/pro/imports", status_code=200, sync_to_thread=True, request_max_body_size=LARGEST_SENT)
def hand_in(visit: AnyVisit, session: RequestSession, adviser: SignedInAdviser, data: Sent) -> Page:
    return _taken_in(visit, session, adviser, data, Place("imports/index.html"))


@get("/pro/personnes/{person_id:int}/imports", sync_to_thread=True)
def show_for_person(visit: AnyVisit, followed: FollowedPerson) -> Page:
    return _asked(visit, Place("imports/person.html", followed), forms.empty())


@post(
    "/pro/personnes/{person_id:int}/imports",
    status_code=200,
    sync_to_thread=True,
    request_max_body_size=LARGEST_SENT,
)
def hand_in_for_person(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    followed: FollowedPerson,
    data: Sent,
) -> Page:
    return _taken_in(visit, session, adviser, data, Place("imports/person.html", followed))


def _taken_in(
    visit: Visit, session: RequestSession, adviser: Adviser, data: dict[str, Any], place: Place
) -> Page:
    form: Form[Any] = forms.empty()
    report = _report(visit, session, _source(visit, session, adviser, place), data, form)
    if report is None:
        return _asked(visit, place, form, status=422)
    name = data[FILE].filename
    return page(visit, "imports/report.html", report=report, file=name, followed=place.followed)


def _source(visit: Visit, session: RequestSession, adviser: Adviser, place: Place) -> Source:
    return Source(
        structure=structure_of(session, adviser.structure_id),
        now=clock.now().astimezone(visit.zone),
        person=place.followed,
        at_the_desk=True,
    )


def _report(
    visit: Visit, session: RequestSession, source: Source, data: dict[str, Any], form: Form[Any]
) -> Report | None:
    """What became of the file; None when the form says why it was not taken."""
    sent = data.get(FILE)
    if not isinstance(sent, UploadFile) or not sent.filename:
        form.refuse(FILE, N_("Please choose a file."))
        return None
    if len(sent.file.read(LARGEST + 1)) > LARGEST:
        form.refuse(FILE, TOO_LARGE)
        return None
    sent.file.seek(0)
    try:
        with language.speaking(visit.language):
            return take_in(session, sent.file, source, after_batch=session.flush)
    except FileRefused as refusal:
        form.refuse(FILE, str(refusal))
        return None


def _asked(visit: Visit, place: Place, form: Form[Any], *, status: int = 200) -> Page:
    return page(visit, place.template, status=status, form=form, followed=place.followed)


router = Router(
    "/",
    route_handlers=[show, hand_in, show_for_person, hand_in_for_person],
    dependencies={"followed": Provide(provide_followed, sync_to_thread=True)},
    exception_handlers={RequestEntityTooLarge: too_large},
)
