"""How long what is hers is kept."""

from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel


class Retention(SQLModel, table=True):
    """When to look again whether anybody still hears of her, and whether she was warned."""

    __table_args__ = (Index("ix_retention_look", "look_on", "person_id"),)

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    look_on: date
    contact_on: date | None = None  # a contact whose other traces are gone: an ended sign-in
    warned_at: datetime | None = None
