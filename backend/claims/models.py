"""A claim: the exercise of a right, dated, acknowledged, with a clock, answered by somebody."""

from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from backend.claims.states import (
    ALLOWED_MOVES,
    Appeal,
    Kind,
    Move,
    MoveRefused,
    Outcome,
    Silence,
    Status,
    Writer,
)
from backend.database import words
from backend.vocabulary.themes import Theme


class Claim(SQLModel, table=True):
    """As it stands; how it came to that is in its entries, which nobody rewrites."""

    __table_args__ = (
        Index("ix_claim_structure_open", "structure_id", "is_open", "due_on"),
        Index("ix_claim_open_escalates", "is_open", "escalates_on"),
        Index("ix_claim_open_due", "is_open", "due_on"),
    )

    id: int = Field(default=None, primary_key=True)
    number: str = Field(unique=True)  # 81-2026-K7PM3X: what she says on the phone
    person_id: int = Field(foreign_key="person.id", index=True)
    territory_id: int = Field(foreign_key="territory.id", index=True)
    kind: Kind = Field(sa_type=words(Kind))
    about: str = ""  # "objective:12", "first_name": what of hers it speaks of
    theme: Theme | None = Field(default=None, sa_type=words(Theme))
    words: str
    helper: str = ""  # who helps her, when she wants it known
    notice_on: date | None = None  # the day she received the letter it answers
    structure_id: int = Field(foreign_key="structure.id")  # the service in charge
    adviser_id: int | None = Field(default=None, foreign_key="adviser.id", index=True)
    status: Status = Field(default=Status.RECEIVED, sa_type=words(Status))
    is_open: bool = True
    received_at: datetime  # the first receipt: a forward does not change it
    clock_from: date  # where the delay runs from: received, made complete or contested
    suspended_days: int = 0  # by what was missing (CRPA L114-5)
    missing_since: date | None = None
    missing_until: date | None = None
    due_on: date  # the last day of the delay: then silence takes its meaning
    escalates_on: date
    escalated_at: datetime | None = None
    implied_on: date | None = None  # the day silence took its meaning
    outcome: Outcome | None = Field(default=None, sa_type=words(Outcome))
    answered_at: datetime | None = None
    reasons_asked_on: date | None = None
    contested_on: date | None = None
    helped: bool | None = None  # what she says of the answer
    silence: Silence = Field(sa_type=words(Silence))  # as her receipt promised
    appeal: Appeal = Field(sa_type=words(Appeal))

    def after(self, move: Move) -> Status:
        """The status that follows; raises MoveRefused."""
        try:
            return ALLOWED_MOVES[self.status][move]
        except KeyError:
            raise MoveRefused from None

    def allows(self, move: Move) -> bool:
        return move in ALLOWED_MOVES[self.status]


class ClaimEntry(SQLModel, table=True):
    """One thing that happened. Rows are only added."""

    __tablename__ = "claim_entry"
    __table_args__ = (
        Index("ix_claim_entry_claim", "claim_id", "id"),
        Index("ix_claim_entry_told", "writer", "happened_at"),
        Index("ix_claim_entry_until", "move", "until"),  # what is missing, awaited until a day
    )

    id: int = Field(default=None, primary_key=True)
    claim_id: int = Field(foreign_key="claim.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    move: Move = Field(sa_type=words(Move))
    writer: Writer = Field(sa_type=words(Writer))
    adviser_id: int | None = Field(default=None, foreign_key="adviser.id")
    function: str = ""  # of the adviser on that day
    structure_id: int | None = Field(default=None, foreign_key="structure.id")  # forwarded to it
    outcome: Outcome | None = Field(default=None, sa_type=words(Outcome))
    until: date | None = None  # what was given as a limit by this entry
    happened_at: datetime
    words: str = ""


class Receipt(SQLModel, table=True):
    """The accusé de réception électronique as it was issued (CRPA R112-11-1)."""

    __table_args__ = (UniqueConstraint("claim_id", "entry_id"),)

    id: int = Field(default=None, primary_key=True)
    claim_id: int = Field(foreign_key="claim.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    entry_id: int = Field(foreign_key="claim_entry.id")  # what it acknowledges
    facts: str  # JSON: see receipts.Facts
    issued_at: datetime


class ClaimReading(SQLModel, table=True):
    """How far she has read a claim: an answer is notified at its first reading (CRPA R112-20)."""

    __tablename__ = "claim_reading"

    claim_id: int = Field(foreign_key="claim.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    entry_id: int = Field(foreign_key="claim_entry.id")
    read_at: datetime


class ClaimDraft(SQLModel, table=True):
    """What she has begun to write; one a kind."""

    __tablename__ = "claim_draft"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    kind: Kind = Field(sa_type=words(Kind), primary_key=True)
    fields: str  # JSON {name: what she typed}
    saved_at: datetime


class ClaimRule(SQLModel, table=True):
    """What a territory says otherwise than kinds.TABLE, with the article that lets it."""

    __tablename__ = "claim_rule"

    territory_id: int = Field(foreign_key="territory.id", primary_key=True)
    kind: Kind = Field(sa_type=words(Kind), primary_key=True)
    structure_id: int | None = Field(default=None, foreign_key="structure.id")
    delay: str | None = None  # "2 months", "10 days": see clocks.Delay
    silence: Silence | None = Field(default=None, sa_type=words(Silence))
    article: str | None = None  # of law.articles
    appeal: Appeal | None = Field(default=None, sa_type=words(Appeal))
    answer_days: int | None = None  # what the service undertakes
    changed_at: datetime


class AnswerTemplate(SQLModel, table=True):
    """Words a territory's advisers begin an answer with."""

    __tablename__ = "answer_template"

    id: int = Field(default=None, primary_key=True)
    territory_id: int = Field(foreign_key="territory.id", index=True)
    kind: Kind | None = Field(default=None, sa_type=words(Kind))  # None: for any
    outcome: Outcome = Field(sa_type=words(Outcome))
    title: str
    words: str
    changed_at: datetime
