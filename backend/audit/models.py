"""What was done and must be provable: a chain in which no row can be changed without a trace."""

from datetime import datetime

from sqlmodel import Field, SQLModel

import backend.audit.guards  # noqa: F401 (the table refuses to be rewritten, however it is made)


class AuditEntry(SQLModel, table=True):
    """One deed, without its content. Rows are only added."""

    __tablename__ = "audit_entry"

    number: int = Field(primary_key=True)  # 1, 2, 3…: no gap
    happened_at: datetime
    actor: str  # "person:12", "adviser:3", "clock", "command"
    action: str  # "claim.answer", "person.purge"
    subject: str  # "claim:81-2026-K7PM3X", "person:12"
    details: str = ""  # JSON of codes and counts: never a word of anybody's
    digest: str  # SHA-256 of this row and of the digest before it, in hexadecimal


class AuditHead(SQLModel, table=True):
    """The last link: one row, locked by whoever adds the next."""

    __tablename__ = "audit_head"

    id: int = Field(default=1, primary_key=True)
    number: int
    digest: str
