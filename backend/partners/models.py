"""Other software that feeds us, and what it sent about people we do not know yet."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import BigInteger, Field, SQLModel, UniqueConstraint

from backend.appointments.models import Source
from backend.database import words


class SignatureType(StrEnum):
    HMAC = "hmac"
    JWT = "jwt"


class WebhookEndpoint(SQLModel, table=True):
    """One structure's tool that may send us appointments, and the secret it signs with."""

    __tablename__ = "webhook_endpoint"

    id: int = Field(default=None, primary_key=True)
    structure_id: int = Field(foreign_key="structure.id", index=True)
    source: Source = Field(sa_type=words(Source))
    secret: str
    signature_type: SignatureType = Field(default=SignatureType.HMAC, sa_type=words(SignatureType))


class WebhookCursor(SQLModel, table=True):
    """How far we are in the history of one thing of one source: what is older is ignored."""

    __tablename__ = "webhook_cursor"

    source: Source = Field(primary_key=True, sa_type=words(Source))
    model: str = Field(primary_key=True)
    external_id: str = Field(primary_key=True)
    structure_id: int = Field(primary_key=True, foreign_key="structure.id")
    position: int = Field(sa_type=BigInteger)


class WaitingAppointment(SQLModel, table=True):
    """An individual appointment of somebody unknown: an adviser of the structure can match it."""

    __tablename__ = "waiting_appointment"
    __table_args__ = (
        UniqueConstraint("structure_id", "source", "external_id", "external_person_id"),
    )

    id: int = Field(default=None, primary_key=True)
    structure_id: int = Field(foreign_key="structure.id", index=True)
    source: Source = Field(sa_type=words(Source))
    external_id: str
    external_person_id: str
    service_public_person_id: str | None = None  # the same person in rdv-service-public
    position: int = Field(sa_type=BigInteger)  # in the source's history: see WebhookCursor
    first_name: str
    last_name: str
    birth_date: date | None = None
    starts_at: datetime
    content: str  # the appointment as we understood it, JSON; never the sender's raw body
    received_at: datetime


class ApiToken(SQLModel, table=True):
    """A structure's key to the partner API; only its sha-256 is kept."""

    __tablename__ = "api_token"

    id: int = Field(default=None, primary_key=True)
    structure_id: int = Field(foreign_key="structure.id", index=True)
    token_hash: str = Field(unique=True)
    scopes: str  # separated by spaces
    created_at: datetime
    revoked_at: datetime | None = None
