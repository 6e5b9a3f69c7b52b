"""What may be done with a point de situation: planned, held, cancelled; and prepared by her."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, delete, select

from backend.people.models import Person
from backend.people.recorded import Author
from backend.reviews.models import MoveRefused, Preparation, Review, ReviewParticipant
from backend.reviews.queries import open_preparation, with_reference

SLACK = timedelta(days=1)  # days are those of a territory, moments are not


@dataclass(frozen=True, kw_only=True)
class ReviewFacts:
    """What is told of one that is planned. `participants` are advisers, besides who leads it."""

    planned_on: date | None = None
    agenda: str = ""
    participants: Collection[int] = ()


def plan(
    session: Session, person: Person, facts: ReviewFacts, author: Author, *, now: datetime
) -> Review:
    """Adds one, or brings the one of that reference up to date (same structure, same person).

    `author.adviser_id` leads it. Raises MoveRefused when the reference is another person's.
    """
    review = with_reference(session, author)
    if review is not None and review.person_id != person.id:
        raise MoveRefused
    if review is None:
        review = Review(person_id=person.id, created_at=now, changed_at=now, **vars(author))
        session.add(review)
    change(session, review, facts, now=now)
    return review


def change(session: Session, review: Review, facts: ReviewFacts, *, now: datetime) -> None:
    """Takes new facts. Told the same, the day of its last change stays."""
    told = (facts.planned_on, facts.agenda)
    if (review.planned_on, review.agenda) != told:
        review.planned_on, review.agenda = told
        review.changed_at = now
    session.flush()
    _gather(session, review, facts.participants)


def _gather(session: Session, review: Review, advisers: Collection[int]) -> None:
    session.exec(delete(ReviewParticipant).where(col(ReviewParticipant.review_id) == review.id))
    for adviser_id in set(advisers) - {review.adviser_id}:
        session.add(ReviewParticipant(review_id=review.id, adviser_id=adviser_id))
    session.flush()


def hold(session: Session, review: Review, *, on: date, decisions: str, now: datetime) -> None:
    """Says what was decided. Her preparation of it is given to it; said again, words are put right.

    The date of `now` is taken as the day where she lives: pass it in her territory's zone.
    """
    if review.cancelled_at is not None or on > now.date():
        raise MoveRefused
    if review.held_on is None:
        _attach_preparation(session, review, on)
    if (review.held_on, review.decisions) != (on, decisions):
        review.held_on, review.decisions = on, decisions
        review.changed_at = now
    session.flush()


def _attach_preparation(session: Session, review: Review, on: date) -> None:
    """What she wrote after that day is for the following one."""
    prepared = session.exec(open_preparation(review.person_id)).first()
    if prepared is not None and (prepared.saved_at - SLACK).date() <= on:
        prepared.review_id = review.id


def cancel(review: Review, *, now: datetime) -> None:
    """Takes back one that was planned. Twice is once."""
    if review.held_on is not None:
        raise MoveRefused
    if review.cancelled_at is None:
        review.cancelled_at = now
        review.changed_at = now


def prepare(
    session: Session, person: Person, said: Mapping[str, str], *, now: datetime
) -> Preparation:
    """Keeps what she wants to say at the next one: one preparation, saved as often as she likes."""
    session.exec(select(Person.id).where(Person.id == person.id).with_for_update())  # one at a time
    prepared = session.exec(open_preparation(person.id)).first()
    prepared = prepared or Preparation(person_id=person.id, saved_at=now)
    if any(getattr(prepared, name) != words for name, words in said.items()):
        prepared.saved_at = now
    prepared.sqlmodel_update(dict(said))
    session.add(prepared)
    session.flush()
    return prepared


def show_or_hide(prepared: Preparation, *, shown: bool, now: datetime) -> None:
    """To those who accompany her, from the day she says so until she takes it back."""
    prepared.shown_at = (prepared.shown_at or now) if shown else None
