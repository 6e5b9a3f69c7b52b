"""A quarter is counted once, when nothing in it can change; then who said what is forgotten."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from secrets import token_hex

from sqlalchemy import Engine, bindparam, update
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col, select

from backend.database import reading, writing
from backend.evaluation.counting import Tallies, count
from backend.evaluation.models import METHOD, Release, Result
from backend.evaluation.telling import Row, told
from backend.settings import Settings
from backend.surveys.keys import LENGTH, forget_key
from backend.surveys.models import Comment, State, SurveyAnswer, SurveyKey, SurveyRequest
from backend.surveys.quarters import quarter_after, quarter_of, release_day
from backend.territories.models import Territory
from backend.territories.queries import all_territories

LOOKED_BACK = 8  # quarters: when nothing ran for a while
BATCH = 2_000  # rows of a transaction: SQLite's other writers wait for it
SHUFFLED = "z"  # begins the token of a row that leads nowhere: after the hexadecimal signs
NOBODY = ""  # the respondent of a counted answer


def release_beside(
    engine: Engine, settings: Settings, *, now: datetime, is_stopping: Callable[[], bool]
) -> None:
    """An errand of the worker, once a quarter: a million answers take minutes."""
    del settings
    if not is_stopping():
        with writing(engine) as session:
            release_due(session, now=now)


def release_due(session: Session, *, now: datetime) -> None:
    """Commits as it goes: cut short, the next run takes up what is left."""
    released = {
        quarter
        for territory in all_territories(session)
        for quarter in _due(session, territory, now=now)
        if release(session, territory, quarter, now=now)
    }
    with_key = set(session.exec(select(col(SurveyKey.quarter))))
    session.commit()
    for quarter in sorted(released | with_key):
        if _is_over(session, quarter, now=now):
            forget_who(session, quarter)


def _due(session: Session, territory: Territory, *, now: datetime) -> list[date]:
    today = now.astimezone(territory.zone).date()
    done = set(
        session.exec(select(col(Release.quarter)).where(Release.territory_id == territory.id))
    )
    past = (quarter_after(quarter_of(today), -count) for count in range(1, LOOKED_BACK + 1))
    return sorted(
        quarter
        for quarter in past
        if quarter not in done
        and release_day(quarter) <= today
        and _was_used(session, territory.id, quarter)
    )


def _was_used(session: Session, territory_id: int, quarter: date) -> bool:
    """An answer outlives the request of somebody who was erased."""
    return any(
        session.exec(
            select(col(kind.quarter))
            .where(kind.territory_id == territory_id, kind.quarter == quarter)
            .limit(1)
        ).first()
        for kind in (SurveyRequest, SurveyAnswer)
    )


def release(session: Session, territory: Territory, quarter: date, *, now: datetime) -> bool:
    """Counts without keeping anybody from writing, then writes; of two workers one does."""
    session.commit()
    engine = session.get_bind()
    assert isinstance(engine, Engine)  # noqa: S101 (a chore's session is of an engine)
    with reading(engine) as reader:
        tallies = count(reader, territory.id, quarter)
    is_ours = _write(session, _release_of(territory, quarter, tallies, now=now), told(tallies))
    session.commit()
    return is_ours


def _release_of(territory: Territory, quarter: date, tallies: Tallies, *, now: datetime) -> Release:
    return Release(
        territory_id=territory.id,
        quarter=quarter,
        released_at=now,
        method=METHOD,
        asked=sum(tallies.asked.values()),
        skipped=tallies.skipped,
    )


def _write(session: Session, release: Release, rows: Iterable[Row]) -> bool:
    values = release.model_dump(exclude={"id"})
    release_id = (
        session.connection()
        .execute(
            insert(Release).values(**values).on_conflict_do_nothing().returning(col(Release.id))
        )
        .scalar_one_or_none()
    )
    if release_id is None:
        return False
    session.add_all(Result(release_id=release_id, **row) for row in rows)
    session.flush()
    return True


def _is_over(session: Session, quarter: date, *, now: datetime) -> bool:
    """Everywhere: its key is shared by the territories, whose days do not end together."""
    territories = all_territories(session)
    return all(
        release_day(quarter) <= now.astimezone(territory.zone).date()
        and quarter not in _due(session, territory, now=now)
        for territory in territories
    )


def forget_who(session: Session, quarter: date) -> None:
    """From then on nothing tells who answered, nor which answers and words came from one person;
    the key goes last: as long as it is there, the work is not finished."""
    sealed = 0
    while sealed is not None:
        sealed = _seal_some(session, quarter, after=sealed)
        session.commit()
    for kind in (SurveyAnswer, Comment):
        shuffled = ""
        while shuffled is not None:
            shuffled = _shuffle_some(session, kind, quarter, after=shuffled)
            session.commit()
    forget_key(session, quarter)
    session.commit()


def _seal_some(session: Session, quarter: date, *, after: int) -> int | None:
    """Gives the last of them, or None when there is no other."""
    some = session.exec(
        select(SurveyRequest.id)
        .where(
            SurveyRequest.id > after,
            SurveyRequest.quarter == quarter,
            SurveyRequest.state != State.SEALED,
        )
        .order_by(col(SurveyRequest.id))
        .limit(BATCH)
    ).all()
    session.connection().execute(
        update(SurveyRequest)
        .where(col(SurveyRequest.id).in_(some))
        .values(state=State.SEALED, answered_on=None)
    )
    return some[-1] if some else None


def _shuffle_some(
    session: Session, kind: type[SurveyAnswer | Comment], quarter: date, *, after: str
) -> str | None:
    """Gives them other tokens, at random: rows are stored in their order."""
    token = col(kind.token)
    tokens = session.exec(
        select(kind.token)
        .where(token > after, token < SHUFFLED, kind.quarter == quarter)
        .order_by(token)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    if not tokens:
        return None
    values = {"token": bindparam("fresh")}
    if kind is SurveyAnswer:
        values["respondent"] = bindparam("nobody")
    session.connection().execute(
        update(kind).where(token == bindparam("old")).values(**values),
        [{"old": old, "fresh": _fresh_token(), "nobody": NOBODY} for old in tokens],
    )
    return tokens[-1]


def _fresh_token() -> str:
    return SHUFFLED + token_hex(LENGTH // 2)[1:]
