"""What the night run has written down, and what a look at everybody would."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from backend.continuity.facts import facts_of
from backend.continuity.models import Signal, Watch, Worry
from backend.continuity.queries import rules_of
from backend.continuity.rules import look_on, noticed
from tests.continuity.living import Life

Noticed = dict[tuple[int, Worry], tuple[Any, ...]]
Looks = dict[int, Any]


def written_down(session: Session, life: Life) -> tuple[Noticed, Looks]:
    mine = [person.id for person in life.people]
    signals = session.exec(select(Signal).where(col(Signal.person_id).in_(mine))).all()
    looks = session.exec(select(Watch).where(col(Watch.person_id).in_(mine))).all()
    found = {
        (row.person_id, row.worry): (row.since, row.desk_from, row.hers_from) for row in signals
    }
    return found, {row.person_id: row.look_on for row in looks}


def from_scratch(session: Session, life: Life, now: datetime) -> tuple[Noticed, Looks]:
    """Worked out for one person after another from all that is known."""
    today = now.astimezone(life.territory.zone).date()
    rules = rules_of(session, life.territory)
    signals: Noticed = {}
    looks: Looks = {}
    for person in life.people:
        for known in facts_of(session, [person.id], life.territory.zone).values():
            looks[person.id] = look_on(known, rules, today)
            for one in noticed(known, rules, today):
                signals[person.id, one.worry] = (one.since, one.desk_from, one.hers_from)
    return signals, looks
