"""Points de situation of one person. Nothing here starts from an id alone: somebody asks."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.people.models import Accompaniment, Adviser, Person
from backend.people.recorded import Author
from backend.reviews.models import Preparation, Review, ReviewParticipant
from backend.reviews.rules import next_due
from backend.territories.models import Structure

PAGE = 20
NEVER = date(1, 1, 1)


@dataclass(frozen=True)
class NextReview:
    """The next point de situation: a day that was planned, or the one before which to plan it."""

    due_on: date
    is_overdue: bool
    review: Review | None = None  # the planned one
    last_held: date | None = None
    is_prepared: bool = False

    @property
    def review_id(self) -> int | None:
        return self.review.id if self.review else None


@dataclass(frozen=True)
class Told:
    """A point de situation, the structure that gave it, and who takes part, who leads it first."""

    review: Review
    structure: str
    advisers: list[Adviser] = field(default_factory=list)


@dataclass(frozen=True)
class Held:
    """Those that were held, the last first; `older` is where the rest begins."""

    told: Sequence[Told]
    older: int | None = None


def open_preparation(person_id: int) -> SelectOfScalar[Preparation]:
    """What she wants to say at the next one."""
    return (
        select(Preparation)
        .where(Preparation.person_id == person_id, col(Preparation.review_id).is_(None))
        .order_by(col(Preparation.id))
    )


def preparation_of(
    session: Session, person: Person, review: Review | None = None
) -> Preparation | None:
    """For that one, else for the next."""
    asked = open_preparation(person.id)
    if review is not None:
        asked = select(Preparation).where(
            Preparation.person_id == person.id, Preparation.review_id == review.id
        )
    return session.exec(asked).first()


def with_reference(session: Session, author: Author) -> Review | None:
    """The one that the author's structure calls so."""
    if author.reference is None or author.structure_id is None:
        return None
    return session.exec(
        select(Review).where(
            Review.structure_id == author.structure_id, Review.reference == author.reference
        )
    ).one_or_none()


def one_for(session: Session, person: Person, review_id: int) -> Review | None:
    return session.exec(
        select(Review).where(Review.id == review_id, Review.person_id == person.id)
    ).one_or_none()


def told_of(session: Session, reviews: Sequence[Review]) -> list[Told]:
    """With who takes part. Three statements, however many there are."""
    structures = {row.structure_id for row in reviews if row.structure_id is not None}
    names = dict(
        session.exec(
            select(Structure.id, Structure.name).where(col(Structure.id).in_(structures))
        ).all()
    )
    leaders = {row.adviser_id for row in reviews if row.adviser_id is not None}
    leading = {
        adviser.id: adviser
        for adviser in session.exec(select(Adviser).where(col(Adviser.id).in_(leaders)))
    }
    advisers: dict[int, list[Adviser]] = defaultdict(list)
    for row in reviews:
        if row.adviser_id is not None:
            advisers[row.id].append(leading[row.adviser_id])
    for review_id, adviser in _participants_in(session, [row.id for row in reviews]):
        advisers[review_id].append(adviser)
    return [Told(row, names.get(row.structure_id, ""), advisers[row.id]) for row in reviews]


def _participants_in(session: Session, reviews: Sequence[int]) -> Sequence[tuple[int, Adviser]]:
    return session.exec(
        select(ReviewParticipant.review_id, Adviser)
        .join(Adviser, col(Adviser.id) == col(ReviewParticipant.adviser_id))
        .where(col(ReviewParticipant.review_id).in_(reviews))
        .order_by(col(Adviser.last_name), col(Adviser.id))
    ).all()


def planned_for(session: Session, person: Person) -> list[Told]:
    """Those to come and those that nobody told the outcome of, the soonest first."""
    rows = session.exec(
        select(Review)
        .where(
            Review.person_id == person.id,
            col(Review.held_on).is_(None),
            col(Review.cancelled_at).is_(None),
            col(Review.planned_on).is_not(None),
        )
        .order_by(col(Review.planned_on), col(Review.id))
        .limit(PAGE)
    ).all()
    return told_of(session, rows)


def held_with(session: Session, person: Person, *, before: int | None = None) -> Held:
    """`before` is the one where the page before ended."""
    asked = (
        select(Review)
        .where(
            Review.person_id == person.id,
            col(Review.held_on).is_not(None),
            col(Review.cancelled_at).is_(None),
        )
        .order_by(col(Review.held_on).desc(), col(Review.id).desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        asked = asked.where(_is_before(person, before))
    rows = session.exec(asked).all()
    older = rows[PAGE - 1].id if len(rows) > PAGE else None
    return Held(told_of(session, rows[:PAGE]), older)


def _is_before(person: Person, review_id: int) -> ColumnElement[bool]:
    cursor = (
        select(col(Review.held_on))
        .where(Review.id == review_id, Review.person_id == person.id)
        .scalar_subquery()
    )
    return or_(
        col(Review.held_on) < cursor,
        and_(col(Review.held_on) == cursor, col(Review.id) < review_id),
    )


def next_for(session: Session, person: Person, *, today: date, months: int) -> NextReview | None:
    """None when nothing is planned and nobody accompanies her: there is no rhythm to keep.

    `months` is her territory's `review_months`. Two statements.
    """
    rhythm = (
        session.connection()
        .execute(
            select_columns(
                select(func.max(Review.held_on))
                .where(Review.person_id == person.id, col(Review.cancelled_at).is_(None))
                .scalar_subquery(),
                select(func.min(Accompaniment.started_on))
                .where(Accompaniment.person_id == person.id)
                .scalar_subquery(),
                select(func.count())
                .select_from(Accompaniment)
                .where(Accompaniment.person_id == person.id, _goes_on(today))
                .scalar_subquery(),
                select(func.count())
                .select_from(Preparation)
                .where(
                    Preparation.person_id == person.id,
                    col(Preparation.review_id).is_(None),
                    IS_FILLED_IN,
                )
                .scalar_subquery(),
            )
        )
        .one()
    )
    last_held, first_day, accompanying, prepared = rhythm
    planned = _first_planned_after(session, person, last_held or NEVER)
    if planned is None and not accompanying:
        return None
    planned_on = planned.planned_on if planned else None
    due_on = next_due(last_held, first_day or today, planned_on, months=months)
    return NextReview(due_on, due_on < today, planned, last_held, bool(prepared))


IS_FILLED_IN = or_(
    col(Preparation.went_well) != "",
    col(Preparation.blocks) != "",
    col(Preparation.wants) != "",
)


def _goes_on(today: date) -> ColumnElement[bool]:
    return or_(col(Accompaniment.ended_on).is_(None), col(Accompaniment.ended_on) > today)


def _first_planned_after(session: Session, person: Person, last_held: date) -> Review | None:
    """One planned before the last that was held is an outcome nobody told, not the next."""
    return session.exec(
        select(Review)
        .where(
            Review.person_id == person.id,
            col(Review.held_on).is_(None),
            col(Review.cancelled_at).is_(None),
            col(Review.planned_on) > last_held,
        )
        .order_by(col(Review.planned_on), col(Review.id))
    ).first()
