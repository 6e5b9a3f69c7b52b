"""Searches that found nothing, kept so that nobody can be told in them once the month is over.

One row a month for one asker and what was looked for. The asker is a hash under a key of the
month's own: when the month is over each becomes a random value, and the key is deleted.
"""

import hmac
from datetime import date, datetime
from hashlib import sha256
from secrets import token_hex
from typing import Any

from sqlalchemy import Engine, bindparam
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col, delete, select, update

from backend.database import writing
from backend.months import months_after
from backend.offers.models import Miss, MissKey
from backend.people.models import Person

MONTHS_KEPT = 24
ASKER = 32  # hexadecimal signs
AT_ONCE = 500


def month_of(day: date) -> date:
    return day.replace(day=1)


def note_miss(  # noqa: PLR0913 (what was looked for, by whom and when)
    engine: Engine,
    *,
    person: Person,
    territory_id: int,
    need: str,
    commune_code: str,
    now: datetime,
) -> None:
    """In a transaction of its own: whoever searches does nothing but read."""
    month = month_of(now.date())
    with writing(engine) as own:
        row = {
            "month": month,
            "territory_id": territory_id,
            "need": need,
            "commune_code": commune_code,
            "asker": _asker(_key_of(own, month), person),
        }
        _add(own, Miss, row)


def _key_of(session: Session, month: date) -> str:
    """Made for the first search of the month; two at once agree on one."""
    asked = select(MissKey.key).where(MissKey.month == month)
    known = session.exec(asked).one_or_none()
    if known is not None:
        return known
    _add(session, MissKey, {"month": month, "key": token_hex(32)})
    return session.exec(asked).one()


def _add(session: Session, table: type[Miss | MissKey], row: dict[str, Any]) -> None:
    session.connection().execute(insert(table).values(**row).on_conflict_do_nothing())


def _asker(key: str, person: Person) -> str:
    return hmac.new(bytes.fromhex(key), str(person.id).encode(), sha256).hexdigest()[:ASKER]


def forget_askers(session: Session, *, now: datetime) -> int:
    """Of the months that are over; and what is too old to say anything. Says how many."""
    this_month = month_of(now.date())
    oldest = months_after(this_month, -MONTHS_KEPT)
    session.exec(delete(Miss).where(col(Miss.month) < oldest))
    over = session.exec(select(col(MissKey.month)).where(col(MissKey.month) < this_month)).all()
    forgotten = sum(_forget(session, month) for month in over)
    session.exec(delete(MissKey).where(col(MissKey.month) < this_month))
    return forgotten


def _forget(session: Session, month: date) -> int:
    ids = session.exec(select(col(Miss.id)).where(Miss.month == month)).all()
    row = update(Miss).where(col(Miss.id) == bindparam("row")).values(asker=bindparam("random"))
    for start in range(0, len(ids), AT_ONCE):
        some = [
            {"row": number, "random": token_hex(ASKER // 2)}
            for number in ids[start : start + AT_ONCE]
        ]
        session.connection().execute(row, some)
    return len(ids)
