"""Counted answers are deleted: what they said stays in the results, which name nobody."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from backend.evaluation.models import Release
from backend.surveys.models import Comment, CommentState, SurveyAnswer

KEPT = timedelta(days=90)  # from the release: long enough to find a mistake in the counting
BATCH = 2_000  # rows of a transaction: SQLite's other writers wait for it


def forget_counted(session: Session, *, now: datetime) -> None:
    """A chore of the worker; words that were accepted stay, those not read yet wait to be."""
    counted = session.exec(
        select(col(Release.territory_id), col(Release.quarter)).where(
            Release.released_at <= now - KEPT
        )
    ).all()
    for territory_id, quarter in counted:
        while _forget_some(session, territory_id, quarter):
            session.commit()
    session.commit()


def _forget_some(session: Session, territory_id: int, quarter: date) -> bool:
    answers = session.exec(
        select(SurveyAnswer.token)
        .where(SurveyAnswer.territory_id == territory_id, SurveyAnswer.quarter == quarter)
        .limit(BATCH)
    ).all()
    refused = session.exec(
        select(Comment.token)
        .where(
            Comment.territory_id == territory_id,
            Comment.quarter == quarter,
            Comment.state == CommentState.REFUSED,
        )
        .limit(BATCH)
    ).all()
    session.exec(delete(SurveyAnswer).where(col(SurveyAnswer.token).in_(answers)))
    session.exec(delete(Comment).where(col(Comment.token).in_(refused)))
    return bool(answers or refused)
