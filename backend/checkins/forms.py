"""What a browser may send about a check-in. Names on the wire are French, as addresses are."""

from pydantic import BaseModel, Field


class TroubleForm(BaseModel):
    adviser_id: int = Field(alias="personne")
    words: str = Field("", alias="mots", max_length=1000)
