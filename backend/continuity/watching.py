"""The night run: each territory, once its own night is nearly over, batch by batch."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col

from backend.continuity.changes import changed_since, everybody
from backend.continuity.facts import facts_of
from backend.continuity.keeping import keep_looks, keep_signals
from backend.continuity.models import WatchRun
from backend.continuity.queries import rules_of
from backend.continuity.rules import Rules, look_on, noticed, written
from backend.territories.models import Territory
from backend.territories.queries import all_territories

logger = logging.getLogger(__name__)

FROM_HOUR = 3  # in the territory, when its people sleep
BATCH = 2_000  # a transaction each: half a second in which SQLite's other writers wait
OVERLAP = timedelta(hours=1)  # a line may be committed later than the moment it tells
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class Round:
    """What one run did."""

    people: int = 0  # looked at
    appeared: int = 0  # signals, or told otherwise than the night before
    gone: int = 0

    def __iadd__(self, other: "Round") -> "Round":
        self.people += other.people
        self.appeared += other.appeared
        self.gone += other.gone
        return self


@dataclass(frozen=True)
class Night:
    zone: ZoneInfo
    rules: Rules
    today: date
    now: datetime


def watch(session: Session, *, now: datetime) -> None:
    """A chore of the worker: what the night has not looked at yet. Commits as it goes."""
    for territory in all_territories(session):
        local = now.astimezone(territory.zone)
        if local.hour >= FROM_HOUR and _claim(session, territory, local.date()):
            logger.info("watch over %s: %s", territory.code, run(session, territory, now=now))


def _claim(session: Session, territory: Territory, today: date) -> bool:
    """Of several workers one runs. When it is cut short, the next night takes up what is left."""
    _keep_run(session, territory)
    claimed = session.exec(
        update(WatchRun)
        .where(
            col(WatchRun.territory_id) == territory.id,
            or_(col(WatchRun.ran_for).is_(None), col(WatchRun.ran_for) < today),
        )
        .values(ran_for=today)
    ).rowcount
    session.commit()
    return claimed == 1


def _keep_run(session: Session, territory: Territory) -> None:
    row = {"territory_id": territory.id, "changes_until": NEVER, "rules": ""}
    session.connection().execute(insert(WatchRun).values(**row).on_conflict_do_nothing())


def run(session: Session, territory: Territory, *, now: datetime) -> Round:
    """Looks at whoever has to be, now. Run again, it changes nothing."""
    night = Night(
        zone=territory.zone,
        rules=rules_of(session, territory),
        today=now.astimezone(territory.zone).date(),
        now=now,
    )
    people = _to_look_at(session, territory, night)
    session.commit()
    done = Round()
    for start in range(0, len(people), BATCH):
        done += _look_at(session, list(people[start : start + BATCH]), night)
        session.commit()
    session.exec(
        update(WatchRun)
        .where(col(WatchRun.territory_id) == territory.id)
        .values(changes_until=now, ran_for=night.today, rules=written(night.rules))
    )
    session.commit()
    return done


def _to_look_at(session: Session, territory: Territory, night: Night) -> Sequence[int]:
    """Everybody, the first time and when other rules apply."""
    _keep_run(session, territory)
    last = session.connection().execute(
        select(col(WatchRun.changes_until), col(WatchRun.rules)).where(
            col(WatchRun.territory_id) == territory.id
        )
    )
    until, rules = last.one()
    if rules != written(night.rules):
        return everybody(session, territory)
    return changed_since(session, territory, until - OVERLAP, today=night.today)


def _look_at(session: Session, ids: list[int], night: Night) -> Round:
    """Writes down what is otherwise than it was; a file merged into another is not watched."""
    facts = facts_of(session, ids, night.zone)
    wanted = {
        (person_id, period.worry): (period.since, period.desk_from, period.hers_from)
        for person_id, known in facts.items()
        for period in noticed(known, night.rules, night.today)
    }
    next_looks = {
        person_id: look_on(known, night.rules, night.today) for person_id, known in facts.items()
    }
    appeared, gone = keep_signals(session, ids, wanted, now=night.now)
    keep_looks(session, ids, next_looks)
    return Round(len(ids), appeared, gone)
