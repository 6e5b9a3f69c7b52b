"""The solutions of a territory: what data·inclusion and the territory itself say of each.

What is said of a solution is a *sheet*, which is written once and never changed. A sheet is read
from one edition of the catalogue until another: an import writes the sheets of the next edition
beside those that are read, then turns the page at once (docs/decisions/0013).
"""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from backend.database import words

NATIONAL = "data-inclusion"  # the feed of the national catalogue


class Kind(StrEnum):
    SERVICE = "service"
    IMMERSION = "immersion"  # some days or weeks in a company, to see a trade
    TRAINING = "training"  # in a trade that lacks people


class Edition(SQLModel, table=True):
    """One row: the number of the edition that readers see."""

    __tablename__ = "catalogue_edition"

    id: int = Field(default=1, primary_key=True)
    number: int = 0
    changed_at: datetime


class Feed(SQLModel, table=True):
    """Where rows come from: the national catalogue, or what a territory writes itself."""

    __tablename__ = "catalogue_feed"

    name: str = Field(primary_key=True)  # NATIONAL, "territory-81"
    looked_at: datetime | None = None  # by the worker, at its configured address
    changed_at: datetime | None = None
    etag: str = ""  # of the last answer
    failure: str = ""  # why the last look brought nothing; empty when all went well


class Import(SQLModel, table=True):
    """A file that changed something, or of which a row was refused."""

    __tablename__ = "catalogue_import"

    id: int = Field(default=None, primary_key=True)
    feed: str = Field(foreign_key="catalogue_feed.name", index=True)
    content: str  # "services" or "structures"
    finished_at: datetime
    read: int
    added: int
    changed: int
    unchanged: int
    gone: int
    refused: int
    refusals: str = ""  # JSON: [[id of the row, reason], …], the first hundred


class Offer(SQLModel, table=True):
    """A solution, whatever is said of it: what she keeps, and asks to get into."""

    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True)  # "dora--…" of the feed, "territory-81--…" of the desk
    feed: str = Field(index=True)
    territory_id: int | None = Field(
        default=None, foreign_key="territory.id", index=True
    )  # its own
    first_seen_at: datetime
    gone_at: datetime | None = None  # no longer in its feed, or taken back by the territory


class Sheet(SQLModel, table=True):
    """What is said of a solution (data·inclusion v1 service). Lists are codes between spaces."""

    __tablename__ = "offer_sheet"
    __table_args__ = (
        UniqueConstraint("offer_id", "since"),
        Index("ix_offer_sheet_until", "until"),
        Index("ix_offer_sheet_structure", "structure_code"),
    )

    id: int = Field(default=None, primary_key=True)
    offer_id: int = Field(foreign_key="offer.id")
    since: int  # the first edition that shows it
    until: int | None = None  # the first edition that no longer does
    digest: str  # of everything below: the same digest is the same sheet
    kind: Kind = Field(default=Kind.SERVICE, sa_type=words(Kind))
    source: str = ""
    structure_code: str = ""
    name: str
    description: str
    type: str = ""
    themes: str = ""  # thématiques, "famille--garde-denfants"
    fee: str = ""  # "gratuit", "payant" or unknown
    fee_words: str = ""
    publics: str = ""
    publics_words: str = ""
    conditions: str = ""
    commune: str = ""
    postcode: str = ""
    commune_code: str = ""
    address: str = ""
    address_more: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    email: str = ""
    contact_name: str = ""
    modes: str = ""  # "en-presentiel a-distance"
    zones: str = ""  # who may come: communes, EPCI, départements, régions, "france"; none: France
    usable_by: str = ""  # "usagers professionnels"
    ways: str = ""  # how to get in: "telephoner se-presenter …"
    ways_words: str = ""
    booking_url: str = ""
    weekly_hours: float | None = None
    weeks: int | None = None
    hours: str = ""  # OpenStreetMap's opening_hours
    source_url: str = ""
    updated_on: date
    quality: float = 0.5  # 0 to 1, by data·inclusion
    tokens: str  # what it is found by: catalogue/tokens.py; offer_index follows it


class StructureSheet(SQLModel, table=True):
    """Who runs a solution (data·inclusion v1 structure), read between editions as a sheet is."""

    __tablename__ = "structure_sheet"
    __table_args__ = (
        UniqueConstraint("code", "since"),
        Index("ix_structure_sheet_until", "until"),
    )

    id: int = Field(default=None, primary_key=True)
    code: str
    feed: str = Field(index=True)
    since: int
    until: int | None = None
    digest: str
    name: str
    description: str = ""
    commune: str = ""
    postcode: str = ""
    commune_code: str = ""
    address: str = ""
    address_more: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    email: str = ""
    website: str = ""
    hours: str = ""
    accessibility_url: str = ""
    networks: str = ""
    siret: str = ""
    source_url: str = ""
    updated_on: date
    quality: float = 0.5
