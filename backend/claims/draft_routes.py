"""The guided form: saved as she goes, thrown away or sent."""

from typing import Any

from litestar import Router, get, post
from litestar.datastructures import State
from litestar.di import Provide
from litestar.params import FromQuery, URLEncodedBody

from backend import clock
from backend.claims import forms as sent
from backend.claims import pages
from backend.claims.about import SUBJECTS, objectives_in_progress
from backend.claims.access import AskedKind, provide_kind
from backend.claims.actions import forget_draft
from backend.claims.drafts import as_typed, save_draft
from backend.claims.models import ClaimDraft
from backend.claims.queries import draft_of
from backend.claims.receipts import OBSERVATIONS
from backend.claims.rights import PAGES
from backend.claims.sending import send
from backend.claims.states import Kind
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson, Visit, today_of
from backend.people.models import Person
from backend.vocabulary.themes import DIAGNOSTIC, LABELS
from backend.web import forms
from backend.web.forms import Form
from backend.web.language import _, speaking
from backend.web.pages import Page, fragment, page, redirect

Sent = URLEncodedBody[dict[str, Any]]


@get("/", sync_to_thread=True)
def new(  # noqa: PLR0913, PLR0917 (what another page may have chosen for her)
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    asked: AskedKind,
    theme: FromQuery[str | None] = None,
    sujet: FromQuery[str | None] = None,
    objectif: FromQuery[str | None] = None,
) -> Page:
    chosen = {"theme": theme, "sujet": sujet, "objectif": objectif}
    typed = as_typed(draft_of(session, person, asked))
    values = {name: value for name, value in chosen.items() if value} | typed
    return _form_page(visit, session, person, asked, forms.empty(**values))


@post("/", status_code=200, sync_to_thread=True)
def write(  # noqa: PLR0913, PLR0917 (what the framework gives a handler)
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    asked: AskedKind,
    state: State,
    data: Sent,
) -> Page:
    form = forms.read(sent.ClaimForm, data)
    objectives = {one.id for one in objectives_in_progress(session, person)}
    sent.check_claim(form, asked, objectives=objectives, today=today_of(visit))
    if form.model is None:
        return _form_page(visit, session, person, asked, form, status=422)
    claim = send(
        session,
        person,
        form.model.facts(asked),
        site=state.settings.public_url,
        now=clock.now(),
    )
    return redirect(f"/droits/demandes/{claim.id}", notice="claim-sent")


@post("/brouillon", status_code=200, sync_to_thread=True)
def keep(
    visit: AnyVisit, session: RequestSession, person: SignedInPerson, asked: AskedKind, data: Sent
) -> Page:
    """By the button, or by itself a moment after she stops typing."""
    form = forms.read(sent.DraftForm, data)
    if form.model is None and not visit.htmx:
        return _form_page(visit, session, person, asked, form, status=422)
    draft = None
    if form.model is not None:
        draft = save_draft(session, person, asked, form.model.typed(), now=clock.now())
    if visit.htmx:
        return fragment(
            visit,
            "claims/_saved.html",
            status=422 if form.model is None else 200,
            draft=draft,
            form=form,
            limit=_limit(form, asked),
        )
    return redirect("/droits", notice="claim-kept" if draft else "claim-draft-empty")


@post("/brouillon/suppression", status_code=200, sync_to_thread=True)
def discard(session: RequestSession, person: SignedInPerson, asked: AskedKind) -> Page:
    forget_draft(session, person, asked)
    return redirect("/droits", notice="claim-discarded")


def _form_page(  # noqa: PLR0913 (a page needs its reader, its rows and its form)
    visit: Visit,
    session: RequestSession,
    person: Person,
    asked: Kind,
    form: Form[Any],
    *,
    status: int = 200,
) -> Page:
    offer = pages.offer_of(session, person, asked)
    draft: ClaimDraft | None = draft_of(session, person, asked)
    return page(
        visit,
        "claims/write.html",
        status=status,
        form=form,
        offer=offer,
        told=PAGES[offer.told.right],
        reader=pages.reader_of(session, person, asked, today=today_of(visit)),
        draft=draft,
        limit=_limit(form, asked),
        choices=_choices(visit, session, person, asked),
    )


def _choices(
    visit: Visit, session: RequestSession, person: Person, asked: Kind
) -> list[tuple[str, str]]:
    """What she chooses from, for the kinds that ask; the first is no choice yet."""
    if asked is Kind.CONTEST_OBJECTIVE:
        return [(str(one.id), one.words) for one in objectives_in_progress(session, person)]
    labels: dict[str, str] = {}
    if asked is Kind.SOCIAL_SUPPORT:
        labels = {theme.value: LABELS[theme] for theme in DIAGNOSTIC}
    elif asked is Kind.CORRECT_DATA:
        labels = {subject.value: label for subject, label in SUBJECTS.items()}
    with speaking(visit.language):
        return [("", _("Choose")), *((value, _(label)) for value, label in labels.items())]


def _limit(form: Form[Any], asked: Kind) -> Any:  # noqa: ANN401 (a date, or None)
    """The last of the ten days, once the day of the letter can be read."""
    told = forms.read(sent.NoticeForm, {"recu": form.values.get("recu")}).model
    if asked is not Kind.OBSERVATIONS or told is None or told.notice_on is None:
        return None
    return OBSERVATIONS.after(told.notice_on)


router = Router(
    "/droits/demandes/nouvelle/{kind:str}",
    route_handlers=[new, write, keep, discard],
    dependencies={"asked": Provide(provide_kind, sync_to_thread=False)},
)
