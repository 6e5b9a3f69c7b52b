"""Whose step it is. Somebody else's is not found: nobody learns that it exists."""

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend.database import RequestSession
from backend.people.access import SignedInPerson
from backend.sharing.access import LookingAt
from backend.steps import queries
from backend.steps.models import Note, Step
from backend.web.rows import row_or_404

OwnStep = NamedDependency[Step]
WrittenStep = NamedDependency[Step]
OwnNote = NamedDependency[Note]
GivenStep = NamedDependency[Step]


def provide_own_step(
    session: RequestSession, person: SignedInPerson, step_id: FromPath[int]
) -> Step:
    """A step of her parcours, whoever wrote it."""
    return row_or_404(step_id, lambda: queries.one_for(session, person, step_id))


def provide_written_step(own_step: OwnStep) -> Step:
    """One that she wrote herself, and may change."""
    if not own_step.is_hers:
        raise NotFoundException
    return own_step


def provide_own_note(
    session: RequestSession, person: SignedInPerson, note_id: FromPath[int]
) -> Note:
    return row_or_404(note_id, lambda: queries.note_for(session, person, note_id))


def provide_given_step(session: RequestSession, sight: LookingAt, step_id: FromPath[int]) -> Step:
    """A step that the adviser's own structure wrote for a person the adviser accompanies."""
    found = row_or_404(step_id, lambda: queries.one_for(session, sight.person, step_id))
    if not sight.is_own(found):
        raise NotFoundException
    return found
