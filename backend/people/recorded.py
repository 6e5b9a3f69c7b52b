"""What all lines of a person's parcours have: whose they are and where they came from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from backend.database import words
from backend.people.models import Adviser


class Origin(StrEnum):
    HERSELF = "person"
    DESK = "desk"
    API = "api"  # a structure's own tool
    FILE = "file"


class Recorded(SQLModel):
    """Columns of a line of her parcours. A line of hers has no structure, adviser or reference."""

    person_id: int = Field(foreign_key="person.id", index=True)
    structure_id: int | None = Field(default=None, foreign_key="structure.id", index=True)
    adviser_id: int | None = Field(default=None, foreign_key="adviser.id", index=True)
    origin: Origin = Field(sa_type=words(Origin))
    reference: str | None = None  # what the structure's tool calls it
    created_at: datetime
    changed_at: datetime

    @property
    def is_hers(self) -> bool:
        return self.origin is Origin.HERSELF


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who writes a line, as its columns say; nobody named for herself."""

    origin: Origin = Origin.HERSELF
    structure_id: int | None = None
    adviser_id: int | None = None
    reference: str | None = None


HERSELF = Author()


def at_the_desk(adviser: Adviser) -> Author:
    """This adviser, for the adviser's structure."""
    return Author(origin=Origin.DESK, structure_id=adviser.structure_id, adviser_id=adviser.id)
