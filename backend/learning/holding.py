"""A joint session is proposed, changed, cancelled and held after all; advisers come or do not."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col, delete, select

from backend.conflict import Conflict
from backend.learning.colleagues import Colleague, still_works
from backend.learning.models import Attendance, JointSession
from backend.people.models import Adviser
from backend.surveys.models import Moment


class Full(Conflict):
    """The last place was taken."""


class TooFew(Conflict):
    """More advisers come already than there would be places."""


class Cancelled(Conflict):
    """It does not take place."""


class Begun(Conflict):
    """It has begun: who comes, comes."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    title: str
    starts_at: datetime
    duration_minutes: int
    place: str
    places: int | None = None
    words: str = ""
    moment: Moment | None = None
    practice_id: int | None = None


def propose(session: Session, here: Colleague, plan: Plan) -> JointSession:
    joint = JointSession(
        territory_id=here.territory.id,
        structure_id=here.adviser.structure_id,
        adviser_id=here.adviser.id,
        written_at=here.now,
        **vars(plan),
    )
    session.add(joint)
    session.flush()
    return joint


def change(session: Session, here: Colleague, joint: JointSession, plan: Plan) -> None:
    """Raises Begun, Cancelled, TooFew."""
    _lock(session, here, joint)
    _check_held(joint)
    if plan.places is not None and plan.places < _count(session, here, joint):
        raise TooFew
    for name, value in vars(plan).items():
        setattr(joint, name, value)
    joint.written_at = here.now
    session.add(joint)


def cancel(session: Session, here: Colleague, joint: JointSession) -> None:
    """Those who come stay known, should it be held after all. Raises Begun."""
    _lock(session, here, joint)
    joint.cancelled_at = joint.cancelled_at or here.now
    session.add(joint)


def hold_after_all(session: Session, here: Colleague, joint: JointSession) -> None:
    """Raises Begun."""
    _lock(session, here, joint)
    if joint.cancelled_at is not None:
        joint.cancelled_at, joint.written_at = None, here.now
        session.add(joint)


def attend(session: Session, here: Colleague, joint: JointSession) -> None:
    """Of two who want the last place at once, one gets it. Raises Begun, Cancelled, Full."""
    _lock(session, here, joint)
    _check_held(joint)
    row = {"session_id": joint.id, "adviser_id": here.adviser.id, "said_at": here.now}
    added = insert(Attendance).values(**row).on_conflict_do_nothing()
    returned = added.returning(col(Attendance.adviser_id))
    is_new = session.connection().execute(returned).first() is not None
    if is_new and joint.places is not None and _count(session, here, joint) > joint.places:
        stay_away(session, here, joint)
        raise Full


def stay_away(session: Session, here: Colleague, joint: JointSession) -> None:
    session.exec(
        delete(Attendance).where(
            col(Attendance.session_id) == joint.id,
            col(Attendance.adviser_id) == here.adviser.id,
        )
    )


def _lock(session: Session, here: Colleague, joint: JointSession) -> None:
    """Whoever asks next waits, then sees what was done. On SQLite all who write wait anyway."""
    session.refresh(joint, with_for_update=True)
    if joint.starts_at <= here.now:
        raise Begun


def _check_held(joint: JointSession) -> None:
    if joint.cancelled_at is not None:
        raise Cancelled


def _count(session: Session, here: Colleague, joint: JointSession) -> int:
    return session.exec(
        select(func.count())
        .select_from(Attendance)
        .join(Adviser, col(Adviser.id) == Attendance.adviser_id)
        .where(Attendance.session_id == joint.id, still_works(here.today))
    ).one()
