"""Her opinion: one tap on three faces, then what she likes to add."""

from collections.abc import Callable
from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, URLEncodedBody

from backend import clock
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson
from backend.surveys import actions, queries
from backend.surveys.access import (
    Answering,
    SheAnswers,
    TappedFace,
    from_this_site,
    provide_answering,
    provide_survey,
    provide_tapped,
)
from backend.surveys.forms import FaceForm, SaidForm, WordsForm, ticked
from backend.surveys.listing import listed
from backend.surveys.models import TooLate
from backend.surveys.progress import Stage
from backend.surveys.showing import Shown, shown
from backend.web.forms import Form, read
from backend.web.pages import Page, fragment, page, redirect

HERE = "/{request_id:int}"
NOTHING = 204

Save = Callable[[], object]


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    return page(visit, "surveys/index.html", listed=listed(visit, session, person))


@post("/arret", status_code=200, sync_to_thread=True)
def stop(session: RequestSession, person: SignedInPerson) -> Page:
    actions.stop(session, person, now=clock.now())
    return redirect("/avis", notice="surveys-stopped")


@post("/reprise", status_code=200, sync_to_thread=True)
def resume(session: RequestSession, person: SignedInPerson) -> Page:
    actions.resume(session, person)
    return redirect("/avis", notice="surveys-resumed")


@get(HERE, sync_to_thread=True)
def show(hers: SheAnswers, question: FromQuery[str] = "") -> Page:
    return _told(hers, shown(hers, question))


@post(f"{HERE}/visage", status_code=200, sync_to_thread=True)
def rate(hers: SheAnswers, data: URLEncodedBody[dict[str, Any]]) -> Page:
    form = read(FaceForm, data)
    if form.model is None:
        return _told(hers, shown(hers, Stage.FACE, form=form))
    face, is_home = form.model.face, form.model.back == "/"
    try:
        actions.rate(hers.session, hers.request, face, secret=hers.secret, now=clock.now())
    except TooLate:
        return _too_late(hers)
    if hers.visit.htmx and is_home:
        return fragment(hers.visit, "surveys/_thanked.html", survey=queries.card(hers.request))
    return _to_next(hers, Stage.FACE)


@post(
    f"{HERE}/notification",
    status_code=NOTHING,
    guards=[from_this_site],
    dependencies={"tapped": provide_tapped},
    opt={"exclude_from_csrf": True},
    sync_to_thread=True,
)
def rate_from_notification(hers: SheAnswers, tapped: TappedFace) -> None:
    """The same tap, from the service worker, which holds no form."""
    actions.rate(hers.session, hers.request, tapped.face, secret=hers.secret, now=clock.now())


@post(f"{HERE}/reponses/{{question:str}}", status_code=200, sync_to_thread=True)
def say(hers: SheAnswers, question: FromPath[str], data: URLEncodedBody[dict[str, Any]]) -> Page:
    stage = _stage(hers, question)
    form = read(SaidForm, data)
    if form.model is None:
        return _told(hers, shown(hers, stage, form=form))
    said = (stage, form.model.said)
    return _kept(
        hers,
        stage,
        lambda: actions.say(hers.session, hers.request, said, secret=hers.secret, now=clock.now()),
    )


@post(f"{HERE}/freins", status_code=200, sync_to_thread=True)
def tick(hers: SheAnswers, data: URLEncodedBody[dict[str, Any]]) -> Page:
    boxes = ticked(data)
    return _kept(
        hers,
        Stage.OBSTACLES,
        lambda: actions.tick(
            hers.session, hers.request, boxes, secret=hers.secret, now=clock.now()
        ),
    )


@post(f"{HERE}/mots", status_code=200, sync_to_thread=True)
def write(hers: SheAnswers, data: URLEncodedBody[dict[str, Any]]) -> Page:
    form = read(WordsForm, data)
    if form.model is None:
        return _told(hers, shown(hers, Stage.WORDS, form=form))
    words = form.model.words
    return _kept(
        hers,
        Stage.WORDS,
        lambda: actions.write(
            hers.session, hers.request, words, secret=hers.secret, now=clock.now()
        ),
        form,
    )


@post(f"{HERE}/mots/retrait", status_code=200, sync_to_thread=True)
def take_words_back(hers: SheAnswers) -> Page:
    try:
        actions.take_words_back(hers.session, hers.request, secret=hers.secret, now=clock.now())
    except TooLate:
        return _too_late(hers)
    return redirect(f"{hers.path}?question={Stage.END}", notice="survey-words-taken-back")


@post(f"{HERE}/retrait", status_code=200, sync_to_thread=True)
def take_back(hers: SheAnswers) -> Page:
    try:
        actions.take_back(hers.session, hers.request, secret=hers.secret, now=clock.now())
    except TooLate:
        return _too_late(hers)
    return redirect("/avis", notice="survey-taken-back")


@post(f"{HERE}/passer", status_code=200, sync_to_thread=True)
def skip(hers: SheAnswers) -> Page:
    try:
        actions.skip(hers.session, hers.request, now=clock.now())
    except TooLate:
        return _too_late(hers)
    return redirect("/avis", notice="survey-skipped")


def _stage(hers: Answering, question: str) -> Stage:
    """A question that is asked about this, answered by a yes or a no."""
    progress = shown(hers).progress
    asked = progress.stages if progress else list(Stage)
    if question not in asked or Stage(question) not in actions.COLUMNS:
        raise NotFoundException
    return Stage(question)


def _kept(hers: Answering, stage: Stage, save: Save, form: Form[Any] | None = None) -> Page:
    try:
        save()
    except TooLate:
        return _too_late(hers, form)
    return _to_next(hers, stage)


def _too_late(hers: Answering, form: Form[Any] | None = None) -> Page:
    return _told(hers, shown(hers, form=form), status=409)


def _to_next(hers: Answering, stage: Stage) -> Page:
    """The next question; that it is saved stands above it."""
    following = shown(hers, stage).next
    if hers.visit.htmx:
        return _told(hers, shown(hers, following))
    return redirect(f"{hers.path}?question={following}#avis")


def _told(hers: Answering, told: Shown, *, status: int = 200) -> Page:
    """With what is wrong in the form, when something is."""
    status = 422 if told.form.refusals else status
    if hers.visit.htmx:
        return fragment(hers.visit, "surveys/_answering.html", status=status, told=told)
    return page(hers.visit, "surveys/show.html", status=status, told=told, form=told.form)


router = Router(
    "/avis",
    route_handlers=[
        index,
        stop,
        resume,
        show,
        rate,
        rate_from_notification,
        say,
        tick,
        write,
        take_words_back,
        take_back,
        skip,
    ],
    dependencies={
        "survey": Provide(provide_survey, sync_to_thread=True),
        "hers": Provide(provide_answering, sync_to_thread=True),
    },
)
