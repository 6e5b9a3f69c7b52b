"""What is asked at each moment, as the territory's team writes it: drafts, a preview, versions."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from backend import clock
from backend.database import RequestSession
from backend.people.access import AnyVisit, Visit
from backend.people.team import OwnTeam, Team, provide_team
from backend.surveys import drafts, questionnaire_forms
from backend.surveys.drafts import Edit, Meanwhile, change, draft_of, drafts_of, stamp_of
from backend.surveys.models import Moment
from backend.surveys.previews import Looked, preview_of
from backend.surveys.questionnaire_forms import LONGEST, field_of
from backend.surveys.questionnaires import in_use, shown, versions_of
from backend.surveys.words import (
    ABOUT,
    FIRST_QUESTION,
    HELPED_QUESTION,
    MOMENTS,
    OBSTACLES_QUESTION,
)
from backend.web.forms import Form
from backend.web.language import DEFAULT, FALLS_BACK, N_, NAMES
from backend.web.pages import Page, page, redirect

HERE = "/pro/territoire/questionnaires"
SAVED_MEANWHILE = N_(
    "Somebody else changed this meanwhile. What you wrote is kept below, and theirs is beside it. "
    "Save again to keep yours."
)
FIXED = (FIRST_QUESTION, HELPED_QUESTION, OBSTACLES_QUESTION)
Sent = URLEncodedBody[dict[str, Any]]


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, team: OwnTeam) -> Page:
    territory_id = team.territory.id
    return page(
        visit,
        "surveys/desk/questionnaires.html",
        moments=MOMENTS,
        used={moment: in_use(session, territory_id, moment) for moment in MOMENTS},
        asked={moment: shown(session, territory_id, moment) for moment in MOMENTS},
        drafts=drafts_of(session, territory_id),
        fixed=FIXED,
    )


@get("/{moment:str}", sync_to_thread=True)
def show(visit: AnyVisit, session: RequestSession, team: OwnTeam, moment: FromPath[str]) -> Page:
    chosen = _moment(moment)
    draft = draft_of(session, team.territory.id, chosen)
    asked = draft.asked if draft else shown(session, team.territory.id, chosen)
    form = questionnaire_forms.filled(asked, _languages(team))
    return _page(visit, session, team, chosen, form)


def _moment(name: str) -> Moment:
    if name not in set(Moment):
        raise NotFoundException
    return Moment(name)


def _languages(team: Team) -> list[str]:
    """French is always written: the others fall back on it."""
    return [DEFAULT, *(code for code in team.territory.language_codes if code != DEFAULT)]


def _page(
    visit: Visit, session: RequestSession, team: Team, moment: Moment, form: Form[Any]
) -> Page:
    territory_id, languages = team.territory.id, _languages(team)
    draft = draft_of(session, territory_id, moment)
    return page(
        visit,
        "surveys/desk/questionnaire.html",
        status=422 if form.refusals else 200,
        form=form,
        moment=moment,
        moments=MOMENTS,
        used=in_use(session, territory_id, moment),
        asked=shown(session, territory_id, moment),
        draft=draft,
        stamp=stamp_of(session, territory_id, moment),
        versions=versions_of(session, territory_id, moment),
        languages=[(code, NAMES.get(code, code), code in FALLS_BACK) for code in languages],
        field_of=field_of,
        longest=LONGEST,
        fixed=FIXED,
    )


@post("/{moment:str}", status_code=200, sync_to_thread=True)
def save(
    visit: AnyVisit, session: RequestSession, team: OwnTeam, moment: FromPath[str], data: Sent
) -> Page:
    chosen = _moment(moment)
    form, said = questionnaire_forms.read(data, _languages(team))
    if form.refusals:
        return _page(visit, session, team, chosen, form)
    try:
        draft = drafts.save(session, _edit(team, chosen, data), said)
    except Meanwhile:
        form.refuse("", SAVED_MEANWHILE)
        return _page(visit, session, team, chosen, form)
    if draft is None:
        return redirect(f"{HERE}/{chosen}", notice="questionnaire-unchanged")
    return redirect(f"{HERE}/{chosen}/apercu", notice="questionnaire-saved")


def _edit(team: Team, moment: Moment, sent: dict[str, Any]) -> Edit:
    return Edit(team.territory, team.adviser, moment, str(sent.get("vu", "")), clock.now())


@get("/{moment:str}/apercu", sync_to_thread=True)
def preview(visit: AnyVisit, session: RequestSession, team: OwnTeam, moment: FromPath[str]) -> Page:
    chosen = _moment(moment)
    draft = draft_of(session, team.territory.id, chosen)
    used = shown(session, team.territory.id, chosen)
    asked = draft.asked if draft else used
    looked = Looked(asked, used, ABOUT[chosen], team.today)
    return page(
        visit,
        "surveys/desk/preview.html",
        moment=chosen,
        moments=MOMENTS,
        draft=draft,
        change=change(used, asked),
        stamp=stamp_of(session, team.territory.id, chosen),
        previews=[preview_of(looked, language) for language in _languages(team)],
    )


@post("/{moment:str}/publication", status_code=200, sync_to_thread=True)
def publish(session: RequestSession, team: OwnTeam, moment: FromPath[str], data: Sent) -> Page:
    chosen = _moment(moment)
    drafts.publish(session, _edit(team, chosen, data))
    return redirect(f"{HERE}/{chosen}", notice="questionnaire-published")


@post("/{moment:str}/abandon", status_code=200, sync_to_thread=True)
def throw_away(session: RequestSession, team: OwnTeam, moment: FromPath[str], data: Sent) -> Page:
    chosen = _moment(moment)
    drafts.throw_away(session, _edit(team, chosen, data))
    return redirect(f"{HERE}/{chosen}", notice="questionnaire-thrown-away")


router = Router(
    HERE,
    route_handlers=[index, show, save, preview, publish, throw_away],
    dependencies={"team": Provide(provide_team, sync_to_thread=True)},
)
