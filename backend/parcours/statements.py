"""The questions the timeline asks, built once: only their values change."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Select,
    SQLColumnExpression,
    String,
    bindparam,
    cast,
    extract,
    func,
    literal,
    null,
    or_,
    select,
    union,
    union_all,
)
from sqlmodel import col

from backend.appointments.models import CANCELLED, Appointment
from backend.people.models import Accompaniment, Adviser, Handover
from backend.projects.models import ProjectVersion
from backend.reviews.models import Review
from backend.steps.models import OPEN, Note, Step
from backend.territories.models import Structure

RECENT = 30  # entries of each sort that the first page looks back at
AHEAD = 30
MOST = 500  # entries of one sort in one year
HERS = bindparam("person_id")
NAME = func.coalesce(col(Adviser.first_name) + " " + col(Adviser.last_name), "")
FUNCTION = func.coalesce(col(Adviser.function), "")
STRUCTURE = func.coalesce(col(Structure.name), "")

STEPS = (
    select(
        col(Step.id),
        col(Step.kind),
        col(Step.title),
        col(Step.status),
        col(Step.planned_on),
        col(Step.started_on),
        col(Step.ended_on),
        col(Step.in_charge_since),
        col(Step.origin),
        col(Step.structure_id),
        col(Step.disputed_at),
        FUNCTION.label("function"),
        NAME.label("name"),
        STRUCTURE.label("structure"),
    )
    .select_from(Step)
    .join(Adviser, col(Adviser.id) == col(Step.adviser_id), isouter=True)
    .join(Structure, col(Structure.id) == col(Step.structure_id), isouter=True)
    .where(col(Step.person_id) == HERS, col(Step.removed_at).is_(None))
)
IS_OPEN = col(Step.status).in_(OPEN)
LAST_STEPS = (
    select(col(Step.id))
    .where(col(Step.person_id) == HERS, col(Step.removed_at).is_(None), ~IS_OPEN)
    .order_by(col(Step.placed_on).desc(), col(Step.id).desc())
    .limit(RECENT + 1)
)
OPEN_STEPS = (
    select(col(Step.id))
    .where(col(Step.person_id) == HERS, col(Step.removed_at).is_(None), IS_OPEN)
    .order_by(col(Step.planned_on), col(Step.id))
    .limit(3 * AHEAD)
)
RECENT_STEPS = STEPS.where(or_(col(Step.id).in_(LAST_STEPS), col(Step.id).in_(OPEN_STEPS)))
STEPS_OF_YEAR = STEPS.where(
    or_(
        col(Step.placed_on).between(bindparam("before_first"), bindparam("last_day")),
        col(Step.id).in_(OPEN_STEPS.where(bindparam("is_this_year"))),
    )
).limit(MOST)

APPOINTMENTS = (
    select(
        col(Appointment.id),
        col(Appointment.starts_at),
        col(Appointment.duration_minutes),
        col(Appointment.status),
        col(Appointment.source),
        col(Appointment.title),
        col(Appointment.who_function),
        col(Appointment.who_name),
        col(Appointment.also_function),
        col(Appointment.also_name),
        col(Appointment.structure_id),
        STRUCTURE.label("structure"),
    )
    .select_from(Appointment)
    .join(Structure, col(Structure.id) == col(Appointment.structure_id), isouter=True)
    .where(
        col(Appointment.person_id) == HERS,
        col(Appointment.removed_at).is_(None),
        col(Appointment.status).not_in(CANCELLED),
    )
)
NOT_CANCELLED = (
    col(Appointment.person_id) == HERS,
    col(Appointment.removed_at).is_(None),
    col(Appointment.status).not_in(CANCELLED),
)
LAST_APPOINTMENTS = (
    select(col(Appointment.id))
    .where(*NOT_CANCELLED, col(Appointment.starts_at) <= bindparam("now"))
    .order_by(col(Appointment.starts_at).desc())
    .limit(RECENT + 1)
)
NEXT_APPOINTMENTS = (
    select(col(Appointment.id))
    .where(*NOT_CANCELLED, col(Appointment.starts_at) > bindparam("now"))
    .order_by(col(Appointment.starts_at))
    .limit(AHEAD)
)
RECENT_APPOINTMENTS = APPOINTMENTS.where(
    or_(
        col(Appointment.id).in_(LAST_APPOINTMENTS),
        col(Appointment.id).in_(NEXT_APPOINTMENTS),
    )
)
APPOINTMENTS_OF_YEAR = APPOINTMENTS.where(
    col(Appointment.starts_at) >= bindparam("first_moment"),
    col(Appointment.starts_at) < bindparam("last_moment"),
).limit(MOST)

MOMENT = col(ProjectVersion.written_at)
NO_DAY = cast(null(), Date)
NO_MOMENT = cast(null(), DateTime(timezone=True))
NOTHING = literal("", String)


def _row(
    kind: str,
    identifier: SQLColumnExpression[int],
    days: tuple[Any, Any, Any],
    texts: tuple[Any, Any, Any, Any],
) -> Select[Any]:
    """A happening of any sort in the same columns; `days` are day, last day and moment."""
    return select(
        literal(kind, String).label("kind"),
        identifier.label("id"),
        days[0].label("day"),
        days[1].label("last_day"),
        days[2].label("moment"),
        texts[0].label("words"),
        texts[1].label("function"),
        texts[2].label("name"),
        texts[3].label("structure"),
    )


PROJECTS = _row(
    "project",
    col(ProjectVersion.id),
    (NO_DAY, NO_DAY, MOMENT),
    (col(ProjectVersion.words), NOTHING, NOTHING, NOTHING),
).where(col(ProjectVersion.person_id) == HERS)
REVIEWS = (
    _row(
        "review",
        col(Review.id),
        (col(Review.held_on), col(Review.planned_on), NO_MOMENT),
        (col(Review.decisions), FUNCTION, NAME, STRUCTURE),
    )
    .select_from(Review)
    .join(Adviser, col(Adviser.id) == col(Review.adviser_id), isouter=True)
    .join(Structure, col(Structure.id) == col(Review.structure_id), isouter=True)
    .where(col(Review.person_id) == HERS, col(Review.cancelled_at).is_(None))
)
TAKEN_OVER = (
    (col(Handover.person_id) == col(Accompaniment.person_id))
    & (col(Handover.to_adviser_id) == col(Accompaniment.adviser_id))
    & (col(Handover.happens_on) == col(Accompaniment.started_on))
)
REFERENTS = (
    _row(
        "referent",
        col(Accompaniment.id),
        (col(Accompaniment.started_on), col(Accompaniment.ended_on), NO_MOMENT),
        (func.coalesce(col(Handover.reason), ""), FUNCTION, NAME, STRUCTURE),
    )
    .select_from(Accompaniment)
    .join(Adviser, col(Adviser.id) == col(Accompaniment.adviser_id))
    .join(Structure, col(Structure.id) == col(Adviser.structure_id))
    .join(Handover, TAKEN_OVER, isouter=True)
    .where(col(Accompaniment.person_id) == HERS, col(Accompaniment.is_referent))
)
HANDOVERS = (
    _row(
        "handover",
        col(Handover.id),
        (col(Handover.happens_on), NO_DAY, NO_MOMENT),
        (col(Handover.reason), FUNCTION, NAME, STRUCTURE),
    )
    .select_from(Handover)
    .join(
        Adviser,
        col(Adviser.id)
        == func.coalesce(col(Handover.to_adviser_id), col(Handover.from_adviser_id)),
    )
    .join(Structure, col(Structure.id) == col(Adviser.structure_id))
    .where(
        col(Handover.person_id) == HERS,
        or_(~col(Handover.is_referent), col(Handover.to_adviser_id).is_(None)),
    )
)
NOTES = _row(
    "note",
    col(Note.id),
    (col(Note.written_for), NO_DAY, NO_MOMENT),
    (col(Note.words), NOTHING, NOTHING, NOTHING),
).where(col(Note.person_id) == HERS, col(Note.removed_at).is_(None))


def _last(rows: Select[Any], by: SQLColumnExpression[Any]) -> Select[Any]:
    return select(rows.order_by(by.desc().nulls_first()).limit(RECENT + 1).subquery())


RECENT_EVENTS = union_all(
    _last(PROJECTS, MOMENT),
    _last(REVIEWS, col(Review.held_on)),
    _last(REFERENTS, col(Accompaniment.started_on)),
    _last(HANDOVERS, col(Handover.happens_on)),
    _last(NOTES, col(Note.written_for)),
)
IN_YEAR = (bindparam("first_day"), bindparam("last_day"))
EVENTS_OF_YEAR = union_all(
    PROJECTS.where(MOMENT.between(bindparam("first_moment"), bindparam("last_moment"))),
    REVIEWS.where(
        or_(
            col(Review.held_on).between(*IN_YEAR),
            col(Review.held_on).is_(None) & bindparam("is_this_year"),
        )
    ),
    REFERENTS,  # a few in a life: all are needed to see the gaps
    HANDOVERS.where(col(Handover.happens_on).between(*IN_YEAR)),
    NOTES.where(col(Note.written_for).between(*IN_YEAR)),
).limit(3 * MOST)


def _years(day: Any, *mine: ColumnElement[bool]) -> Select[Any]:  # noqa: ANN401 (a column)
    return select(extract("year", day).label("year")).where(*mine, day.is_not(None))


YEARS = union(
    _years(col(Step.placed_on), col(Step.person_id) == HERS, col(Step.removed_at).is_(None)),
    _years(col(Appointment.starts_at), *NOT_CANCELLED),
    _years(MOMENT, col(ProjectVersion.person_id) == HERS),
    _years(col(Review.held_on), col(Review.person_id) == HERS),
    _years(col(Accompaniment.started_on), col(Accompaniment.person_id) == HERS),
    _years(col(Handover.happens_on), col(Handover.person_id) == HERS),
    _years(col(Note.written_for), col(Note.person_id) == HERS, col(Note.removed_at).is_(None)),
)
