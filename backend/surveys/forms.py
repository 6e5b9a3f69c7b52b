"""What her browser may send of her opinion. Names on the wire are French."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field

from backend.surveys.models import Face, Obstacle, Said
from backend.web.typed import Lines

LONGEST_WORDS = 1000


class FaceForm(BaseModel):
    face: Face = Field(alias="visage")
    back: str = Field("", alias="retour")


class Tapped(BaseModel):
    """What the service worker sends of a face tapped on the notification."""

    face: Face


class SaidForm(BaseModel):
    said: Said = Field(alias="reponse")


class WordsForm(BaseModel):
    words: Lines = Field(alias="mots", min_length=1, max_length=LONGEST_WORDS)


def ticked(sent: Mapping[str, Any]) -> list[Obstacle]:
    """The boxes she ticked, in their own order; none is an answer too."""
    chosen = sent.get("freins") or []
    codes = set(chosen if isinstance(chosen, list) else [chosen])
    return [obstacle for obstacle in Obstacle if obstacle.value in codes]
