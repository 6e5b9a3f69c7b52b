"""Tokens that lead from her to her answer as long as it can be changed, and from it to nobody.

Each quarter has a key of its own, in the database; the installation has a secret, outside it. A
token is made of both, so that a copy of the database leads nowhere. When the quarter is published
its key is deleted: from then on not even we can tell.
"""

import hmac
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from secrets import token_hex

from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col, delete, select

from backend.surveys.models import SurveyKey, SurveyRequest

LENGTH = 32  # hexadecimal signs


@dataclass(frozen=True)
class Tokens:
    answer: str
    comment: str
    respondent: str


class KeyForgotten(Exception):
    """The quarter is published: nobody's answer can be found any more."""


def tokens_of(session: Session, request: SurveyRequest, *, secret: bytes) -> Tokens:
    """Raises KeyForgotten."""
    kept = session.exec(
        select(SurveyKey.key).where(SurveyKey.quarter == request.quarter)
    ).one_or_none()
    if kept is None:
        raise KeyForgotten
    key = hmac.digest(secret, b"surveys:" + bytes.fromhex(kept), sha256)
    return Tokens(
        answer=_token(key, f"answer:{request.id}"),
        comment=_token(key, f"comment:{request.id}"),
        respondent=_token(key, f"respondent:{request.person_id}"),
    )


def _token(key: bytes, what: str) -> str:
    return hmac.digest(key, what.encode(), sha256).hex()[:LENGTH]


def make_key(session: Session, quarter: date) -> None:
    """With the first request of the quarter; two at once agree on one."""
    row = {"quarter": quarter, "key": token_hex(32)}
    session.connection().execute(insert(SurveyKey).values(**row).on_conflict_do_nothing())


def forget_key(session: Session, quarter: date) -> None:
    session.exec(delete(SurveyKey).where(col(SurveyKey.quarter) == quarter))
