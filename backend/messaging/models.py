"""The ways to reach somebody, and what she agreed to."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, Index, SQLModel

from backend.database import words


class FallbackChannel(StrEnum):
    """Where a reminder goes when no push reached a device."""

    EMAIL = "email"
    SMS = "sms"
    NONE = "none"


class Subscription(SQLModel, table=True):
    """One browser that agreed to receive reminders (Push API PushSubscription)."""

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    device_id: int | None = Field(  # signing that browser out ends its reminders
        default=None, foreign_key="device.id", index=True, ondelete="CASCADE"
    )
    endpoint: str = Field(unique=True)
    p256dh: str
    auth: str
    label: str = ""
    created_at: datetime
    reached_at: datetime | None = None


class Preference(SQLModel, table=True):
    """Which reminders she wants. No row means: all of them, e-mail as fall-back."""

    person_id: int = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    fallback: FallbackChannel = Field(default=FallbackChannel.EMAIL, sa_type=words(FallbackChannel))
    silenced: str = ""  # kinds turned off, separated by commas

    def wants(self, kind: str) -> bool:
        return kind not in self.silenced.split(",")


class ConsentTo(StrEnum):
    E_NOTIFICATION = "e_notification"  # decisions reach her here, not by post (CRPA L112-15)


class Consent(SQLModel, table=True):
    """Her express agreement to one thing. Taken back, it keeps both dates."""

    __table_args__ = (Index("ix_consent_person", "person_id", "to", "revoked_at"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    to: ConsentTo = Field(sa_type=words(ConsentTo))
    words: str  # what she agreed to, as she read it
    given_at: datetime
    revoked_at: datetime | None = None


class Letter(SQLModel, table=True):
    """An e-mail to be sent: written in the transaction of what it tells, sent by the worker."""

    __table_args__ = (Index("ix_letter_waiting", "sent_at", "failed_at", "not_before"),)

    id: int = Field(default=None, primary_key=True)
    recipient: str
    subject: str
    text: str
    language: str
    written_at: datetime
    not_before: datetime  # held by a worker, or put off
    attempts: int = 0
    sent_at: datetime | None = None
    failed_at: datetime | None = None
    reason: str = ""
