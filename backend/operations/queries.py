from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Engine, func
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, select

from backend.database import reading
from backend.migrations.run import is_current
from backend.reminders.models import Delivery, State

LATE = timedelta(minutes=30)


class Readiness(StrEnum):
    READY = "ok"
    REMINDERS_LATE = "ok, but reminders are late"
    NOT_MIGRATED = "not migrated"
    NO_DATABASE = "no database"


def oldest_due(session: Session) -> datetime | None:
    """When the delivery that has waited longest was due; None when none waits."""
    return session.exec(
        select(func.min(Delivery.due_at)).where(Delivery.state == State.READY)
    ).one()


def readiness(engine: Engine, *, now: datetime) -> Readiness:
    try:
        if not is_current(engine):
            return Readiness.NOT_MIGRATED
        with reading(engine) as session:
            oldest = oldest_due(session)
    except SQLAlchemyError:
        return Readiness.NO_DATABASE
    return Readiness.REMINDERS_LATE if oldest and now - oldest > LATE else Readiness.READY
