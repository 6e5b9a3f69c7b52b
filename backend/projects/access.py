"""Whose project it is. Somebody else's is not found: nobody learns that it exists."""

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend.database import RequestSession
from backend.people.access import SignedInPerson
from backend.projects import queries
from backend.projects.models import Objective, ProjectVersion
from backend.sharing.access import LookingAt
from backend.web.rows import row_or_404

OwnVersion = NamedDependency[ProjectVersion]
OwnObjective = NamedDependency[Objective]
GivenObjective = NamedDependency[Objective]


def provide_own_version(
    session: RequestSession, person: SignedInPerson, version_id: FromPath[int]
) -> ProjectVersion:
    return row_or_404(version_id, lambda: queries.version_for(session, person, version_id))


def provide_own_objective(
    session: RequestSession, person: SignedInPerson, objective_id: FromPath[int]
) -> Objective:
    """An objective set for her, whoever set it."""
    return row_or_404(objective_id, lambda: queries.one_for(session, person, objective_id))


def provide_given_objective(
    session: RequestSession, sight: LookingAt, objective_id: FromPath[int]
) -> Objective:
    """One that the adviser's own structure set for a person the adviser accompanies."""
    found = row_or_404(objective_id, lambda: queries.one_for(session, sight.person, objective_id))
    if not sight.is_own(found):
        raise NotFoundException
    return found
