"""The one way to make a referral go on: its status and its thread, together.

Its status and its version are compared and changed by one statement: of two people at once, the
first wins and the other is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, update

from backend.audit.actions import Deed
from backend.audit.actions import note as note_deed
from backend.people.models import Adviser
from backend.referrals.models import (
    OPEN,
    Cause,
    Move,
    MoveRefused,
    Referral,
    ReferralEntry,
    Status,
    Writer,
)

TRACED = {Move.AGREE, Move.SEND, Move.CALL, Move.CHASE, Move.WITHDRAW}


@dataclass(frozen=True)
class By:
    writer: Writer
    adviser: Adviser | None = None

    def actor(self, referral: Referral) -> str:
        if self.adviser is not None:
            return f"adviser:{self.adviser.id}"
        if self.writer is Writer.PERSON:
            return f"person:{referral.person_id}"
        return self.writer.value


HERSELF = By(Writer.PERSON)
SOLUTION = By(Writer.SOLUTION)
CLOCK = By(Writer.CLOCK)


def by(adviser: Adviser) -> By:
    return By(Writer.ADVISER, adviser)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What comes with a move: words, and columns that change with the status."""

    words: str = ""
    cause: Cause | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    only_if: tuple[ColumnElement[bool], ...] = ()  # of the row, besides its status and version


NOTHING = Told()


def add(  # noqa: PLR0913 (what, who, when, and what was told)
    session: Session, referral: Referral, move: Move, by: By, *, now: datetime, told: Told = NOTHING
) -> ReferralEntry:
    """Raises MoveRefused when it does not allow that move, any more or already."""
    after = referral.after(move)
    closed_at = None if after in OPEN else now
    changes = {"status": after, "closed_at": closed_at, **told.changes}
    change(session, referral, changes, now=now, only_if=told.only_if)
    entry = write(session, referral, move, by, now=now, told=told)
    if move in TRACED:
        _trace(session, referral, move, by, now=now)
    return entry


def change(
    session: Session,
    referral: Referral,
    changes: Mapping[str, Any],
    *,
    now: datetime,
    only_if: tuple[ColumnElement[bool], ...] = (),
) -> None:
    """Only if it still stands as it was read."""
    changed = session.exec(
        update(Referral)
        .where(
            col(Referral.id) == referral.id,
            col(Referral.status) == referral.status,
            col(Referral.version) == referral.version,
            *only_if,
        )
        .values(changed_at=now, **changes)
        .execution_options(synchronize_session=False)
    )
    session.refresh(referral)
    if changed.rowcount != 1:
        raise MoveRefused


def write(  # noqa: PLR0913
    session: Session, referral: Referral, move: Move, by: By, *, now: datetime, told: Told = NOTHING
) -> ReferralEntry:
    """The entry alone: of what has just been begun."""
    entry = ReferralEntry(
        referral_id=referral.id,
        person_id=referral.person_id,
        move=move,
        writer=by.writer,
        adviser_id=by.adviser.id if by.adviser else None,
        cause=told.cause,
        words=told.words,
        happened_at=now,
    )
    session.add(entry)
    session.flush()
    return entry


def _trace(session: Session, referral: Referral, move: Move, by: By, *, now: datetime) -> None:
    details: dict[str, str | int | None] = {
        "version": referral.agreed_version,
        "to": Status(referral.status).value,
    }
    deed = Deed(by.actor(referral), f"referral.{move}", f"referral:{referral.id}", details)
    note_deed(session, deed, now=now)
