"""What the night run writes down: only what is otherwise than the night before."""

from datetime import date, datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col

from backend.continuity.models import Signal, Watch, Worry

Days = tuple[date, date, date]  # since, desk_from, hers_from


AMONG = bindparam("ids", expanding=True)
SIGNALS = select(
    col(Signal.person_id),
    col(Signal.worry),
    col(Signal.since),
    col(Signal.desk_from),
    col(Signal.hers_from),
).where(col(Signal.person_id).in_(AMONG))
LOOKS = select(col(Watch.person_id), col(Watch.look_on)).where(col(Watch.person_id).in_(AMONG))
_signal, _look = insert(Signal), insert(Watch)
KEEP_SIGNAL = _signal.on_conflict_do_update(
    index_elements=["person_id", "worry"],
    set_={
        name: _signal.excluded[name] for name in ("since", "desk_from", "hers_from", "noticed_at")
    },
)
KEEP_LOOK = _look.on_conflict_do_update(
    index_elements=["person_id"], set_={"look_on": _look.excluded.look_on}
)
DROP_SIGNAL = delete(Signal).where(
    col(Signal.person_id) == bindparam("of"), col(Signal.worry) == bindparam("which")
)
DROP_LOOK = delete(Watch).where(col(Watch.person_id) == bindparam("of"))


def keep_signals(
    session: Session, ids: list[int], wanted: dict[tuple[int, Worry], Days], *, now: datetime
) -> tuple[int, int]:
    """Of these people, all that is wanted and nothing else. Says how many appeared and are gone."""
    connection = session.connection()
    kept: dict[tuple[int, Worry], Days] = {
        (row.person_id, row.worry): (row.since, row.desk_from, row.hers_from)
        for row in connection.execute(SIGNALS, {"ids": ids})
    }
    fresh = [
        {
            "person_id": person_id,
            "worry": worry,
            "since": days[0],
            "desk_from": days[1],
            "hers_from": days[2],
            "noticed_at": now,
        }
        for (person_id, worry), days in wanted.items()
        if kept.get((person_id, worry)) != days
    ]
    gone = [{"of": person_id, "which": worry} for person_id, worry in kept.keys() - wanted.keys()]
    if fresh:
        connection.execute(KEEP_SIGNAL, fresh)
    if gone:
        connection.execute(DROP_SIGNAL, gone)
    return len(fresh), len(gone)


def keep_looks(session: Session, ids: list[int], looks: dict[int, date | None]) -> None:
    """Whoever of them is not in `looks` is not watched any more."""
    connection = session.connection()
    kept = {row.person_id: row.look_on for row in connection.execute(LOOKS, {"ids": ids})}
    fresh = [
        {"person_id": person_id, "look_on": day}
        for person_id, day in looks.items()
        if person_id not in kept or kept[person_id] != day
    ]
    gone = [{"of": person_id} for person_id in kept.keys() - looks.keys()]
    if fresh:
        connection.execute(KEEP_LOOK, fresh)
    if gone:
        connection.execute(DROP_LOOK, gone)
