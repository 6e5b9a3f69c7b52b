"""What she makes of the solutions: kept, found wrong, silenced; and what was missing."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from backend.database import words


class Kept(SQLModel, table=True):
    """A solution she keeps at hand. It stays when the solution goes."""

    __tablename__ = "kept_offer"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    offer_id: int = Field(foreign_key="offer.id", primary_key=True, index=True)
    kept_at: datetime


class Silenced(SQLModel, table=True):
    """A reason for which nothing more is suggested to her."""

    __tablename__ = "silenced_suggestion"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    need: str = Field(primary_key=True)  # a Theme's code; "*" is all of them
    silenced_at: datetime


class Wrong(StrEnum):
    """What is no longer true."""

    CLOSED = "closed"  # it does not exist any more
    CONTACT = "contact"
    HOURS = "hours"
    PLACE = "place"
    CONDITIONS = "conditions"
    OTHER = "other"


class Remark(SQLModel, table=True):
    """« Ce n’est plus exact »: for the territory's team, who writes to whoever keeps the sheet."""

    __tablename__ = "offer_remark"
    __table_args__ = (Index("ix_offer_remark_open", "territory_id", "handled_at"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    territory_id: int = Field(foreign_key="territory.id")
    offer_id: int = Field(foreign_key="offer.id", index=True)
    wrong: Wrong = Field(sa_type=words(Wrong))
    words: str = ""
    said_at: datetime
    handled_at: datetime | None = None
    adviser_id: int | None = Field(default=None, foreign_key="adviser.id")  # who handled it


class Miss(SQLModel, table=True):
    """A search that found nothing, once a month for one asker: who it was cannot be told any more
    when the month's key is forgotten."""

    __tablename__ = "search_miss"
    __table_args__ = (UniqueConstraint("month", "territory_id", "need", "commune_code", "asker"),)

    id: int = Field(default=None, primary_key=True)
    month: date  # its first day
    territory_id: int = Field(foreign_key="territory.id", index=True)
    need: str = ""  # a Theme's code; empty: words only, which are not kept
    commune_code: str = ""
    asker: str  # keyed hash of her number; random once the month is over


class MissKey(SQLModel, table=True):
    """The key of a month's hashes; deleted when the month is over."""

    __tablename__ = "search_miss_key"

    month: date = Field(primary_key=True)
    key: str


class OwnOffer(SQLModel, table=True):
    """What a territory wrote of an immersion or a training of its own: its sheet is made of it."""

    __tablename__ = "own_offer"
    __table_args__ = (
        UniqueConstraint("territory_id", "reference"),
        Index("ix_own_offer_ends_on", "ends_on"),
    )

    offer_id: int = Field(foreign_key="offer.id", primary_key=True)
    territory_id: int = Field(foreign_key="territory.id")
    reference: str  # as the file calls it; one of ours when it was typed at the desk
    typed: str  # JSON: the form as it was filled in
    ends_on: date | None = None  # after that day it is taken back by itself
    adviser_id: int | None = Field(default=None, foreign_key="adviser.id", index=True)  # wrote last
    changed_at: datetime
