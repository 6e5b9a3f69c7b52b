"""The territory's own immersions and trainings: written one by one, or by a file."""

import json
from typing import Annotated, Any

from litestar import Response, Router, get, post
from litestar.datastructures import UploadFile
from litestar.di import Provide
from litestar.enums import RequestEncodingType
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.params import Body, URLEncodedBody

from backend.database import RequestSession
from backend.offers import own, own_files
from backend.offers.own import Own, Writer, commune_of
from backend.offers.own_access import (
    OwnWriter,
    WrittenOffer,
    provide_writer,
    provide_written_offer,
)
from backend.offers.own_files import FileRefused, Taken
from backend.offers.own_forms import HEADERS, REFERENCE, Fee, Unit, read_own
from backend.offers.own_lines import OwnLine, own_of
from backend.offers.words import PUBLICS
from backend.people.access import AnyVisit, Visit
from backend.places.queries import communes_named
from backend.web import forms
from backend.web.forms import Form
from backend.web.language import N_, speaking
from backend.web.pages import Page, page, redirect
from backend.web.visit import AnyRequest, of_request

HERE = "/pro/solutions/offres"
FILE = "fichier"
LARGEST = 1_000_000  # bytes of a file
LARGEST_SENT = LARGEST + 100_000
MODEL_NAME = "immersions-et-formations.csv"

Sent = URLEncodedBody[dict[str, Any]]
SentFile = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, writer: OwnWriter) -> Page:
    return _index(visit, session, writer, forms.empty(), None)


def _index(
    visit: Visit, session: RequestSession, writer: Writer, form: Form[Any], taken: Taken | None
) -> Page:
    return page(
        visit,
        "offers/own.html",
        status=422 if form.refusals else 200,
        lines=own_of(session, writer.territory),
        form=form,
        taken=taken,
        headers=[REFERENCE, *HEADERS.values()],
        publics=PUBLICS,
    )


@get("/modele.csv", sync_to_thread=False)
def model(writer: OwnWriter) -> Response[bytes]:  # noqa: ARG001 (who may)
    return Response(
        own_files.model_file().encode(),
        headers={"Content-Disposition": f'attachment; filename="{MODEL_NAME}"'},
        media_type="text/csv; charset=utf-8",
    )


@post("/fichier", status_code=200, sync_to_thread=True, request_max_body_size=LARGEST_SENT)
def hand_in(visit: AnyVisit, session: RequestSession, writer: OwnWriter, data: SentFile) -> Page:
    form: Form[Any] = forms.empty()
    taken = None
    content = _content(data, form)
    if content:
        try:
            with speaking(visit.language):
                taken = own_files.take_in(session, writer, content)
        except FileRefused as refusal:
            form.refuse(FILE, str(refusal))
    return _index(visit, session, writer, form, taken)


def _content(data: dict[str, Any], form: Form[Any]) -> bytes:
    """Empty when the form says why."""
    sent = data.get(FILE)
    if not isinstance(sent, UploadFile) or not sent.filename:
        form.refuse(FILE, N_("Please choose a file."))
        return b""
    content = sent.file.read(LARGEST + 1)
    if len(content) > LARGEST:
        form.refuse(FILE, N_("This file is larger than 1 MB: send it in several pieces."))
        return b""
    if not content:
        form.refuse(FILE, own_files.EMPTY)
    return content


def too_large(request: AnyRequest, _: RequestEntityTooLarge) -> Response[Any]:
    """Refused before it was read: nobody is known yet, the page says what to do."""
    return page(of_request(request), "offers/own_too_large.html", status=413)


@get("/nouvelle", sync_to_thread=True)
def new(visit: AnyVisit, session: RequestSession, writer: OwnWriter) -> Page:
    form = forms.empty(genre="immersion", frais=Fee.FREE.value, unite=Unit.DAYS.value)
    return _form_page(visit, session, writer, form, None)


@post("/nouvelle", status_code=200, sync_to_thread=True)
def add(visit: AnyVisit, session: RequestSession, writer: OwnWriter, data: Sent) -> Page:
    return _written(visit, session, writer, data, None)


@get("/{offer_id:int}", sync_to_thread=True)
def edit(
    visit: AnyVisit, session: RequestSession, writer: OwnWriter, written_offer: WrittenOffer
) -> Page:
    typed = json.loads(written_offer.own.typed)
    return _form_page(visit, session, writer, forms.empty(**typed), written_offer)


@post("/{offer_id:int}", status_code=200, sync_to_thread=True)
def change(
    visit: AnyVisit,
    session: RequestSession,
    writer: OwnWriter,
    written_offer: WrittenOffer,
    data: Sent,
) -> Page:
    return _written(visit, session, writer, data, written_offer)


def _written(
    visit: Visit,
    session: RequestSession,
    writer: Writer,
    data: dict[str, Any],
    line: OwnLine | None,
) -> Page:
    form = read_own(data, today=writer.today)
    commune = commune_of(session, writer, form)
    if form.model is None or commune is None:
        return _form_page(visit, session, writer, form, line)
    own.write_own(session, writer, Own(form.model, commune), line)
    return redirect(HERE, notice="own-offer-changed" if line else "own-offer-added")


def _form_page(
    visit: Visit,
    session: RequestSession,
    writer: Writer,
    form: Form[Any],
    line: OwnLine | None,
) -> Page:
    typed = form.values.get("commune", "")
    near = writer.territory.code
    doubtful = communes_named(session, typed, near_department=near) if form.refusals else []
    return page(
        visit,
        "offers/own_form.html",
        status=422 if form.refusals else 200,
        form=form,
        line=line,
        action=f"{HERE}/{line.own.offer_id}" if line else f"{HERE}/nouvelle",
        chosen=form.values.get("publics", "").split(),
        publics=PUBLICS,
        communes=doubtful if "commune" in form.refusals else [],
    )


@post("/{offer_id:int}/retrait", status_code=200, sync_to_thread=True)
def take_back(session: RequestSession, writer: OwnWriter, written_offer: WrittenOffer) -> Page:
    own.take_own_back(session, written_offer, now=writer.now)
    return redirect(HERE, notice="own-offer-taken-back")


@post("/{offer_id:int}/retablissement", status_code=200, sync_to_thread=True)
def give_back(session: RequestSession, written_offer: WrittenOffer) -> Page:
    own.give_own_back(session, written_offer)
    return redirect(HERE, notice="own-offer-given-back")


router = Router(
    HERE,
    route_handlers=[index, model, hand_in, new, add, edit, change, take_back, give_back],
    dependencies={
        "writer": Provide(provide_writer, sync_to_thread=True),
        "written_offer": Provide(provide_written_offer, sync_to_thread=True),
    },
    exception_handlers={RequestEntityTooLarge: too_large},
)
