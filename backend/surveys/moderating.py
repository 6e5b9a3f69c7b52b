"""What becomes of words that were read. A moderator may take out, never add."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, col, update

from backend.conflict import Conflict
from backend.surveys.models import Comment, CommentState, Refusal
from backend.surveys.reading import Reader, readable_by

GAP = "[…]"  # stands for what was taken out


class WordsChanged(Conflict):
    """She wrote otherwise, took them back, or somebody else has decided meanwhile."""


@dataclass(frozen=True)
class Judgement:
    """Of the words that were read, which may no longer be those there are."""

    reader: Reader
    comment: Comment
    seen: str  # see stamp_of
    now: datetime


def stamp_of(comment: Comment) -> str:
    return sha256(comment.text.encode()).hexdigest()[:16]


def is_without(text: str, shown: str) -> bool:
    """Whether `shown` is the text with passages replaced by gaps, and nothing else."""
    first, *others = shown.split(GAP)
    if not others:
        return shown == text
    *pieces, last = others
    if not (text.startswith(first) and text.endswith(last)):
        return False
    place, end = len(first) + 1, len(text) - len(last)  # a gap is of one sign at least
    for piece in pieces:
        found = text.find(piece, place, end)
        if found < 0:
            return False
        place = found + len(piece) + 1
    return place <= end


def says_nothing(shown: str) -> bool:
    return not any(sign.isalnum() for sign in shown.replace(GAP, ""))


def accept(session: Session, judgement: Judgement, shown: str) -> None:
    """Raises WordsChanged."""
    _decide(session, judgement, CommentState.ACCEPTED, shown=shown)


def refuse(session: Session, judgement: Judgement, refusal: Refusal) -> None:
    """Raises WordsChanged."""
    _decide(session, judgement, CommentState.REFUSED, refusal=refusal)


def _decide(
    session: Session,
    judgement: Judgement,
    state: CommentState,
    *,
    shown: str = "",
    refusal: Refusal | None = None,
) -> None:
    comment, reader = judgement.comment, judgement.reader
    if stamp_of(comment) != judgement.seen:
        raise WordsChanged
    done = session.exec(
        update(Comment)
        .where(
            readable_by(reader),
            col(Comment.token) == comment.token,
            col(Comment.text) == comment.text,
            col(Comment.state) == CommentState.WAITING,
        )
        .values(
            state=state,
            shown=shown,
            refusal=refusal,
            moderator_id=reader.adviser.id,
            moderated_at=judgement.now,
        )
    )
    if done.rowcount != 1:
        raise WordsChanged


def put_back(session: Session, reader: Reader, comment: Comment) -> None:
    """They wait again; what was public is so no more."""
    session.exec(
        update(Comment)
        .where(readable_by(reader), col(Comment.token) == comment.token)
        .values(
            state=CommentState.WAITING, shown="", refusal=None, moderator_id=None, moderated_at=None
        )
    )
