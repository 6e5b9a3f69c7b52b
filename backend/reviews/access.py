"""Whose point de situation it is. Somebody else's is not found."""

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from sqlmodel import Session

from backend.database import RequestSession
from backend.people.access import SignedInPerson
from backend.people.models import Person
from backend.reviews import queries
from backend.reviews.models import Review
from backend.reviews.queries import Told
from backend.sharing.access import LookingAt
from backend.sharing.models import Part
from backend.sharing.sight import Sight
from backend.web.rows import row_or_404

OwnReview = NamedDependency[Review]
ReadReview = NamedDependency[Told]
GivenReview = NamedDependency[Review]


def provide_own_review(
    session: RequestSession, person: SignedInPerson, review_id: FromPath[int]
) -> Review:
    return _found(session, person, review_id)


def provide_read_review(
    session: RequestSession, sight: LookingAt, review_id: FromPath[int]
) -> Told:
    """One that the adviser may read, of a person the adviser accompanies."""
    review = _found(session, sight.person, review_id)
    (told,) = queries.told_of(session, [review])
    if not (sight.may_read(review, Part.REVIEWS) or takes_part(sight, told)):
        raise NotFoundException
    return told


def provide_given_review(sight: LookingAt, read_review: ReadReview) -> Review:
    """One that the adviser may change: of the adviser's structure, or where the adviser is."""
    if not may_change(sight, read_review):
        raise NotFoundException
    return read_review.review


def may_change(sight: Sight, told: Told) -> bool:
    return sight.is_own(told.review) or takes_part(sight, told)


def takes_part(sight: Sight, told: Told) -> bool:
    return any(adviser.id == sight.adviser_id for adviser in told.advisers)


def _found(session: Session, person: Person, review_id: int) -> Review:
    return row_or_404(review_id, lambda: queries.one_for(session, person, review_id))
