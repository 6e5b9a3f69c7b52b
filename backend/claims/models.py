"""A claim: the exercise of a right, dated, acknowledged, with a clock, answered by somebody."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from backend.conflict import Conflict
from backend.database import words
from backend.vocabulary.themes import Theme


class Kind(StrEnum):
    CHANGE_PROJECT = "change_project"
    CONTEST_OBJECTIVE = "contest_objective"
    OTHER_ORIENTATION = "other_orientation"
    OTHER_REFERENT = "other_referent"
    REDUCED_HOURS = "reduced_hours"
    NO_NEWS = "no_news"
    OTHER_TERRITORY = "other_territory"
    JOINT_INTERVIEW = "joint_interview"
    SOCIAL_SUPPORT = "social_support"
    OBSERVATIONS = "observations"  # on a decision that is planned
    RSA_DECISION = "rsa_decision"  # the appeal that comes before any judge
    ACCESS_DATA = "access_data"
    CORRECT_DATA = "correct_data"
    OBJECT_DATA = "object_data"
    ERASE_DATA = "erase_data"
    ACCESSIBILITY = "accessibility"


class Silence(StrEnum):
    """What it means when nobody has answered on the date."""

    REJECTION = "rejection"
    ACCEPTANCE = "acceptance"
    NOTHING = "nothing"  # no decision was asked for


class Appeal(StrEnum):
    """Whom she can turn to after a refusal."""

    ORDINARY = "ordinary"  # the service or its head, then the tribunal
    RAPO = "rapo"  # compulsory first: the president of the Département, then the tribunal
    RAPO_DONE = "rapo_done"  # this claim is that appeal: the tribunal is next
    CADA = "cada"  # access to documents: the commission, then the tribunal
    CNIL = "cnil"  # personal data
    DEFENDER = "defender"  # accessibility
    NONE = "none"  # nothing is decided yet


class Status(StrEnum):
    RECEIVED = "received"
    ASSIGNED = "assigned"
    INCOMPLETE = "incomplete"
    ANSWERED = "answered"
    CONTESTED = "contested"
    CLOSED = "closed"


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"


class Move(StrEnum):
    """Everything that happens to a claim: one row of its thread each."""

    RECEIVE = "receive"
    ASSIGN = "assign"
    SAY = "say"  # a message, hers or the service's
    ASK_MISSING = "ask_missing"
    COMPLETE = "complete"
    RESUME = "resume"  # what was missing did not come in time: the clock goes on
    FORWARD = "forward"  # to the service that can answer
    ESCALATE = "escalate"
    IMPLY = "imply"  # the date passed: silence has its meaning from today
    ANSWER = "answer"
    ASK_REASONS = "ask_reasons"
    GIVE_REASONS = "give_reasons"
    CONTEST = "contest"
    RATE = "rate"  # she says whether the answer helped
    WITHDRAW = "withdraw"
    CLOSE = "close"
    POST = "post"  # the answer left on paper


ALLOWED_MOVES: dict[Status, dict[Move, Status]] = {
    Status.RECEIVED: {
        Move.ASSIGN: Status.ASSIGNED,
        Move.SAY: Status.RECEIVED,
        Move.ASK_MISSING: Status.INCOMPLETE,
        Move.FORWARD: Status.RECEIVED,
        Move.ESCALATE: Status.RECEIVED,
        Move.IMPLY: Status.RECEIVED,
        Move.ANSWER: Status.ANSWERED,
        Move.ASK_REASONS: Status.RECEIVED,
        Move.GIVE_REASONS: Status.RECEIVED,
        Move.CONTEST: Status.CONTESTED,
        Move.WITHDRAW: Status.CLOSED,
    },
    Status.ASSIGNED: {
        Move.ASSIGN: Status.ASSIGNED,
        Move.SAY: Status.ASSIGNED,
        Move.ASK_MISSING: Status.INCOMPLETE,
        Move.FORWARD: Status.RECEIVED,
        Move.ESCALATE: Status.ASSIGNED,
        Move.IMPLY: Status.ASSIGNED,
        Move.ANSWER: Status.ANSWERED,
        Move.ASK_REASONS: Status.ASSIGNED,
        Move.GIVE_REASONS: Status.ASSIGNED,
        Move.CONTEST: Status.CONTESTED,
        Move.WITHDRAW: Status.CLOSED,
    },
    Status.INCOMPLETE: {
        Move.ASSIGN: Status.INCOMPLETE,
        Move.SAY: Status.INCOMPLETE,
        Move.COMPLETE: Status.ASSIGNED,
        Move.RESUME: Status.ASSIGNED,
        Move.ANSWER: Status.ANSWERED,
        Move.WITHDRAW: Status.CLOSED,
    },
    Status.ANSWERED: {
        Move.SAY: Status.ANSWERED,
        Move.RATE: Status.ANSWERED,
        Move.CONTEST: Status.CONTESTED,
        Move.POST: Status.ANSWERED,
        Move.CLOSE: Status.CLOSED,
    },
    Status.CONTESTED: {
        Move.ASSIGN: Status.CONTESTED,
        Move.SAY: Status.CONTESTED,
        Move.ESCALATE: Status.CONTESTED,
        Move.IMPLY: Status.CONTESTED,
        Move.ANSWER: Status.ANSWERED,
        Move.ASK_REASONS: Status.CONTESTED,
        Move.GIVE_REASONS: Status.CONTESTED,
        Move.WITHDRAW: Status.CLOSED,
    },
    Status.CLOSED: {
        Move.RATE: Status.CLOSED,
        Move.CONTEST: Status.CONTESTED,
        Move.POST: Status.CLOSED,
    },
}
OPEN = {
    Status.RECEIVED,
    Status.ASSIGNED,
    Status.INCOMPLETE,
    Status.CONTESTED,
}  # an answer is awaited


# Of what she does not do herself, these wait for her next visit; she is told of all the others.
NO_NEWS = (Move.ASSIGN, Move.CLOSE)
NEWS = frozenset(
    {
        Move.SAY,
        Move.ASK_MISSING,
        Move.RESUME,
        Move.FORWARD,
        Move.ESCALATE,
        Move.IMPLY,
        Move.ANSWER,
        Move.GIVE_REASONS,
        Move.POST,
    }
)


class MoveRefused(Conflict):
    """This cannot be done to the claim any more, or not yet."""


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


class Writer(StrEnum):
    PERSON = "person"
    ADVISER = "adviser"
    CLOCK = "clock"  # because time passed


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
