"""Her words: masked, then kept until a moderator has read them. They name nobody."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col, delete, select, update

from backend.surveys.masking import mask
from backend.surveys.models import Comment, CommentState, Face, SurveyRequest
from backend.surveys.quarters import monday_of

LONGEST = 1000  # signs


def write(  # noqa: PLR0913 (of what, in which words, and who is named in them)
    session: Session,
    request: SurveyRequest,
    text: str,
    *,
    token: str,
    face: Face,
    language: str,
    names: Collection[str],
    now: datetime,
) -> Comment:
    """Other words than before wait for a moderator again."""
    row = {
        "token": token,
        "territory_id": request.territory_id,
        "structure_id": request.structure_id,
        "moment": request.moment,
        "quarter": request.quarter,
        "week": monday_of(now.date()),
        "face": face,
        "language": language,
        "text": mask("\n".join(text.strip().splitlines()), names),
        "state": CommentState.WAITING,
        "shown": "",
        "refusal": None,
        "moderator_id": None,
        "moderated_at": None,
    }
    said = insert(Comment).values(**row)
    session.connection().execute(
        said.on_conflict_do_update(
            index_elements=["token"],
            set_={name: said.excluded[name] for name in row if name != "token"},
            where=said.excluded.text != col(Comment.text),
        )
    )
    return session.exec(
        select(Comment).where(Comment.token == token).execution_options(populate_existing=True)
    ).one()


def say_face(session: Session, token: str, face: Face) -> None:
    """She changed her face: beside her words it is the same one."""
    session.exec(update(Comment).where(col(Comment.token) == token).values(face=face))


def take_back(session: Session, token: str) -> None:
    session.exec(delete(Comment).where(col(Comment.token) == token))


def of_token(session: Session, token: str) -> Comment | None:
    return session.exec(select(Comment).where(Comment.token == token)).one_or_none()
