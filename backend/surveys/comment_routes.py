"""Words are read by a moderator who is not of the structure concerned."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import FromPath, FromQuery, URLEncodedBody

from backend import clock
from backend.database import RequestSession
from backend.people.access import AnyVisit, Visit
from backend.people.team import OwnTeam, Team, provide_team
from backend.surveys import moderating, moderators
from backend.surveys.comment_access import (
    OwnReader,
    ReadComment,
    provide_comment,
    provide_reader,
)
from backend.surveys.comment_forms import AcceptForm, NameForm, RefuseForm, shown_of
from backend.surveys.comment_words import FLAGS, REFUSALS, STATES
from backend.surveys.flags import flags_of
from backend.surveys.models import Comment, CommentState
from backend.surveys.moderating import Judgement, stamp_of
from backend.surveys.reading import (
    PAGE,
    Reader,
    count_waiting,
    decided_lately,
    waiting_for,
)
from backend.surveys.words import FACE_ICONS, FACES, MOMENTS
from backend.web import forms
from backend.web.forms import NOT_OFFERED, Form
from backend.web.language import NAMES
from backend.web.pages import Page, page, redirect
from backend.web.rows import page_number

HERE = "/pro/avis/paroles"
MODERATION = "/pro/avis/moderation"
Sent = URLEncodedBody[dict[str, Any]]


@get("/", sync_to_thread=True)
def index(
    visit: AnyVisit, session: RequestSession, reader: OwnReader, feuille: FromQuery[int] = 1
) -> Page:
    number = page_number(feuille, size=PAGE)
    waiting = waiting_for(session, reader, page=number)
    return _page(
        visit,
        "surveys/desk/comments.html",
        reader=reader,
        comments=waiting[:PAGE],
        count=count_waiting(session, reader),
        number=number,
        has_more=len(waiting) > PAGE,
        lately=decided_lately(session, reader),
    )


def _page(visit: Visit, name: str, *, status: int = 200, **context: Any) -> Page:  # noqa: ANN401
    return page(
        visit,
        name,
        status=status,
        moments=MOMENTS,
        faces=FACES,
        face_icons=FACE_ICONS,
        flags_of=flags_of,
        flag_words=FLAGS,
        refusals=REFUSALS,
        states=STATES,
        languages=NAMES,
        **context,
    )


@get("/{token:str}", sync_to_thread=True)
def show(visit: AnyVisit, comment: ReadComment) -> Page:
    return _one(visit, comment, forms.empty(paru=comment.shown or comment.text))


def _one(visit: Visit, comment: Comment, form: Form[Any]) -> Page:
    return _page(
        visit,
        "surveys/desk/comment.html",
        status=422 if form.refusals else 200,
        comment=comment,
        is_waiting=comment.state is CommentState.WAITING,
        stamp=stamp_of(comment),
        form=form,
    )


@post("/{token:str}/accord", status_code=200, sync_to_thread=True)
def accept(
    visit: AnyVisit, session: RequestSession, reader: OwnReader, comment: ReadComment, data: Sent
) -> Page:
    form = forms.read(AcceptForm, data)
    shown = shown_of(form, comment)
    if shown is None or form.model is None:
        return _one(visit, comment, form)
    judgement = Judgement(reader, comment, form.model.seen, clock.now())
    moderating.accept(session, judgement, shown)
    return redirect(_next(session, reader), notice="words-accepted")


def _next(session: RequestSession, reader: Reader) -> str:
    following = waiting_for(session, reader)
    return f"{HERE}/{following[0].token}" if following else HERE


@post("/{token:str}/refus", status_code=200, sync_to_thread=True)
def refuse(
    visit: AnyVisit, session: RequestSession, reader: OwnReader, comment: ReadComment, data: Sent
) -> Page:
    form = forms.read(RefuseForm, data)
    if form.model is None:
        form.values["paru"] = comment.text
        return _one(visit, comment, form)
    judgement = Judgement(reader, comment, form.model.seen, clock.now())
    moderating.refuse(session, judgement, form.model.refusal)
    return redirect(_next(session, reader), notice="words-refused")


@post("/{token:str}/remise", status_code=200, sync_to_thread=True)
def put_back(session: RequestSession, reader: OwnReader, comment: ReadComment) -> Page:
    moderating.put_back(session, reader, comment)
    return redirect(f"{HERE}/{comment.token}", notice="words-waiting")


@get("/", sync_to_thread=True)
def named(visit: AnyVisit, session: RequestSession, team: OwnTeam) -> Page:
    return _named(visit, session, team, forms.empty())


def _named(visit: Visit, session: RequestSession, team: Team, form: Form[Any]) -> Page:
    readers = moderators.moderators_of(session, team)
    return page(
        visit,
        "surveys/desk/moderators.html",
        status=422 if form.refusals else 200,
        team=team,
        named=readers,
        candidates=moderators.candidates(session, team),
        lacks_a_reader=moderators.lacks_a_reader(readers, team),
        form=form,
    )


@post("/", status_code=200, sync_to_thread=True)
def name(visit: AnyVisit, session: RequestSession, team: OwnTeam, data: Sent) -> Page:
    form = forms.read(NameForm, data)
    if form.model is None:
        return _named(visit, session, team, form)
    chosen = {one.adviser.id: one.adviser for one in moderators.candidates(session, team)}
    if form.model.adviser_id not in chosen:
        form.refuse("professionnel", NOT_OFFERED)
        return _named(visit, session, team, form)
    adviser = chosen[form.model.adviser_id]
    moderators.name(session, team, adviser, now=clock.now())
    return redirect(MODERATION, notice="moderator-named")


@post("/{adviser_id:int}/retrait", status_code=200, sync_to_thread=True)
def remove(session: RequestSession, team: OwnTeam, adviser_id: FromPath[int]) -> Page:
    moderators.remove(session, team, adviser_id, now=clock.now())
    return redirect(MODERATION, notice="moderator-removed")


words = Router(
    "/paroles",
    route_handlers=[index, show, accept, refuse, put_back],
    dependencies={
        "reader": Provide(provide_reader, sync_to_thread=True),
        "comment": Provide(provide_comment, sync_to_thread=True),
    },
)
moderation = Router(
    "/moderation",
    route_handlers=[named, name, remove],
    dependencies={"team": Provide(provide_team, sync_to_thread=True)},
)
router = Router("/pro/avis", route_handlers=[words, moderation])
