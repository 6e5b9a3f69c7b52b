"""Points de situation due among the people an adviser accompanies, in one statement."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, func
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from backend.people.models import Accompaniment, Adviser, Person
from backend.people.queries import is_current
from backend.reviews.models import Preparation, Review
from backend.reviews.queries import IS_FILLED_IN, NEVER
from backend.reviews.rules import next_due
from backend.territories.models import Territory

MOST = 200
SOON = timedelta(days=14)


class Due(NamedTuple):
    """Whose point de situation is due; `is_prepared` is told only when she shows what she wrote."""

    person_id: int
    first_name: str
    last_name: str
    due_on: date
    is_planned: bool
    is_prepared: bool


def overdue_for(
    session: Session, adviser: Adviser, *, today: date, limit: int = MOST
) -> Sequence[Due]:
    """People the adviser accompanies whose point de situation is late, the longest first."""
    return [due for due in _due_for(session, adviser, today) if due.due_on < today][:limit]


def due_soon_for(
    session: Session, adviser: Adviser, *, today: date, limit: int = MOST
) -> Sequence[Due]:
    """Those due from today to a fortnight ahead, the soonest first."""
    until = today + SOON
    return [due for due in _due_for(session, adviser, today) if today <= due.due_on <= until][
        :limit
    ]


def _due_for(session: Session, adviser: Adviser, today: date) -> Sequence[Due]:
    """Months are no arithmetic of databases: the days are worked out here."""
    facts = {"adviser_id": adviser.id, "today": today}
    rows = session.connection().execute(_caseload(), facts).all()
    due = [
        Due(
            row.id,
            row.first_name,
            row.last_name,
            next_due(row.last_held, row.first_day, row.planned_on, months=row.review_months),
            row.planned_on is not None,
            row.is_prepared,
        )
        for row in rows
    ]
    return sorted(due, key=lambda one: (one.due_on, one.last_name, one.first_name))


def _caseload() -> Select[Any]:
    of_hers = aliased(Accompaniment)
    held = aliased(Review)
    is_hers = col(held.person_id) == col(Person.id)
    last_held = (
        select_columns(func.max(held.held_on))
        .where(is_hers, col(held.cancelled_at).is_(None))
        .correlate(Person)
        .scalar_subquery()
    )
    planned_on = (
        select_columns(func.min(Review.planned_on))
        .where(
            col(Review.person_id) == col(Person.id),
            col(Review.held_on).is_(None),
            col(Review.cancelled_at).is_(None),
            col(Review.planned_on) > func.coalesce(last_held, NEVER),
        )
        .correlate(Person)
        .scalar_subquery()
    )
    first_day = (
        select_columns(func.min(of_hers.started_on))
        .where(col(of_hers.person_id) == col(Person.id))
        .correlate(Person)
        .scalar_subquery()
    )
    is_prepared = (
        select_columns(col(Preparation.id))
        .where(
            col(Preparation.person_id) == col(Person.id),
            col(Preparation.review_id).is_(None),
            col(Preparation.shown_at).is_not(None),
            IS_FILLED_IN,
        )
        .correlate(Person)
        .exists()
    )
    columns: list[Any] = [
        col(Person.id),
        col(Person.first_name),
        col(Person.last_name),
        col(Territory.review_months),
        last_held.label("last_held"),
        planned_on.label("planned_on"),
        first_day.label("first_day"),
        is_prepared.label("is_prepared"),
    ]
    return (
        select_columns(*columns)
        .select_from(Person)
        .join(Territory, col(Territory.id) == col(Person.territory_id))
        .join(
            Accompaniment,
            and_(
                col(Accompaniment.person_id) == col(Person.id),
                col(Accompaniment.adviser_id) == bindparam("adviser_id"),
                is_current(bindparam("today")),
            ),
        )
        .distinct()
    )
