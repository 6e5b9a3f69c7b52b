"""Her notes: words of hers on a day of her parcours, for her alone."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import URLEncodedBody

from backend import clock
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson, Visit, today_of
from backend.steps import actions
from backend.steps.access import OwnNote, provide_own_note
from backend.steps.forms import NoteForm, check_note_day
from backend.steps.models import Note
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect

Sent = URLEncodedBody[dict[str, Any]]


@get("/nouvelle", sync_to_thread=True)
def new(visit: AnyVisit, person: SignedInPerson) -> Page:
    del person
    return _form_page(visit, forms.empty(jour=today_of(visit).isoformat()), None)


@post("/nouvelle", status_code=200, sync_to_thread=True)
def write_down(
    visit: AnyVisit, session: RequestSession, person: SignedInPerson, data: Sent
) -> Page:
    form = _read(visit, data)
    if form.model is None:
        return _form_page(visit, form, None)
    told = form.model
    actions.write_note(session, person, told.words, written_for=told.day, now=clock.now())
    return redirect("/parcours", notice="note-added")


@get("/{note_id:int}", sync_to_thread=True)
def show(visit: AnyVisit, own_note: OwnNote) -> Page:
    if own_note.removed_at is not None:
        return page(visit, "steps/note_removed.html", note=own_note)
    form = forms.empty(jour=own_note.written_for.isoformat(), mots=own_note.words)
    return _form_page(visit, form, own_note)


@post("/{note_id:int}", status_code=200, sync_to_thread=True)
def change(visit: AnyVisit, own_note: OwnNote, data: Sent) -> Page:
    form = _read(visit, data)
    if form.model is None:
        return _form_page(visit, form, own_note)
    own_note.words, own_note.written_for = form.model.words, form.model.day
    own_note.changed_at = clock.now()
    return redirect("/parcours", notice="note-changed")


@post("/{note_id:int}/suppression", status_code=200, sync_to_thread=True)
def remove(own_note: OwnNote) -> Page:
    own_note.removed_at = own_note.removed_at or clock.now()
    return redirect(f"/parcours/notes/{own_note.id}")


@post("/{note_id:int}/retablissement", status_code=200, sync_to_thread=True)
def restore(own_note: OwnNote) -> Page:
    own_note.removed_at = None
    return redirect("/parcours", notice="note-restored")


def _read(visit: Visit, data: dict[str, Any]) -> Form[NoteForm]:
    form = forms.read(NoteForm, data)
    check_note_day(form, today=today_of(visit))
    return form


def _form_page(visit: Visit, form: Form[NoteForm], note: Note | None) -> Page:
    status = 422 if form.errors else 200
    return page(visit, "steps/note.html", status=status, form=form, note=note)


router = Router(
    "/parcours/notes",
    route_handlers=[new, write_down, show, change, remove, restore],
    dependencies={"own_note": Provide(provide_own_note, sync_to_thread=True)},
)
