"""The territory that runs the service, and the structures that work in it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Field, SQLModel

DEFAULT_BRAND = "#0B5A5E"
DEFAULT_ACCENT = "#B4541A"


class Territory(SQLModel, table=True):
    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True)  # Insee code of the département, "81" or "973"
    name: str
    timezone: str = "Europe/Paris"  # IANA name
    languages: str = "fr,fr-x-simple,en,ar"  # codes, most usual first
    phone: str
    email: str = ""
    brand: str = DEFAULT_BRAND
    accent: str = DEFAULT_ACCENT
    review_months: int = 3  # from one point de situation to the next
    longest_wait_days: int = 30  # between two steps; a longer wait is pointed out
    referral_days: int = 15  # a solution's time to answer a request; then its silence is shown
    logo: bytes | None = None
    logo_type: str | None = None  # image/svg+xml, image/png or image/webp
    created_at: datetime

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def language_codes(self) -> list[str]:
        return self.languages.split(",")


class Structure(SQLModel, table=True):
    """A body whose advisers accompany people; `structure` is data·inclusion's word."""

    id: int = Field(default=None, primary_key=True)
    territory_id: int = Field(foreign_key="territory.id", index=True)
    name: str
    phone: str = ""
    email: str = ""
    address: str = ""
    is_team: bool = False  # its advisers run the territory: they see the board and the late claims


class Installation(SQLModel, table=True):
    """What this database is for: one row at most. A demo may forge cookies and turn the clock."""

    id: int = Field(default=1, primary_key=True)
    is_demo: bool = False
