"""One solution: its page, those she keeps, and what she says is no longer true."""

from functools import partial
from typing import Any

from litestar import Router, get, post
from litestar.datastructures import State
from litestar.di import Provide
from litestar.params import URLEncodedBody

from backend import clock
from backend.catalogue.needs import LABELS as THEMES
from backend.catalogue.needs import needs_met
from backend.catalogue.queries import Shown
from backend.database import RequestSession
from backend.offers import actions, queries, words
from backend.offers.access import ShownOffer, provide_shown, provide_shown_to_her
from backend.offers.contacts import address_of, contacts_of, place_of, safe_link
from backend.offers.forms import KEPT, KeepForm, RemarkForm
from backend.offers.opening import hours_of
from backend.offers.prose import prose
from backend.people.access import AnyVisit, SignedInPerson, Visit
from backend.vocabulary.themes import LABELS
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, fragment, page, redirect

OPEN = {"open": True}
GONE = 410
HERE = "/{offer_id:int}"


@get(
    HERE,
    opt=OPEN,
    sync_to_thread=True,
    dependencies={"shown": Provide(provide_shown, sync_to_thread=True)},
)
def show(visit: AnyVisit, session: RequestSession, shown: ShownOffer, state: State) -> Page:
    kept = bool(visit.person) and queries.is_kept(session, visit.person, shown.offer.id)
    told = _told_of(shown) | {"is_kept": kept, "site": state.settings.public_url}
    if shown.is_gone:
        return page(visit, "offers/gone.html", status=200 if kept else GONE, **told)
    return page(visit, "offers/show.html", **told)


def _told_of(shown: Shown) -> dict[str, Any]:
    sheet, structure = shown.sheet, shown.structure
    first, *others = contacts_of(shown) or [None]
    return {
        "shown": shown,
        "sheet": sheet,
        "structure": structure,
        "first": first,
        "others": others,
        "place": place_of(sheet, structure),
        "structure_address": address_of(structure) if structure else "",
        "theme_labels": [THEMES[code] for code in sheet.themes.split() if code in THEMES],
        "needs": [(need, LABELS[need]) for need in needs_met(sheet.themes)],
        "prose": prose,
        "safe_link": safe_link,
        "words": words,
        "hours_of": partial(hours_of, now=clock.now()),
    }


@post(f"{HERE}/garder", status_code=200, sync_to_thread=True)
def keep(
    visit: AnyVisit, session: RequestSession, person: SignedInPerson, shown: ShownOffer
) -> Page:
    actions.keep(session, person, shown.offer, now=clock.now())
    if visit.htmx:
        return fragment(visit, "offers/_keep.html", shown=shown, is_kept=True)
    return redirect(f"/solutions/{shown.offer.id}", notice="offer-kept")


@post(f"{HERE}/ne-plus-garder", status_code=200, sync_to_thread=True)
def keep_no_longer(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    shown: ShownOffer,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form = forms.read(KeepForm, data)
    actions.keep_no_longer(session, person, shown.offer)
    if visit.htmx:
        return fragment(visit, "offers/_keep.html", shown=shown, is_kept=False)
    is_on_list = shown.is_gone or (form.model is not None and form.model.is_on_list)
    back = KEPT if is_on_list else f"/solutions/{shown.offer.id}"
    return redirect(back, notice="offer-no-longer-kept")


@get("/gardees", sync_to_thread=True)
def kept(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    return page(
        visit,
        "offers/kept.html",
        kept=[
            (shown, next(iter(contacts_of(shown)), None))
            for shown in queries.kept_by(session, person)
        ],
        hours_of=partial(hours_of, now=clock.now()),
    )


@get(f"{HERE}/plus-exact", sync_to_thread=True)
def ask_what_is_wrong(
    visit: AnyVisit, session: RequestSession, person: SignedInPerson, shown: ShownOffer
) -> Page:
    said = queries.open_remark(session, person, shown.offer.id)
    form = forms.empty(erreur=said.wrong, mots=said.words) if said else forms.empty()
    return _remark_page(visit, shown, form, is_said=said is not None)


def _remark_page(visit: Visit, shown: Shown, form: Form[Any], *, is_said: bool = False) -> Page:
    return page(
        visit,
        "offers/remark.html",
        status=422 if form.refusals else 200,
        shown=shown,
        form=form,
        is_said=is_said,
        wrong=words.WRONG,
    )


@post(f"{HERE}/plus-exact", status_code=200, sync_to_thread=True)
def say_what_is_wrong(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    shown: ShownOffer,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form = forms.read(RemarkForm, data)
    if form.model is None:
        return _remark_page(visit, shown, form)
    said = (form.model.wrong, form.model.words)
    actions.say_wrong(session, person, shown.offer, said, now=clock.now())
    return redirect(f"/solutions/{shown.offer.id}", notice="offer-remark-said")


router = Router(
    "/solutions",
    route_handlers=[kept, show, keep, keep_no_longer, ask_what_is_wrong, say_what_is_wrong],
    dependencies={"shown": Provide(provide_shown_to_her, sync_to_thread=True)},
)
