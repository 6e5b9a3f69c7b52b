"""Which words somebody may read before the public does: never those about their own structure."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, or_, select

from backend.people.models import Adviser
from backend.surveys.models import Comment, CommentState, Moderator
from backend.territories.models import Structure, Territory
from backend.territories.queries import structure_of

PAGE = 20
LATELY = 20  # decisions that can be looked at again


@dataclass(frozen=True)
class Reader:
    adviser: Adviser
    territory: Territory
    is_team: bool


def reader_of(session: Session, adviser: Adviser, territory: Territory) -> Reader | None:
    """Of the territory's team, or named; None: an adviser who reads nobody's words."""
    structure: Structure = structure_of(session, adviser.structure_id)
    if structure.territory_id != territory.id:
        return None
    if not structure.is_team and not _is_named(session, adviser, territory):
        return None
    return Reader(adviser, territory, structure.is_team)


def _is_named(session: Session, adviser: Adviser, territory: Territory) -> bool:
    named = session.exec(
        select(Moderator).where(
            Moderator.adviser_id == adviser.id, Moderator.territory_id == territory.id
        )
    ).one_or_none()
    return named is not None


def readable_by(reader: Reader) -> ColumnElement[bool]:
    return (col(Comment.territory_id) == reader.territory.id) & or_(
        col(Comment.structure_id).is_(None),
        col(Comment.structure_id) != reader.adviser.structure_id,
    )


def waiting_for(session: Session, reader: Reader, *, page: int = 1) -> Sequence[Comment]:
    """The oldest week first; inside a week their order tells nothing. One more than a page
    says that there is another."""
    return session.exec(
        select(Comment)
        .where(readable_by(reader), Comment.state == CommentState.WAITING)
        .order_by(col(Comment.week), col(Comment.token))
        .offset((page - 1) * PAGE)
        .limit(PAGE + 1)
    ).all()


def count_waiting(session: Session, reader: Reader) -> int:
    return session.exec(
        select(func.count())
        .select_from(Comment)
        .where(readable_by(reader), Comment.state == CommentState.WAITING)
    ).one()


def one_for(session: Session, reader: Reader, token: str) -> Comment | None:
    return session.exec(
        select(Comment).where(readable_by(reader), Comment.token == token)
    ).one_or_none()


def decided_lately(session: Session, reader: Reader) -> Sequence[Comment]:
    return session.exec(
        select(Comment)
        .where(readable_by(reader), col(Comment.moderated_at).is_not(None))
        .order_by(col(Comment.moderated_at).desc(), col(Comment.token))
        .limit(LATELY)
    ).all()
