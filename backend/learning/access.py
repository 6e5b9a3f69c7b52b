"""What an adviser reaches here: the territory's own, and to change it, the structure's own."""

from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, SkipValidation

from backend import clock
from backend.database import RequestSession
from backend.learning import queries, sessions
from backend.learning.colleagues import Colleague
from backend.learning.models import JointSession, Practice
from backend.people.access import AnyVisit, SignedInAdviser
from backend.web.rows import row_or_404

Here = NamedDependency[SkipValidation[Colleague]]
ReadPractice = NamedDependency[Practice]
OwnPractice = NamedDependency[Practice]
TriedPractice = NamedDependency[Practice]
ReadSession = NamedDependency[JointSession]
HeldSession = NamedDependency[JointSession]


def provide_here(visit: AnyVisit, adviser: SignedInAdviser) -> Colleague:
    if visit.territory is None:
        raise NotFoundException
    return Colleague(adviser, visit.territory, clock.now())


def provide_read_practice(
    session: RequestSession, here: Here, practice_id: FromPath[int]
) -> Practice:
    return row_or_404(practice_id, lambda: queries.practice_for(session, here, practice_id))


def provide_own_practice(here: Here, read_practice: ReadPractice) -> Practice:
    """One of the adviser's structure, whoever wrote it there."""
    if not here.works_at(read_practice.structure_id):
        raise NotFoundException
    return read_practice


def provide_tried_practice(here: Here, read_practice: ReadPractice) -> Practice:
    """One of another structure: nobody tries one's own."""
    if here.works_at(read_practice.structure_id):
        raise NotFoundException
    return read_practice


def provide_read_session(
    session: RequestSession, here: Here, joint_id: FromPath[int]
) -> JointSession:
    return row_or_404(joint_id, lambda: sessions.session_for(session, here, joint_id))


def provide_held_session(here: Here, read_session: ReadSession) -> JointSession:
    """One that the adviser's structure holds."""
    if not here.works_at(read_session.structure_id):
        raise NotFoundException
    return read_session


DEPENDENCIES = {
    "here": Provide(provide_here, sync_to_thread=False),
    "read_practice": Provide(provide_read_practice, sync_to_thread=True),
    "own_practice": Provide(provide_own_practice, sync_to_thread=False),
    "tried_practice": Provide(provide_tried_practice, sync_to_thread=False),
    "read_session": Provide(provide_read_session, sync_to_thread=True),
    "held_session": Provide(provide_held_session, sync_to_thread=False),
}
