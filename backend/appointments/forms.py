"""What a browser may send about an appointment. Names on the wire are French, as addresses are."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, field_validator

from backend.appointments.categories import CATEGORIES
from backend.appointments.models import Answer, Place, Status
from backend.web.forms import NOT_OFFERED, Form, Refused
from backend.web.language import N_
from backend.web.typed import Day, Hour

BACKWARDS = timedelta(days=1)  # she may note down what was yesterday, not write history
AHEAD = timedelta(days=2 * 366)
PHONE = re.compile(r"[0-9 +().\-/]{3,25}")


class AnswerForm(BaseModel):
    answer: Answer = Field(alias="reponse")
    back: str = Field("", alias="retour")


class AbsenceForm(BaseModel):
    words: str = Field("", alias="mots", max_length=500)


class Moment(BaseModel):
    day: Day = Field(alias="jour")
    hour: Hour = Field(alias="heure")


class TypedForm(Moment):
    """An appointment she notes down herself."""

    who: str = Field("", alias="avec", max_length=120)
    where: str = Field("", alias="lieu", max_length=200)
    phone: str = Field("", alias="telephone")
    bring: str = Field("", alias="apporter", max_length=1000)

    @field_validator("phone")
    @classmethod
    def phone_like(cls, typed: str) -> str:
        return _checked_phone(typed)

    def facts(self) -> dict[str, Any]:
        return {
            "who_name": self.who,
            "address": self.where,
            "phone": self.phone,
            "bring": self.bring,
        }


class BookingForm(Moment):
    """An appointment an adviser gives."""

    minutes: int = Field(alias="duree", ge=5, le=600)
    also_id: int | None = Field(default=None, alias="avec", gt=0, lt=2**31)  # a joint interview
    place: Place = Field(alias="maniere")
    place_name: str = Field("", alias="lieu", max_length=120)
    address: str = Field("", alias="adresse", max_length=200)
    phone: str = Field("", alias="telephone")
    bring: str = Field("", alias="apporter", max_length=1000)

    @field_validator("phone")
    @classmethod
    def phone_like(cls, typed: str) -> str:
        return _checked_phone(typed)

    def facts(self) -> dict[str, Any]:
        return {
            "duration_minutes": self.minutes,
            "place": self.place,
            "place_name": self.place_name,
            "address": self.address,
            "phone": self.phone,
            "bring": self.bring,
        }


class CancellationForm(BaseModel):
    """At whose request: hers (`excused`) or the service's (`revoked`)."""

    status: Status = Field(alias="demande")

    @field_validator("status")
    @classmethod
    def cancelled(cls, status: Status) -> Status:
        return _one_of(status, {Status.EXCUSED, Status.REVOKED})


class OutcomeForm(BaseModel):
    status: Status = Field(alias="issue")

    @field_validator("status")
    @classmethod
    def told(cls, status: Status) -> Status:
        return _one_of(status, {Status.SEEN, Status.NOSHOW, Status.EXCUSED})


class GuidanceForm(BaseModel):
    category: str = Field("", alias="categorie")
    bring: str = Field("", alias="apporter", max_length=1000)

    @field_validator("category")
    @classmethod
    def known(cls, typed: str) -> str:
        if typed and typed not in CATEGORIES:
            raise Refused(NOT_OFFERED)
        return typed


Typed = TypeVar("Typed", bound=Moment)


def start_of(form: Form[Typed], zone: ZoneInfo, *, now: datetime) -> datetime | None:
    """The moment typed, as the clocks of the zone show it; the form is told what is wrong with it.

    When the clocks go back an hour is there twice: the first is meant.
    """
    if form.model is None:
        return None
    day, hour = form.model.day, form.model.hour.replace(second=0, microsecond=0, tzinfo=None)
    today = now.astimezone(zone).date()
    if day < today - BACKWARDS:
        form.refuse("jour", N_("This day is past. Only appointments to come can be noted down."))
    elif day > today + AHEAD:
        form.refuse("jour", N_("This day is very far away. Please check the year."))
    else:
        start = datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)
        if start.astimezone(zone).time() == hour:
            return start
        form.refuse(
            "heure",
            N_("That night the clocks go forward and this hour is skipped: choose another."),
        )
    return None


def _checked_phone(typed: str) -> str:
    if typed and not PHONE.fullmatch(typed):
        raise Refused(N_("This phone number cannot be read. Example: 05 63 00 00 00."))
    return typed


def _one_of(status: Status, allowed: set[Status]) -> Status:
    if status not in allowed:
        raise Refused(NOT_OFFERED)
    return status
