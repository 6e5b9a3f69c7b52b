"""Her situation, theme by theme: what professionals recorded, and her own view of it."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from backend.conflict import Conflict
from backend.database import words
from backend.people.recorded import Recorded
from backend.sharing.models import Part
from backend.sharing.rules import part_of
from backend.vocabulary.listing import Term
from backend.vocabulary.situations import ABOUT_HEALTH, SITUATIONS
from backend.vocabulary.themes import Theme


class LineRefused(Conflict):
    """A line that says nothing, of a day that cannot be, or with another person's reference."""


class Observation(Recorded, table=True):
    """One line of the common diagnostic. It ends when it is no longer true; it is kept."""

    __table_args__ = (
        UniqueConstraint("structure_id", "reference"),
        Index("ix_observation_changed", "changed_at"),
    )

    id: int = Field(default=None, primary_key=True)
    theme: Theme = Field(sa_type=words(Theme))
    situation: str = ""  # a code of vocabulary/situations.py; empty for words of their own
    words: str = ""  # what the tool or the adviser wrote, when it is no situation of the list
    observed_on: date
    ended_on: date | None = None

    @property
    def part(self) -> Part:
        """Which rule of sharing/rules.py governs it: a health reason not to drive is health."""
        return Part.HEALTH if self.situation in ABOUT_HEALTH else part_of(self.theme)


class Agreement(SQLModel, table=True):
    """She agrees or disagrees with a line. The last word counts, all are kept."""

    id: int = Field(default=None, primary_key=True)
    observation_id: int = Field(foreign_key="observation.id", index=True)
    agrees: bool
    words: str = ""
    said_at: datetime
    read_at: datetime | None = None  # by an adviser of the structure that recorded the line


class OwnView(SQLModel, table=True):
    """A version of what she says of her situation, filled in before the joint interview."""

    __tablename__ = "own_view"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    started_at: datetime
    finished_at: datetime | None = None  # frozen since then
    shown_at: datetime | None = None  # to those who accompany her; None: she keeps it for herself


class Feeling(StrEnum):
    FINE = "fine"  # « ça va »
    HARD = "hard"  # « c'est difficile »
    BLOCKS = "blocks"  # « ça me bloque »
    SILENT = "silent"  # « je préfère ne pas répondre »


class OwnAnswer(SQLModel, table=True):
    """What she says of one theme, saved as soon as it is given."""

    __tablename__ = "own_answer"
    __table_args__ = (UniqueConstraint("own_view_id", "theme"),)

    id: int = Field(default=None, primary_key=True)
    own_view_id: int = Field(foreign_key="own_view.id")
    theme: Theme = Field(sa_type=words(Theme))
    feeling: Feeling = Field(sa_type=words(Feeling))
    situations: str = ""  # codes of vocabulary/situations.py, separated by spaces
    words: str = ""
    saved_at: datetime

    @property
    def ticked(self) -> list[Term]:
        """The situations of the list that she said are hers."""
        return [SITUATIONS[code] for code in self.situations.split() if code in SITUATIONS]
