"""Whose group it is. To anybody who is not in it, it does not exist."""

from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.coordination import queries
from backend.coordination.models import Decision, Group
from backend.database import RequestSession
from backend.people.access import SignedInAdviser, SignedInPerson
from backend.web.rows import row_or_404

OwnGroup = NamedDependency[Group]
GroupDecision = NamedDependency[Decision]
OwnDecision = NamedDependency[Decision]


def provide_own_group(
    session: RequestSession, adviser: SignedInAdviser, group_id: FromPath[int]
) -> Group:
    """One that this adviser was invited to, or opened."""
    return row_or_404(group_id, lambda: queries.group_for(session, adviser, group_id))


def provide_group_decision(
    session: RequestSession, own_group: OwnGroup, decision_id: FromPath[int]
) -> Decision:
    return row_or_404(decision_id, lambda: queries.decision_in(session, own_group, decision_id))


def provide_own_decision(
    session: RequestSession, person: SignedInPerson, decision_id: FromPath[int]
) -> Decision:
    """One about her."""
    return row_or_404(decision_id, lambda: queries.decision_for(session, person, decision_id))
