"""The page of one joint session."""

from backend.conflict import Conflict
from backend.database import RequestSession
from backend.learning import sessions
from backend.learning.colleagues import Colleague
from backend.learning.models import JointSession
from backend.learning.words import REFUSALS
from backend.people.access import Visit
from backend.surveys.words import MOMENTS
from backend.web.pages import Page, page

HERE = "/pro/ensemble/sessions"


def path_of(joint: JointSession) -> str:
    return f"{HERE}/{joint.id}"


def session_page(
    visit: Visit,
    session: RequestSession,
    here: Colleague,
    joint: JointSession,
    *,
    refusal: Conflict | None = None,
) -> Page:
    """Who comes is read by those who come and by those who hold it. `refusal`: 409, and why."""
    shown = sessions.shown(session, here, joint)
    holds = here.works_at(joint.structure_id)
    reads_comers = holds or shown.line.comes
    return page(
        visit,
        "learning/session.html",
        status=409 if refusal else 200,
        here=here,
        joint=joint,
        shown=shown,
        holds=holds,
        comers=sessions.comers(session, here, joint) if reads_comers else None,
        refusal=REFUSALS[type(refusal)] if refusal else None,
        moments=MOMENTS,
    )
