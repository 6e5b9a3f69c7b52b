"""Groups that look at her situation: she reads what they decided, and says whether she agrees."""

from typing import Any

from litestar import Router, get, post
from litestar.di import Provide
from litestar.params import URLEncodedBody

from backend import clock
from backend.coordination import actions, queries
from backend.coordination.access import OwnDecision, provide_own_decision
from backend.coordination.forms import AnswerForm
from backend.coordination.models import Decision
from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson, Visit
from backend.people.models import Person
from backend.web import forms
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect

HERE = "/parcours/groupes"


@get("/", sync_to_thread=True)
def index(visit: AnyVisit, session: RequestSession, person: SignedInPerson) -> Page:
    return _index(visit, session, person)


def _index(
    visit: Visit,
    session: RequestSession,
    person: Person,
    *,
    form: Form[Any] | None = None,
    refused: Decision | None = None,
) -> Page:
    """`refused` is the decision whose answer is shown again, with what was typed."""
    return page(
        visit,
        "coordination/index.html",
        status=422 if form else 200,
        groups=queries.groups_of(session, person),
        form=form or forms.empty(),
        refused_id=refused.id if refused else None,
    )


@post("/{decision_id:int}/reponse", status_code=200, sync_to_thread=True)
def answer(
    visit: AnyVisit,
    session: RequestSession,
    person: SignedInPerson,
    own_decision: OwnDecision,
    data: URLEncodedBody[dict[str, Any]],
) -> Page:
    form = forms.read(AnswerForm, data)
    if form.model is None:
        return _index(visit, session, person, form=form, refused=own_decision)
    said = form.model
    actions.answer(session, own_decision, said.answer, words=said.words, now=clock.now())
    return redirect(f"{HERE}#decision-{own_decision.id}", notice="group-answered")


router = Router(
    HERE,
    route_handlers=[index, answer],
    dependencies={"own_decision": Provide(provide_own_decision, sync_to_thread=True)},
)
