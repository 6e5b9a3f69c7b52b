"""What other software may send: nothing that is not listed, in no other type."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from backend.api.fields import (
    BirthDay,
    Day,
    Email,
    Id,
    Label,
    Name,
    Phone,
    Place,
    Reason,
    Reference,
    Words,
)
from backend.people.models import FieldOfWork, IdentifierSystem
from backend.projects.models import ObjectiveStatus
from backend.steps.models import Kind, Status
from backend.vocabulary.themes import Theme

STRICT = ConfigDict(extra="forbid", strict=True)


class Given(BaseModel):
    model_config = STRICT


class Identifier(Given):
    """What another system calls her. It was given at enrolment: never guess one."""

    system: IdentifierSystem = Field(examples=["rdv_insertion"])
    value: Label = Field(examples=["3432"])


class PersonIn(Given):
    """Found by her identifiers or by your reference, never by her name; else created."""

    reference: Reference | None = None
    identifiers: Annotated[list[Identifier], Field(max_length=8)] = []
    first_name: Name = Field(examples=["Amina"])
    last_name: Name = Field(examples=["Benali"])
    birth_date: BirthDay | None = None
    email: Email | None = None
    phone: Phone | None = None

    @model_validator(mode="after")
    def _can_be_found_again(self) -> Self:
        if self.reference is None and not self.identifiers:
            raise ValueError("A reference or an identifier is needed.")
        return self


class PersonChanges(Given):
    """Only what is sent changes. What she wrote of herself when she enrolled stays hers."""

    reference: Reference | None = None
    first_name: Name | None = None
    last_name: Name | None = None
    birth_date: BirthDay | None = None
    email: Email | None = None
    phone: Phone | None = None


class StepIn(Given):
    reference: Reference | None = None
    kind: Kind = Field(examples=["training"])
    title: Label = Field(examples=["Formation aide-soignante"])
    status: Status = Field(default=Status.PLANNED, examples=["in_progress"])
    planned_on: Day | None = None
    started_on: Day | None = None
    ended_on: Day | None = None
    place: Place = ""
    words: Words = Field(default="", description="What it is about, written for her.")
    adviser_id: Id | None = Field(default=None, description="Who of yours is in charge of it.")


class StepChanges(Given):
    """Only what is sent changes; null empties a day that was planned."""

    kind: Kind | None = None
    title: Label | None = None
    status: Status | None = None
    planned_on: Day | None = None
    started_on: Day | None = None
    ended_on: Day | None = None
    place: Place | None = None
    words: Words | None = None
    adviser_id: Id | None = None


class ObjectiveIn(Given):
    """Its words never change: other words under the same reference begin another objective."""

    reference: Reference | None = None
    theme: Theme | None = Field(default=None, examples=["mobilite"])
    words: Reason = Field(examples=["Passer le permis de conduire"])
    set_on: Day | None = Field(default=None, description="Today, when not told.")
    adviser_id: Id | None = None


class ObjectiveChanges(Given):
    status: ObjectiveStatus = Field(examples=["reached"])


class SituationIn(Given):
    """A situation of the list, by its code, else words of your own."""

    reference: Reference | None = None
    theme: Theme = Field(examples=["logement"])
    situation: Place = Field(
        default="",
        description="Of the common diagnostic, by its code or its official French label; empty for "
        "words of your own.",
        examples=["no_housing"],
    )
    words: Words = ""
    observed_on: Day | None = Field(default=None, description="Today, when not told.")
    ended_on: Day | None = None
    adviser_id: Id | None = None


class SituationChanges(Given):
    ended_on: Day = Field(description="Since when it is no longer true.")


class AdviserIn(Given):
    """Found by the e-mail address, else created. An account to sign in is not made here."""

    email: Email = Field(examples=["claire@example.org"])
    first_name: Name = Field(examples=["Claire"])
    last_name: Name = Field(examples=["Bonnet"])
    function: Name = Field(description="As people read it.", examples=["assistante sociale"])
    field: FieldOfWork = Field(description="`social` reads health and family details.")
    phone: Phone | None = None


class AdviserChanges(Given):
    first_name: Name | None = None
    last_name: Name | None = None
    function: Name | None = None
    field: FieldOfWork | None = None
    phone: Phone | None = None
    left_on: Day | None = None


class TeamIn(Given):
    adviser_id: Id
    is_referent: bool = False
    purpose: Annotated[Words, Field(max_length=300)] = Field(
        default="", description="What she may ask of this adviser, in plain words."
    )


class HandoverIn(Given):
    reference: Reference | None = None
    from_adviser_id: Id | None = None
    to_adviser_id: Id | None = Field(default=None, description="Null: not known yet.")
    is_referent: bool = True
    happens_on: Day
    reason: Reason = Field(examples=["Claire Bonnet change de service."])
