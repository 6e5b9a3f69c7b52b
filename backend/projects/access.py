"""Whose project it is. Somebody else's is not found: nobody learns that it exists."""

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend.database import RequestSession
from backend.people.access import LARGEST_ID, SignedInPerson
from backend.projects import queries
from backend.projects.models import Objective, ProjectVersion
from backend.sharing.access import LookingAt

OwnVersion = NamedDependency[ProjectVersion]
OwnObjective = NamedDependency[Objective]
GivenObjective = NamedDependency[Objective]


def provide_own_version(
    session: RequestSession, person: SignedInPerson, version_id: FromPath[int]
) -> ProjectVersion:
    found = None
    if 0 < version_id <= LARGEST_ID:
        found = queries.version_for(session, person, version_id)
    if found is None:
        raise NotFoundException
    return found


def provide_own_objective(
    session: RequestSession, person: SignedInPerson, objective_id: FromPath[int]
) -> Objective:
    """An objective set for her, whoever set it."""
    found = None
    if 0 < objective_id <= LARGEST_ID:
        found = queries.one_for(session, person, objective_id)
    if found is None:
        raise NotFoundException
    return found


def provide_given_objective(
    session: RequestSession, sight: LookingAt, objective_id: FromPath[int]
) -> Objective:
    """One that the adviser's own structure set for a person the adviser accompanies."""
    found = None
    if 0 < objective_id <= LARGEST_ID:
        found = queries.one_for(session, sight.person, objective_id)
    if found is None or not sight.is_own(found):
        raise NotFoundException
    return found
