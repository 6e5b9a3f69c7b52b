"""Coordination groups, for the advisers who are in them."""

from typing import Any

from litestar import Router, get, post
from litestar.datastructures import State
from litestar.di import Provide
from litestar.params import URLEncodedBody

from backend import clock
from backend.coordination import actions, queries
from backend.coordination.access import (
    GroupDecision,
    OwnGroup,
    provide_group_decision,
    provide_own_group,
)
from backend.coordination.actions import Decided, Matter, Post
from backend.coordination.forms import DecisionForm, GroupForm, check_day, ticked
from backend.coordination.models import Group
from backend.database import RequestSession
from backend.people.access import (
    AnyVisit,
    FollowedPerson,
    SignedInAdviser,
    Visit,
    provide_followed,
    today_of,
)
from backend.people.models import Adviser, Person
from backend.people.queries import followed_by
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect

Sent = URLEncodedBody[dict[str, Any]]


@get("/groupes", sync_to_thread=True)
def index(
    visit: AnyVisit, session: RequestSession, adviser: SignedInAdviser, followed: FollowedPerson
) -> Page:
    return _index(visit, session, adviser, followed, forms.empty())


def _index(
    visit: Visit, session: RequestSession, adviser: Adviser, followed: Person, form: Form[Any]
) -> Page:
    team = queries.to_invite(session, followed, today=today_of(visit))
    return page(
        visit,
        "coordination/about.html",
        status=422 if form.errors else 200,
        followed=followed,
        groups=queries.groups_with(session, followed, adviser),
        team=[one for one in team if one.id != adviser.id],
        form=form,
        chosen=_chosen(form),
    )


def _chosen(form: Form[Any]) -> set[str]:
    return set(form.values.get("equipe", "").split())


@post("/groupes", status_code=200, sync_to_thread=True)
def open_group(  # noqa: PLR0913, PLR0917 (what the framework gives a handler)
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    followed: FollowedPerson,
    state: State,
    data: Sent,
) -> Page:
    today = today_of(visit)
    team = {one.id: one for one in queries.to_invite(session, followed, today=today)}
    chosen = ticked(data, team)
    form = forms.read(GroupForm, data)
    form.values["equipe"] = " ".join(map(str, sorted(chosen)))
    if form.model is not None:
        check_day(form, "jour", form.model.meets_on, today=today)
    if form.model is None:
        return _index(visit, session, adviser, followed, form)
    matter = Matter(reason=form.model.reason, meets_on=form.model.meets_on)
    now = clock.now()
    group = actions.open_group(session, followed, adviser, matter, now=now)
    post = Post(state.settings.public_url, now)
    actions.invite(session, group, [team[number] for number in sorted(chosen)], post)
    return redirect(f"/pro/groupes/{group.id}", notice="group-opened")


@get("/{group_id:int}", sync_to_thread=True)
def show(
    visit: AnyVisit, session: RequestSession, adviser: SignedInAdviser, own_group: OwnGroup
) -> Page:
    return _shown(visit, session, adviser, own_group, forms.empty())


def _shown(
    visit: Visit, session: RequestSession, adviser: Adviser, group: Group, form: Form[Any]
) -> Page:
    """Her name and what is written in the group; the rest is in her file, for who may open it."""
    today = today_of(visit)
    (found,) = queries.shown(session, [group])
    person = queries.person_of(session, group)
    team = queries.to_invite(session, person, today=today)
    here = {member.adviser_id for member in found.members}
    return page(
        visit,
        "coordination/group.html",
        status=422 if form.errors else 200,
        found=found,
        group=group,
        who=person,
        accompanies=followed_by(session, adviser, person.id, today=today) is not None,
        carriers=[(str(one.adviser_id), f"{one.function}, {one.name}") for one in found.members],
        others=[one for one in team if one.id not in here],
        form=form,
    )


@post("/{group_id:int}/invitations", status_code=200, sync_to_thread=True)
def invite(
    visit: AnyVisit, session: RequestSession, own_group: OwnGroup, state: State, data: Sent
) -> Page:
    """Nobody ticked: nothing was asked."""
    person = queries.person_of(session, own_group)
    team = queries.to_invite(session, person, today=today_of(visit))
    chosen = ticked(data, {one.id for one in team})
    invited = [one for one in team if one.id in chosen]
    post = Post(state.settings.public_url, clock.now())
    added = actions.invite(session, own_group, invited, post)
    return redirect(_path_of(own_group), notice="group-invited" if added else None)


@post("/{group_id:int}/decisions", status_code=200, sync_to_thread=True)
def decide(
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    own_group: OwnGroup,
    data: Sent,
) -> Page:
    form = forms.read(DecisionForm, data)
    if form.model is not None:
        check_day(form, "avant", form.model.by_when, today=today_of(visit))
    carried_by = _carrying(session, own_group, form)
    if form.model is None:
        return _shown(visit, session, adviser, own_group, form)
    decided = Decided(words=form.model.words, carried_by=carried_by, by_when=form.model.by_when)
    actions.write_decision(session, own_group, adviser, decided, now=clock.now())
    return redirect(_path_of(own_group), notice="group-decided")


def _carrying(session: RequestSession, group: Group, form: Form[DecisionForm]) -> Adviser | None:
    """Somebody of the group; the form is told when it is anybody else."""
    if form.model is None or form.model.carried_by_id is None:
        return None
    found = queries.member_of(session, group, form.model.carried_by_id)
    if found is None:
        form.refuse("par", forms.MESSAGES["enum"])
    return found


@post("/{group_id:int}/decisions/{decision_id:int}/fin", status_code=200, sync_to_thread=True)
def mark_done(session: RequestSession, own_group: OwnGroup, group_decision: GroupDecision) -> Page:
    actions.mark_done(group_decision, now=clock.now())
    session.add(group_decision)
    return redirect(_path_of(own_group), notice="group-done")


@post("/{group_id:int}/fermeture", status_code=200, sync_to_thread=True)
def close(session: RequestSession, own_group: OwnGroup) -> Page:
    actions.close(own_group, now=clock.now())
    session.add(own_group)
    return redirect(_path_of(own_group), notice="group-closed")


def _path_of(group: Group) -> str:
    return f"/pro/groupes/{group.id}"


about = Router(
    "/pro/personnes/{person_id:int}",
    route_handlers=[index, open_group],
    dependencies={"followed": Provide(provide_followed, sync_to_thread=True)},
)
router = Router(
    "/pro/groupes",
    route_handlers=[show, invite, decide, mark_done, close],
    dependencies={
        "own_group": Provide(provide_own_group, sync_to_thread=True),
        "group_decision": Provide(provide_group_decision, sync_to_thread=True),
    },
)
