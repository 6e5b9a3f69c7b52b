"""Who reads words besides the territory's team, which never reads those about its own structure."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col, delete, or_, select

from backend.audit.actions import Deed, note
from backend.people.models import Adviser
from backend.people.team import Team
from backend.surveys.models import Moderator
from backend.territories.models import Structure


class Named(NamedTuple):
    adviser: Adviser
    structure: Structure


def moderators_of(session: Session, team: Team) -> Sequence[Named]:
    """Those who left stay listed until they are removed: the page says so."""
    return _rows(
        session,
        col(Adviser.id).in_(
            select(Moderator.adviser_id).where(Moderator.territory_id == team.territory.id)
        ),
    )


def candidates(session: Session, team: Team) -> Sequence[Named]:
    """Advisers of the territory's other structures who are still there and not named yet."""
    return _rows(
        session,
        col(Structure.territory_id) == team.territory.id,
        col(Structure.id) != team.structure.id,
        or_(col(Adviser.left_on).is_(None), col(Adviser.left_on) > team.today),
        col(Adviser.id).not_in(select(Moderator.adviser_id)),
    )


def _rows(session: Session, *conditions: ColumnElement[bool]) -> Sequence[Named]:
    rows = session.exec(
        select(Adviser, Structure)
        .join(Structure, col(Structure.id) == Adviser.structure_id)
        .where(*conditions)
        .order_by(Structure.name, Adviser.last_name, Adviser.first_name, col(Adviser.id))
    ).all()
    return [Named(*row) for row in rows]


def lacks_a_reader(named: Sequence[Named], team: Team) -> bool:
    """Nobody may read words about the team's own structure. It is said whether there are any or
    not: that would tell."""
    return all(
        one.structure.id == team.structure.id
        or one.structure.territory_id != team.territory.id
        or one.adviser.has_left(team.today)
        for one in named
    )


def name(session: Session, team: Team, adviser: Adviser, *, now: datetime) -> None:
    row = insert(Moderator).values(
        adviser_id=adviser.id, territory_id=team.territory.id, named_at=now
    )
    session.connection().execute(row.on_conflict_do_nothing())
    _note(session, team, {"adviser": adviser.id}, now)


def remove(session: Session, team: Team, adviser_id: int, *, now: datetime) -> None:
    session.exec(
        delete(Moderator).where(
            col(Moderator.adviser_id) == adviser_id,
            col(Moderator.territory_id) == team.territory.id,
        )
    )
    _note(session, team, {"adviser": adviser_id, "removed": 1}, now)


def _note(
    session: Session, team: Team, details: dict[str, str | int | None], now: datetime
) -> None:
    subject = f"territory:{team.territory.code}"
    note(session, Deed(team.actor, "survey.moderator", subject, details), now=now)
