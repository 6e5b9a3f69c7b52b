"""What these tests say again and again."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Session

from backend.appointments.models import Appointment
from backend.people.models import Person
from tests.cast import appointment, saved
from tests.conftest import NOON

TUESDAY = NOON + timedelta(days=8, hours=1, minutes=30)  # 10 March 2026, 14 h 30 in Albi


def given(
    session: Session, person: Person, starts_at: datetime = TUESDAY, **others: Any
) -> Appointment:
    """An appointment of hers, saved where the pages can see it."""
    row = saved(session, appointment(person, starts_at, **others))
    session.commit()
    return row


def many(session: Session, person: Person, count: int, **others: Any) -> None:
    """As many to come as past, an hour apart."""
    for number in range(1, count + 1):
        for starts_at in (NOON + timedelta(hours=number), NOON - timedelta(days=2, hours=number)):
            session.add(appointment(person, starts_at, **others))
    session.commit()


@contextmanager
def statements() -> Generator[list[str]]:
    """Gathers what is asked of the database meanwhile, over any connection."""
    asked: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)
