"""What an adviser reads and records of the situation of somebody this adviser accompanies."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery, URLEncodedBody

from backend import clock
from backend.assessments import actions, own_views, queries
from backend.assessments.access import RecordedLine, provide_recorded_line
from backend.assessments.actions import SituationFacts
from backend.assessments.forms import DayForm, RecordForm, past, read_record
from backend.assessments.own_views import Answers
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInAdviser, Visit, provide_followed, today_of
from backend.people.recorded import at_the_desk
from backend.sharing.access import LookingAt, provide_sight
from backend.sharing.models import Part, Purpose
from backend.sharing.rules import part_of
from backend.sharing.sight import Sight
from backend.vocabulary.situations import ABOUT_HEALTH, BY_THEME
from backend.vocabulary.themes import DIAGNOSTIC, ICONS, LABELS, PROJECT, Theme
from backend.web import forms
from backend.web.forms import Form
from backend.web.language import _, speaking
from backend.web.pages import Page, page, redirect

Sent = URLEncodedBody[dict[str, Any]]
READING = {"purpose": Purpose.SITUATION}
WORDS: dict[str, Any] = {"labels": LABELS, "icons": ICONS}


@get("/", opt=READING, sync_to_thread=True)
def show(visit: AnyVisit, session: RequestSession, sight: LookingAt) -> Page:
    view = own_views.shown_by(session, sight.person) if sight.may_see(Part.OWN_VIEW) else None
    return page(
        visit,
        "assessments/desk.html",
        followed=sight.person,
        sight=sight,
        themes=queries.readable(session, sight),
        view=view,
        answers=_visible(own_views.answers_of(session, [view])[view.id], sight) if view else {},
        order=DIAGNOSTIC,
        is_partial=not (sight.may_see(Part.HEALTH) and sight.may_see(Part.FAMILY)),
        hidden_codes=set() if sight.may_see(Part.HEALTH) else ABOUT_HEALTH,
        **WORDS,
    )


def _visible(answers: Answers, sight: Sight) -> Answers:
    return {theme: said for theme, said in answers.items() if sight.may_see(part_of(theme))}


@get("/nouvelle", opt=READING, sync_to_thread=True)
def new(visit: AnyVisit, sight: LookingAt, theme: FromQuery[str] = "") -> Page:
    """First the theme, then the situation: two pages, so that no script is needed."""
    if not theme:
        return page(
            visit,
            "assessments/choose_theme.html",
            followed=sight.person,
            themes=DIAGNOSTIC + PROJECT,
            form=forms.empty(),
            **WORDS,
        )
    if theme not in set(Theme):
        raise NotFoundException
    form = forms.empty(theme=theme, jour=today_of(visit).isoformat())
    return _recording(visit, sight, Theme(theme), form)


@post("/nouvelle", status_code=200, sync_to_thread=True)
def record(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    sight: LookingAt,
    data: Sent,
) -> Page:
    form = read_record(data, today=today_of(visit))
    if form.model is None:
        theme = form.values.get("theme", "")
        if theme not in set(Theme):
            raise NotFoundException
        return _recording(visit, sight, Theme(theme), form, status=422)
    author = at_the_desk(adviser)
    now = clock.now().astimezone(visit.zone)
    actions.record(session, sight.person, _facts(form.model), author, now=now)
    return redirect(_home(sight), notice="situation-recorded")


def _facts(sent: RecordForm) -> SituationFacts:
    return SituationFacts(
        theme=sent.theme, situation=sent.situation, words=sent.words, observed_on=sent.day
    )


def _recording(
    visit: Visit, sight: Sight, theme: Theme, form: Form[Any], *, status: int = 200
) -> Page:
    return page(
        visit,
        "assessments/record.html",
        status=status,
        followed=sight.person,
        about=theme,
        choices=_choices(visit, theme),
        is_private=part_of(theme) is not Part.SITUATION,
        today=today_of(visit),
        form=form,
        **WORDS,
    )


def _choices(visit: Visit, theme: Theme) -> list[tuple[str, str]]:
    with speaking(visit.language):
        listed = [(term.code, _(term.label)) for term in BY_THEME[theme]]
        return [("", _("None of the list")), *listed]


@get("/{observation_id:int}", opt=READING, sync_to_thread=True)
def show_line(
    visit: AnyVisit, session: RequestSession, sight: LookingAt, recorded: RecordedLine
) -> Page:
    form = forms.empty(jour=today_of(visit).isoformat())
    return _line_page(visit, session, sight, recorded, form)


@post("/{observation_id:int}/fin", status_code=200, sync_to_thread=True)
def end(
    visit: AnyVisit,
    session: RequestSession,
    sight: LookingAt,
    recorded: RecordedLine,
    data: Sent,
) -> Page:
    line = recorded.observation
    form = past(forms.read(DayForm, data), today=today_of(visit), since=line.observed_on)
    if form.model is None:
        return _line_page(visit, session, sight, recorded, form)
    actions.end(line, on=form.model.day, now=clock.now().astimezone(visit.zone))
    return redirect(_home(sight), notice="situation-ended")


@post("/{observation_id:int}/lecture", status_code=200, sync_to_thread=True)
def mark_read(session: RequestSession, sight: LookingAt, recorded: RecordedLine) -> Page:
    actions.mark_read(session, recorded.observation, now=clock.now())
    return redirect(_home(sight), notice="situation-read")


def _line_page(
    visit: Visit,
    session: RequestSession,
    sight: Sight,
    recorded: queries.Line,
    form: Form[Any],
) -> Page:
    return page(
        visit,
        "assessments/recorded.html",
        status=422 if form.errors else 200,
        followed=sight.person,
        line=recorded,
        said=queries.said_of(session, recorded.observation),
        today=today_of(visit),
        form=form,
        **WORDS,
    )


def _home(sight: Sight) -> str:
    return f"/pro/personnes/{sight.person.id}/situation"


router = Router(
    "/pro/personnes/{person_id:int}/situation",
    route_handlers=[show, new, record, show_line, end, mark_read],
    dependencies={
        "followed": Provide(provide_followed, sync_to_thread=True),
        "sight": Provide(provide_sight, sync_to_thread=True),
        "recorded": Provide(provide_recorded_line, sync_to_thread=True),
    },
)
