"""The communes of France: where she is, where a solution is, and which zones hold both."""

from sqlmodel import Field, Index, SQLModel


class Commune(SQLModel, table=True):
    """From the Insee list and the centres of geo.api.gouv.fr; filled by places/loading.py."""

    __table_args__ = (
        Index("ix_commune_folded", "folded", "population"),
        Index("ix_commune_department", "department"),
        Index("ix_commune_epci", "epci"),
    )

    code: str = Field(primary_key=True)  # Insee: "81004", "2A004", "97302"
    name: str
    folded: str  # without accents or capitals, as vocabulary.listing.folded makes it
    department: str  # "81", "2A", "973"
    region: str  # Insee code of the région: "76"
    epci: str = ""  # Siren of the intercommunalité, nine figures
    population: int = 0
    latitude: float | None = None
    longitude: float | None = None


class Postcode(SQLModel, table=True):
    """A commune may have several, several communes may share one."""

    postcode: str = Field(primary_key=True)
    commune: str = Field(primary_key=True, foreign_key="commune.code")
