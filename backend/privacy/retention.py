"""Two years after the last contact, and 30 days after a warning, nothing is kept any more."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import islice

from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col, select

from backend.months import months_after
from backend.people.models import Person
from backend.privacy.contacts import KEPT_MONTHS, WARNED_BEFORE, kept_until, last_contacts
from backend.privacy.models import Retention
from backend.privacy.purging import Counts, purge
from backend.privacy.warnings import warn

AT_ONCE = 200  # people looked at together: what is held in memory
MOST = 10  # times that, in one run: the next one goes on
CLOCK = "clock"


class Fate(StrEnum):
    KEEP = "keep"
    WARN = "warn"
    WAIT = "wait"  # she was warned, and has until a day that has not come
    PURGE = "purge"


def keep_no_longer(session: Session, *, now: datetime) -> None:
    """Looks again at those whose day has come; somebody heard of lately is left for two years."""
    _enrol(session, now=now)
    for _ in range(MOST):
        due = _due(session, now=now)
        if due:
            look_at(session, due, by=CLOCK, now=now)
            session.flush()
        if len(due) < AT_ONCE:
            return


def _enrol(session: Session, *, now: datetime) -> None:
    """Those who have been here for nearly two years; before that, there is nothing to look at."""
    oldest = months_after(now.date(), -KEPT_MONTHS) + WARNED_BEFORE
    midnight = datetime(oldest.year, oldest.month, oldest.day, tzinfo=UTC)
    new = session.exec(
        select(Person.id)
        .where(
            Person.created_at < midnight,
            col(Person.merged_into_id).is_(None),
            ~select(Retention.person_id).where(Retention.person_id == Person.id).exists(),
        )
        .order_by(col(Person.id))
        .limit(AT_ONCE * MOST)
    ).all()
    if new:
        rows = [{"person_id": one, "look_on": now.date()} for one in new]
        session.connection().execute(insert(Retention).on_conflict_do_nothing(), rows)


def _due(session: Session, *, now: datetime) -> Sequence[Retention]:
    """The next ones, held: nothing is written about them while they are looked at."""
    return session.exec(
        select(Retention)
        .join(Person, col(Person.id) == Retention.person_id)
        .where(Retention.look_on <= now.date(), col(Person.merged_into_id).is_(None))
        .order_by(col(Retention.look_on), col(Retention.person_id))
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()


def look_at(
    session: Session, rows: Sequence[Retention], *, by: str, now: datetime
) -> dict[int, Counts]:
    """Keeps, warns or purges each; says whom it purged, and how many rows."""
    last = last_contacts(session, [row.person_id for row in rows], now=now)
    purged: dict[int, Counts] = {}
    for row in rows:
        person_id, today = row.person_id, now.date()
        match fate_of(row, last[person_id], today=today):
            case Fate.KEEP:
                row.warned_at, row.look_on = None, kept_until(last[person_id]) - WARNED_BEFORE
            case Fate.WARN:
                row.warned_at, row.look_on = now, today + WARNED_BEFORE
                warn(session, session.get_one(Person, person_id), row.look_on, now=now)
            case Fate.WAIT:
                row.look_on = _ends_on(row, last[person_id])
            case Fate.PURGE:
                session.expunge(row)
                purged[person_id] = purge(session, person_id, by=by, now=now)
    return purged


def fate_of(row: Retention, last: date, *, today: date) -> Fate:
    if today < kept_until(last) - WARNED_BEFORE:
        return Fate.KEEP
    if row.warned_at is None or row.warned_at.date() < last:
        return Fate.WARN
    return Fate.WAIT if today < _ends_on(row, last) else Fate.PURGE


def _ends_on(row: Retention, last: date) -> date:
    """Two years, and 30 days from the warning even when it came late."""
    assert row.warned_at is not None  # noqa: S101 (asked of those who were warned)
    return max(kept_until(last), row.warned_at.date() + WARNED_BEFORE)


def foreseen(session: Session, *, now: datetime) -> Iterator[int]:
    """Whom a purge would delete today; nothing is written."""
    after = 0
    while rows := _warned(session, after=after, now=now):
        last = last_contacts(session, [row.person_id for row in rows], now=now)
        for row in rows:
            if fate_of(row, last[row.person_id], today=now.date()) is Fate.PURGE:
                yield row.person_id
        after = rows[-1].person_id


def _warned(session: Session, *, after: int, now: datetime) -> Sequence[Retention]:
    return session.exec(
        select(Retention)
        .where(
            Retention.look_on <= now.date(),
            col(Retention.warned_at) <= now - WARNED_BEFORE + timedelta(days=1),
            Retention.person_id > after,
        )
        .order_by(col(Retention.person_id))
        .limit(AT_ONCE)
    ).all()


def purge_all(session: Session, *, now: datetime) -> dict[int, Counts]:
    """The next of those foreseen, for an operator who does not wait for the worker."""
    rows = session.exec(
        select(Retention)
        .join(Person, col(Person.id) == Retention.person_id)
        .where(col(Retention.person_id).in_(list(islice(foreseen(session, now=now), AT_ONCE))))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    return look_at(session, rows, by="command", now=now)
