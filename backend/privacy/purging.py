"""Nothing of hers is left but the trace that it was done."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlmodel import Session

from backend.audit.actions import Deed, note
from backend.privacy.ownership import hers, ids_of, tables_to_empty

Counts = dict[str, int]  # rows by table


def purge(
    session: Session, person_id: int, *, by: str, now: datetime, claim: str | None = None
) -> Counts:
    """Deletes every row of hers; `claim` is the number of the request that asked for it."""
    session.flush()
    ids = ids_of(session, person_id)
    counts: Counts = {}
    for table in tables_to_empty():
        gone = session.connection().execute(delete(table).where(hers(table, ids))).rowcount
        if gone:
            counts[table.name] = gone
    session.expire_all()
    details: dict[str, str | int | None] = dict(counts)
    if claim is not None:
        details["for"] = claim
    note(session, Deed(by, "person.purge", f"person:{person_id}", details), now=now)
    return counts


def counted(session: Session, person_id: int) -> Counts:
    """What a purge would delete."""
    ids = ids_of(session, person_id)
    counts = {
        table.name: session.connection().scalar(
            select(func.count()).select_from(table).where(hers(table, ids))
        )
        for table in tables_to_empty()
    }
    return {name: count for name, count in counts.items() if count}


def added(one: Mapping[str, int], other: Mapping[str, int]) -> Counts:
    return {name: one.get(name, 0) + other.get(name, 0) for name in sorted({*one, *other})}
