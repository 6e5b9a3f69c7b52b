"""What a browser may send about a project. Names on the wire are French, as addresses are."""

from pydantic import BaseModel, Field, field_validator

from backend.projects.models import ObjectiveStatus, Stance
from backend.vocabulary.themes import Theme
from backend.web.forms import NOT_OFFERED, Refused
from backend.web.typed import Lines

LONGEST_PROJECT = 2000
LONGEST_REASON = 500
LONGEST_OBJECTIVE = 300


class ProjectForm(BaseModel):
    words: Lines = Field(alias="mots", min_length=1, max_length=LONGEST_PROJECT)


class AnswerForm(BaseModel):
    stance: Stance = Field(alias="reponse")
    words: Lines = Field("", alias="raison", max_length=LONGEST_REASON)


class ObjectiveForm(BaseModel):
    words: Lines = Field(alias="mots", min_length=1, max_length=LONGEST_OBJECTIVE)
    theme: Theme | None = Field(default=None, alias="theme")


class EndForm(BaseModel):
    status: ObjectiveStatus = Field(alias="issue")

    @field_validator("status")
    @classmethod
    def ended(cls, status: ObjectiveStatus) -> ObjectiveStatus:
        if status is ObjectiveStatus.IN_PROGRESS:
            raise Refused(NOT_OFFERED)
        return status
