"""The kinds of requests as the territory has them: delay, silence, article, appeal, service."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from backend.board.access import setter_of
from backend.board.forms import RULE_FIELDS, RuleForm, ruling_of
from backend.board.queries import structures_of
from backend.board.words import (
    APPEALS,
    SERVICES,
    SILENCES,
    UNITS,
    delay_in_words,
    translated,
)
from backend.claims.kinds import TABLE
from backend.claims.rules import Rule, rule_of, rules_of
from backend.claims.ruling import RuleRefused, forget_rule, set_rule
from backend.claims.states import Kind
from backend.database import RequestSession
from backend.law.articles import ARTICLES
from backend.people.access import AnyVisit, Visit
from backend.people.team import OwnTeam, Team, provide_team
from backend.web import forms
from backend.web.forms import Form
from backend.web.language import speaking
from backend.web.pages import Page, page, redirect

HERE = "/pro/territoire/droits"


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, team: OwnTeam) -> Page:
    return page(
        visit,
        "board/rules.html",
        rules=rules_of(session, team.territory.id),
        structures={one.id: one for one in structures_of(session, team.territory.id)},
        silences=SILENCES,
        services=SERVICES,
        delay_in_words=delay_in_words,
    )


@get("/{kind:str}", sync_to_thread=True)
def edit(visit: AnyVisit, session: RequestSession, team: OwnTeam, kind: FromPath[str]) -> Page:
    rule = rule_of(session, team.territory.id, _kind(kind))
    return _edit_page(visit, session, team, rule, _filled(rule))


def _kind(name: str) -> Kind:
    if name not in set(Kind):
        raise NotFoundException
    return Kind(name)


def _filled(rule: Rule) -> Form[Any]:
    told = rule.told
    return forms.empty(
        nombre=str(told.delay.number),
        unite=told.delay.unit,
        silence=told.silence.value,
        article=told.article,
        recours=told.appeal.value,
        service=str(rule.structure_id or ""),
        promesse=str(told.answer_days),
    )


def _edit_page(
    visit: Visit, session: RequestSession, team: Team, rule: Rule, form: Form[Any]
) -> Page:
    with speaking(visit.language):
        choices = {
            "unite": translated(UNITS),
            "silence": translated(SILENCES),
            "recours": translated(APPEALS),
        }
    return page(
        visit,
        "board/rule.html",
        status=422 if form.refusals else 200,
        form=form,
        rule=rule,
        usual=TABLE[rule.kind],
        services=SERVICES,
        structures=[(str(one.id), one.name) for one in structures_of(session, team.territory.id)],
        articles=[(key, key) for key in ARTICLES],
        choices=choices,
        delay_in_words=delay_in_words,
    )


@post("/{kind:str}", status_code=200, sync_to_thread=True)
def save(
    visit: AnyVisit,
    session: RequestSession,
    team: OwnTeam,
    kind: FromPath[str],
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form = forms.read(RuleForm, data)
    structures = {one.id: one for one in structures_of(session, team.territory.id)}
    ruling = ruling_of(form, structures)
    if ruling is not None:
        try:
            set_rule(session, setter_of(team), _kind(kind), ruling)
            return redirect(HERE, notice="rule-saved")
        except RuleRefused as refusal:
            form.refuse(RULE_FIELDS[refusal.field], refusal.message)
    rule = rule_of(session, team.territory.id, _kind(kind))
    return _edit_page(visit, session, team, rule, form)


@post("/{kind:str}/retour", status_code=200, sync_to_thread=True)
def reset(session: RequestSession, team: OwnTeam, kind: FromPath[str]) -> Page:
    forget_rule(session, setter_of(team), _kind(kind))
    return redirect(HERE, notice="rule-reset")


router = Router(
    HERE,
    route_handlers=[index, edit, save, reset],
    dependencies={"team": Provide(provide_team, sync_to_thread=True)},
)
