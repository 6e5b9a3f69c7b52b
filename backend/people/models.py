"""Who is accompanied, who accompanies, and how each proves who they are."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint

from backend import clock
from backend.database import words


def _now() -> datetime:
    return clock.now()


class FieldOfWork(StrEnum):
    SOCIAL = "social"
    PROFESSIONAL = "professional"


class IdentifierSystem(StrEnum):
    """Where an identifier given at enrolment comes from."""

    RDV_INSERTION = "rdv_insertion"
    RDV_SERVICE_PUBLIC = "rdv_service_public"
    INFORMATION_SYSTEM = "information_system"  # the Département’s own: `department_internal_id`
    FRANCE_TRAVAIL = "france_travail"


class Person(SQLModel, table=True):
    id: int = Field(default=None, primary_key=True)
    territory_id: int = Field(foreign_key="territory.id", index=True)
    sign_in_name: str | None = Field(default=None, unique=True)  # K7PM3XQD: given once, never ends
    first_name: str
    last_name: str
    birth_date: date | None = None
    email: str | None = None
    phone: str | None = None  # E.164
    language: str = "fr"
    created_at: datetime = Field(index=True)
    merged_into_id: int | None = Field(default=None, foreign_key="person.id")  # see Merge


class PersonIdentifier(SQLModel, table=True):
    """What another system calls her. Matching never relies on a name alone."""

    __tablename__ = "person_identifier"
    __table_args__ = (UniqueConstraint("territory_id", "system", "value"),)

    id: int = Field(default=None, primary_key=True)
    territory_id: int = Field(foreign_key="territory.id")
    system: IdentifierSystem = Field(sa_type=words(IdentifierSystem))
    value: str
    person_id: int = Field(foreign_key="person.id", index=True)


class Adviser(SQLModel, table=True):
    id: int = Field(default=None, primary_key=True)
    structure_id: int = Field(foreign_key="structure.id", index=True)
    first_name: str
    last_name: str
    email: str = Field(unique=True)
    phone: str = ""
    function: str  # "référente", "assistante sociale": read by people before the name
    field: FieldOfWork = Field(sa_type=words(FieldOfWork))
    language: str = "fr"
    left_on: date | None = None

    def has_left(self, today: date) -> bool:
        return self.left_on is not None and self.left_on <= today


class Accompaniment(SQLModel, table=True):
    """An adviser follows a person; one of them at most is her référent unique."""

    __table_args__ = (UniqueConstraint("person_id", "adviser_id", "started_on"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    adviser_id: int = Field(foreign_key="adviser.id", index=True)
    is_referent: bool = False
    purpose: str = ""  # what she may ask of this adviser, in plain words
    started_on: date
    ended_on: date | None = None
    changed_at: datetime = Field(
        default_factory=_now,
        index=True,
        sa_column_kwargs={"default": _now, "onupdate": _now},  # whoever writes it, in bulk too
    )


class Handover(SQLModel, table=True):
    """Who accompanies her changes: announced with its day and its reason, kept for her to read."""

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    structure_id: int = Field(foreign_key="structure.id")  # who announces it
    from_adviser_id: int | None = Field(default=None, foreign_key="adviser.id")
    to_adviser_id: int | None = Field(default=None, foreign_key="adviser.id")  # None: not known yet
    is_referent: bool = True
    happens_on: date
    reason: str
    reference: str | None = None  # what the structure's tool calls it
    announced_at: datetime


class KnownPerson(SQLModel, table=True):
    """A structure whose own tool knows a person, and what it calls her."""

    __tablename__ = "known_person"
    __table_args__ = (UniqueConstraint("structure_id", "reference"),)

    structure_id: int = Field(foreign_key="structure.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    reference: str | None = None
    known_at: datetime


class MergeState(StrEnum):
    PROPOSED = "proposed"  # two files share an identifier: an adviser says whether it is her
    DONE = "done"
    REFUSED = "refused"
    UNDONE = "undone"


class Merge(SQLModel, table=True):
    """Two files of one person: proposed on identifiers, never on a name; can be undone."""

    id: int = Field(default=None, primary_key=True)
    kept_id: int = Field(foreign_key="person.id", index=True)
    other_id: int = Field(foreign_key="person.id", index=True)
    state: MergeState = Field(default=MergeState.PROPOSED, sa_type=words(MergeState))
    proposed_at: datetime
    decided_at: datetime | None = None
    adviser_id: int | None = Field(default=None, foreign_key="adviser.id")  # who decided
    moved: str = ""  # JSON {table: [primary keys]}: what an undo gives back


class InvitationState(StrEnum):
    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


class Invitation(SQLModel, table=True):
    """A code on paper that lets one person choose her passphrase, once."""

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    adviser_id: int | None = Field(default=None, foreign_key="adviser.id")
    code_index: str = Field(index=True)  # keyed hash, to find the row without trying each
    code_hash: str  # argon2id
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    opening_hash: str | None = Field(default=None, index=True)  # sha-256 of the token of step two
    opening_expires_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        return self.state(now) is InvitationState.OPEN

    def state(self, now: datetime) -> InvitationState:
        if self.used_at is not None:
            return InvitationState.USED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        return InvitationState.OPEN if now < self.expires_at else InvitationState.EXPIRED


class Credential(SQLModel, table=True):
    """One passphrase; exactly one of person_id and adviser_id is set."""

    id: int = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", unique=True)
    adviser_id: int | None = Field(default=None, foreign_key="adviser.id", unique=True)
    passphrase_hash: str  # argon2id
    changed_at: datetime


class Handle(SQLModel, table=True):
    """What somebody types to sign in: an e-mail address, a phone number (E.164), a sign-in name."""

    value: str = Field(primary_key=True)
    credential_id: int = Field(foreign_key="credential.id", index=True)


class Device(SQLModel, table=True):
    """A signed-in browser. Only the sha-256 of its cookie's random token is kept."""

    id: int = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    adviser_id: int | None = Field(default=None, foreign_key="adviser.id", index=True)
    token_hash: str = Field(unique=True)
    label: str  # "Chrome, Android"
    shared: bool = False
    created_at: datetime
    last_seen_at: datetime


class Attempt(SQLModel, table=True):
    """How often something guarded was tried in a window. The key is hashed: it names nobody."""

    key: str = Field(primary_key=True)
    count: int
    expires_at: datetime = Field(index=True)
