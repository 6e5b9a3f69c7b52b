from pydantic import BaseModel, Field


class MatchForm(BaseModel):
    person_id: int = Field(alias="personne", gt=0, lt=2**31)
