"""A request to get into a solution: sent only once she agreed to exactly what is sent."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, Index, SQLModel

from backend.conflict import Conflict
from backend.database import words


class Origin(StrEnum):
    PROPOSED = "proposed"  # by an adviser
    ASKED = "asked"  # by her, to an adviser
    OWN = "own"  # she writes to the solution herself


class Status(StrEnum):
    ASKED = "asked"  # she asked her adviser, who has not prepared it yet
    PROPOSED = "proposed"  # awaits her: she reads exactly what would be sent
    DISCUSSED = "discussed"  # she has a question or wants it otherwise: awaits the adviser
    AGREED = "agreed"  # she agreed; it leaves now, or when the adviser has called
    SENT = "sent"
    UNANSWERED = "unanswered"  # the day came and nobody answered
    WAITING = "waiting"  # on a waiting list
    ACCEPTED = "accepted"
    STARTED = "started"  # it is a step of her parcours now
    REFUSED = "refused"  # by the solution, with its reason
    DECLINED = "declined"  # by her
    DROPPED = "dropped"  # by the adviser, before anything was sent, with a reason
    WITHDRAWN = "withdrawn"  # by her, after it was sent: the solution is told


class Move(StrEnum):
    """Everything that happens to a referral: one entry each."""

    ASK = "ask"
    PROPOSE = "propose"
    AGREE = "agree"
    DECLINE = "decline"
    DISCUSS = "discuss"
    SAY = "say"
    DROP = "drop"
    SEND = "send"
    CALL = "call"  # « j’ai appelé »
    ACCEPT = "accept"
    PUT_ON_LIST = "put_on_list"
    REFUSE = "refuse"
    LAPSE = "lapse"  # no answer after the days the territory gives
    CHASE = "chase"  # sent again
    START = "start"
    WITHDRAW = "withdraw"


_ANSWERS = {
    Move.ACCEPT: Status.ACCEPTED,
    Move.PUT_ON_LIST: Status.WAITING,
    Move.REFUSE: Status.REFUSED,
}
ALLOWED_MOVES: Mapping[Status, Mapping[Move, Status]] = {
    Status.ASKED: {
        Move.SAY: Status.ASKED,
        Move.PROPOSE: Status.PROPOSED,
        Move.DROP: Status.DROPPED,
        Move.DECLINE: Status.DECLINED,
    },
    Status.PROPOSED: {
        Move.SAY: Status.PROPOSED,
        Move.PROPOSE: Status.PROPOSED,  # otherwise written: she agrees to the last one only
        Move.AGREE: Status.AGREED,
        Move.DECLINE: Status.DECLINED,
        Move.DISCUSS: Status.DISCUSSED,
        Move.DROP: Status.DROPPED,
    },
    Status.DISCUSSED: {
        Move.SAY: Status.DISCUSSED,
        Move.DISCUSS: Status.DISCUSSED,
        Move.PROPOSE: Status.PROPOSED,
        Move.AGREE: Status.AGREED,
        Move.DECLINE: Status.DECLINED,
        Move.DROP: Status.DROPPED,
    },
    Status.AGREED: {
        Move.SAY: Status.AGREED,
        Move.SEND: Status.SENT,
        Move.CALL: Status.SENT,
        Move.PROPOSE: Status.PROPOSED,  # otherwise written: her agreement falls
        Move.DECLINE: Status.DECLINED,
        Move.DROP: Status.DROPPED,
    },
    Status.SENT: {
        **_ANSWERS,
        Move.SAY: Status.SENT,
        Move.CALL: Status.SENT,
        Move.LAPSE: Status.UNANSWERED,
        Move.WITHDRAW: Status.WITHDRAWN,
    },
    Status.UNANSWERED: {
        **_ANSWERS,
        Move.SAY: Status.UNANSWERED,
        Move.CHASE: Status.SENT,
        Move.CALL: Status.SENT,
        Move.WITHDRAW: Status.WITHDRAWN,
    },
    Status.WAITING: {
        **_ANSWERS,  # an answer may be corrected
        Move.SAY: Status.WAITING,
        Move.WITHDRAW: Status.WITHDRAWN,
    },
    Status.ACCEPTED: {
        **_ANSWERS,
        Move.SAY: Status.ACCEPTED,
        Move.START: Status.STARTED,
        Move.WITHDRAW: Status.WITHDRAWN,
    },
    Status.STARTED: {},
    Status.REFUSED: {  # a place after all
        Move.ACCEPT: Status.ACCEPTED,
        Move.PUT_ON_LIST: Status.WAITING,
    },
    Status.DECLINED: {Move.DISCUSS: Status.DISCUSSED},  # she changes her mind
    Status.DROPPED: {},
    Status.WITHDRAWN: {},
}
_REOPENED = {Status.REFUSED, Status.DECLINED}  # over, unless somebody comes back to it
OPEN = frozenset(one for one, moves in ALLOWED_MOVES.items() if moves) - _REOPENED


class MoveRefused(Conflict):
    """This cannot be done to the referral any more, or not yet."""


class Writer(StrEnum):
    PERSON = "person"
    ADVISER = "adviser"
    SOLUTION = "solution"  # by its signed link
    CLOCK = "clock"


class Way(StrEnum):
    EMAIL = "email"
    PHONE = "phone"


class Cause(StrEnum):
    """Why a solution says no."""

    FULL = "full"
    CONDITIONS = "conditions"
    ZONE = "zone"
    CLOSED = "closed"
    OTHER = "other"


class Detail(StrEnum):
    """What of her may be told to the solution, ticked one by one; her name always is."""

    PHONE = "phone"
    EMAIL = "email"
    BIRTH_DATE = "birth_date"
    COMMUNE = "commune"


class Referral(SQLModel, table=True):
    """As it stands; how it came to that is in its entries."""

    __table_args__ = (
        Index("ix_referral_person", "person_id", "status"),
        Index("ix_referral_adviser", "adviser_id", "status"),
        Index("ix_referral_clock", "status", "answer_by"),
        Index("ix_referral_offer", "offer_id", "created_at"),
        Index("ix_referral_changed", "changed_at"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    offer_id: int = Field(foreign_key="offer.id")
    adviser_id: int | None = Field(default=None, foreign_key="adviser.id")  # None: she sent it
    origin: Origin = Field(sa_type=words(Origin))
    status: Status = Field(sa_type=words(Status))
    reason: str = ""  # why this solution, for her
    message: str = ""  # what the solution would read
    details: str = ""  # Detail codes that go with it, between spaces
    birth_date: date | None = None  # only when ticked, as she wrote it
    commune: str = ""  # the same
    text: str = ""  # what leaves, word for word: made with its version, never afterwards
    recipient: str = ""  # where it leaves for: an e-mail address, or the number to call
    version: int = 0  # of the text and its recipient: each one prepared is a new one
    agreed_version: int | None = None  # what left, or may leave, is this one
    way: Way | None = Field(default=None, sa_type=words(Way))
    answer_by: date | None = None  # the day after which silence is shown
    place_on: date | None = None  # when it starts, as the solution said
    step_id: int | None = Field(default=None, foreign_key="step.id", ondelete="SET NULL")
    created_at: datetime
    changed_at: datetime
    agreed_at: datetime | None = None
    sent_at: datetime | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None

    def after(self, move: Move) -> Status:
        """The status that follows; raises MoveRefused."""
        try:
            return ALLOWED_MOVES[self.status][move]
        except KeyError:
            raise MoveRefused from None

    def allows(self, move: Move) -> bool:
        return move in ALLOWED_MOVES[self.status]

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def ticked(self) -> set[Detail]:
        return {Detail(code) for code in self.details.split()}


class ReferralEntry(SQLModel, table=True):
    """One thing that happened. Rows are only added."""

    __tablename__ = "referral_entry"
    __table_args__ = (
        Index("ix_referral_entry_referral", "referral_id", "id"),
        Index("ix_referral_entry_happened", "happened_at"),  # what she is told of
    )

    id: int = Field(default=None, primary_key=True)
    referral_id: int = Field(foreign_key="referral.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    move: Move = Field(sa_type=words(Move))
    writer: Writer = Field(sa_type=words(Writer))
    adviser_id: int | None = Field(default=None, foreign_key="adviser.id")
    cause: Cause | None = Field(default=None, sa_type=words(Cause))  # of a refusal
    words: str = ""
    happened_at: datetime


class Dispatch(SQLModel, table=True):
    """What left, to whom, word for word; and the link by which the solution answers."""

    __tablename__ = "referral_dispatch"

    id: int = Field(default=None, primary_key=True)
    referral_id: int = Field(foreign_key="referral.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    way: Way = Field(sa_type=words(Way))
    recipient: str  # the e-mail address it left for, or the number that was called
    text: str
    letter_id: int | None = Field(default=None, foreign_key="letter.id", ondelete="SET NULL")
    token_hash: str = Field(default="", index=True)  # of the answer link; empty after a call
    expires_at: datetime | None = None
    sent_at: datetime
