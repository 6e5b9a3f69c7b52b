"""Two files of one person: an adviser says whether they are, and can go back on it."""

from typing import Any

from litestar import Router, get, post
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, SkipValidation, URLEncodedBody

from backend import clock
from backend.database import RequestSession
from backend.people import forms, merges, merging
from backend.people.access import AnyVisit, SignedInAdviser, today_of
from backend.people.merges import Comparison
from backend.web.forms import read
from backend.web.pages import Page, page, redirect
from backend.web.rows import row_or_404

LIST = "/pro/rapprochements"
ComparedFiles = NamedDependency[SkipValidation[Comparison]]


def provide_compared(
    visit: AnyVisit, session: RequestSession, adviser: SignedInAdviser, merge_id: FromPath[int]
) -> Comparison:
    return row_or_404(
        merge_id, lambda: merges.one_for(session, adviser, merge_id, today=today_of(visit))
    )


@get("/", sync_to_thread=True)
def show_all(visit: AnyVisit, session: RequestSession, adviser: SignedInAdviser) -> Page:
    found = merges.comparisons_for(session, adviser, today=today_of(visit), now=clock.now())
    return page(visit, "people/merges.html", comparisons=found)


@get("/{merge_id:int}", sync_to_thread=True)
def show(visit: AnyVisit, compared: ComparedFiles) -> Page:
    can_undo = merging.can_undo(compared.merge, now=clock.now())
    return page(visit, "people/merge.html", compared=compared, can_undo=can_undo)


@post("/{merge_id:int}/decision", status_code=303, sync_to_thread=True)
def decide(
    session: RequestSession,
    adviser: SignedInAdviser,
    compared: ComparedFiles,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form = read(forms.MergeForm, data)
    here = f"{LIST}/{compared.merge.id}"
    if form.model is None:
        return redirect(here)
    if form.model.answer == "une":
        merging.merge(session, compared.merge, adviser, now=clock.now())
        return redirect(here, notice="files-merged")
    merging.refuse(session, compared.merge, adviser, now=clock.now())
    return redirect(LIST, notice="files-kept-apart")


@post("/{merge_id:int}/annulation", status_code=303, sync_to_thread=True)
def undo(session: RequestSession, adviser: SignedInAdviser, compared: ComparedFiles) -> Page:
    merging.undo(session, compared.merge, adviser, now=clock.now())
    return redirect(f"{LIST}/{compared.merge.id}", notice="merge-undone")


compared = Provide(provide_compared, sync_to_thread=True)
router = Router(
    LIST, route_handlers=[show_all, show, decide, undo], dependencies={"compared": compared}
)
