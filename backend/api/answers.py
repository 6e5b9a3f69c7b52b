"""What other software is told. Never a table: what is not listed here does not leave."""

from datetime import UTC, date, datetime
from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from backend.api.writers import Writer
from backend.people.models import FieldOfWork, IdentifierSystem
from backend.projects.models import ObjectiveStatus, Stance
from backend.steps.models import Kind, Status
from backend.vocabulary.themes import Theme


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


Moment = Annotated[datetime, AfterValidator(_in_utc)]


class Told(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class IdentifierOut(Told):
    system: IdentifierSystem
    value: str


class PersonOut(Told):
    id: int
    reference: str | None = Field(description="What your tool calls her.")
    first_name: str
    last_name: str
    birth_date: date | None
    language: str = Field(description="In which she reads: an ISO 639-1 code.")
    is_accompanied: bool = Field(description="By an adviser of yours, today.")
    identifiers: list[IdentifierOut] = Field(description="Empty unless she is accompanied.")
    email: str | None = Field(description="Null unless she is accompanied.")
    phone: str | None = Field(description="Null unless she is accompanied.")
    known_at: Moment | None


class LineOut(Told):
    """A line of her parcours. `reference` and `adviser_id` are told of your own lines only."""

    id: int
    reference: str | None
    adviser_id: int | None
    written_by: Writer
    created_at: Moment
    changed_at: Moment


class DisputeOut(Told):
    words: str
    said_at: Moment
    answered_at: Moment | None


class StepOut(LineOut):
    kind: Kind
    title: str
    status: Status
    planned_on: date | None
    started_on: date | None
    ended_on: date | None
    place: str
    words: str
    dispute: DisputeOut | None = Field(description="She says that this line of yours is not right.")


class ObjectiveAnswerOut(Told):
    stance: Stance
    words: str = Field(description="Her reason.")
    answered_at: Moment


class ObjectiveOut(LineOut):
    theme: Theme | None
    words: str
    status: ObjectiveStatus
    set_on: date
    ended_on: date | None
    answer: ObjectiveAnswerOut | None = Field(description="Her latest, to an objective of yours.")


class AgreementOut(Told):
    agrees: bool
    words: str
    said_at: Moment


class SituationOut(LineOut):
    theme: Theme
    situation: str
    words: str
    observed_on: date
    ended_on: date | None
    agreement: AgreementOut | None = Field(description="Her latest, about a line of yours.")


class AdviserOut(Told):
    id: int
    first_name: str
    last_name: str
    email: str
    phone: str
    function: str
    field: FieldOfWork
    left_on: date | None


class AccompanimentOut(Told):
    adviser_id: int
    is_referent: bool
    purpose: str
    started_on: date
    ended_on: date | None


class HandoverOut(Told):
    id: int
    reference: str | None
    from_adviser_id: int | None
    to_adviser_id: int | None
    is_referent: bool
    happens_on: date
    reason: str
    announced_at: Moment


Item = TypeVar("Item", bound=Told)


class Page(BaseModel, Generic[Item]):
    """Some of the rows, in the order they were written."""

    items: list[Item]
    next: str | None = Field(description="The cursor of the next page; null on the last one.")


class PeoplePage(Page[PersonOut]):
    pass


class StepsPage(Page[StepOut]):
    pass


class ObjectivesPage(Page[ObjectiveOut]):
    pass


class SituationsPage(Page[SituationOut]):
    pass


class AdvisersPage(Page[AdviserOut]):
    pass


class HandoversPage(Page[HandoverOut]):
    pass
