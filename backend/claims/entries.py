"""The one way to make a claim go on: its status, its thread and the audit chain, together."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from backend.audit.actions import Deed
from backend.audit.actions import note as note_deed
from backend.claims.models import Claim, ClaimEntry
from backend.claims.states import OPEN, Move, Outcome, Writer
from backend.people.models import Adviser


@dataclass(frozen=True)
class By:
    """Who does it; an adviser by name (CRPA L111-2)."""

    writer: Writer
    adviser: Adviser | None = None

    def actor(self, claim: Claim) -> str:
        if self.adviser is not None:
            return f"adviser:{self.adviser.id}"
        return f"person:{claim.person_id}" if self.writer is Writer.PERSON else self.writer.value


HERSELF = By(Writer.PERSON)
CLOCK = By(Writer.CLOCK)


def by(adviser: Adviser) -> By:
    return By(Writer.ADVISER, adviser)


@dataclass(frozen=True, kw_only=True)
class Told:
    words: str = ""
    outcome: Outcome | None = None
    until: date | None = None
    structure_id: int | None = None


NOTHING_TOLD = Told()


def add(  # noqa: PLR0913 (what, who, when, and what was told)
    session: Session, claim: Claim, move: Move, by: By, *, now: datetime, told: Told = NOTHING_TOLD
) -> ClaimEntry:
    """Raises MoveRefused when the claim does not allow that move any more."""
    before = claim.status
    if move is not Move.RECEIVE:
        claim.status = claim.after(move)
        claim.is_open = claim.status in OPEN
    session.add(claim)
    session.flush()
    entry = ClaimEntry(
        claim_id=claim.id,
        person_id=claim.person_id,
        move=move,
        writer=by.writer,
        adviser_id=by.adviser.id if by.adviser else None,
        function=by.adviser.function if by.adviser else "",
        happened_at=now,
        **vars(told),
    )
    session.add(entry)
    session.flush()
    _trace(session, claim, entry, by, before=before.value)
    return entry


def _trace(session: Session, claim: Claim, entry: ClaimEntry, by: By, *, before: str) -> None:
    details: dict[str, str | int | None] = {
        "entry": entry.id,
        "from": before,
        "to": claim.status.value,
    }
    if entry.outcome is not None:
        details["outcome"] = entry.outcome.value
    deed = Deed(by.actor(claim), f"claim.{entry.move}", f"claim:{claim.number}", details)
    note_deed(session, deed, now=entry.happened_at)
