"""What a browser may send about a joint session. Names on the wire are French."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import BaseModel, Field

from backend.learning.colleagues import Colleague
from backend.learning.holding import Plan
from backend.learning.models import JointSession
from backend.surveys.models import Moment
from backend.web import forms
from backend.web.forms import Form
from backend.web.language import N_
from backend.web.typed import Day, Hour, Lines

AHEAD = timedelta(days=2 * 366)
LONGEST_LINE = 120
LONGEST_WORDS = 2000
SHORTEST, LONGEST, USUAL = 15, 600, 120  # minutes
MOST_PLACES = 999


class SessionForm(BaseModel):
    title: str = Field(alias="titre", max_length=LONGEST_LINE)
    words: Lines = Field("", alias="mots", max_length=LONGEST_WORDS)
    day: Day = Field(alias="jour")
    hour: Hour = Field(alias="heure")
    minutes: int = Field(alias="duree")
    place: str = Field(alias="lieu", max_length=LONGEST_LINE)
    places: int | None = Field(None, alias="places")
    moment: Moment | None = None
    practice_id: int | None = Field(None, alias="pratique")

    def texts(self) -> Mapping[str, str]:
        """By the name of their fields."""
        return {"titre": self.title, "mots": self.words, "lieu": self.place}

    def plan(self, starts_at: datetime) -> Plan:
        return Plan(
            title=self.title,
            words=self.words,
            starts_at=starts_at,
            duration_minutes=self.minutes,
            place=self.place,
            places=self.places,
            moment=self.moment,
            practice_id=self.practice_id,
        )


def plan_of(form: Form[SessionForm], here: Colleague) -> Plan | None:
    """None when the form says why."""
    if form.model is None:
        return None
    told = form.model
    starts_at = _start_of(form, told, here)
    if not SHORTEST <= told.minutes <= LONGEST:
        form.refuse("duree", N_("Write a number of minutes from 15 to 600."))
    if told.places is not None and not 0 < told.places <= MOST_PLACES:
        form.refuse("places", N_("Write a number of places from 1 to 999, or leave it empty."))
    return told.plan(starts_at) if starts_at and form.model else None


def _start_of(form: Form[SessionForm], told: SessionForm, here: Colleague) -> datetime | None:
    """As the clocks of the territory show it: of an hour that is there twice, the first."""
    zone = here.territory.zone
    hour = told.hour.replace(second=0, microsecond=0, tzinfo=None)
    if told.day < here.today:
        form.refuse("jour", N_("This day is past."))
        return None
    if told.day > here.today + AHEAD:
        form.refuse("jour", N_("This day is very far away. Please check the year."))
        return None
    start = datetime.combine(told.day, hour, tzinfo=zone).astimezone(UTC)
    if start.astimezone(zone).time() != hour:
        form.refuse(
            "heure",
            N_("That night the clocks go forward and this hour is skipped: choose another."),
        )
        return None
    if start <= here.now:
        form.refuse("heure", N_("This hour is past."))
        return None
    return start


def session_as_typed(joint: JointSession, here: Colleague) -> Form[Any]:
    start = joint.starts_at.astimezone(here.territory.zone)
    return forms.empty(
        titre=joint.title,
        mots=joint.words,
        jour=start.date().isoformat(),
        heure=f"{start:%H:%M}",
        duree=str(joint.duration_minutes),
        lieu=joint.place,
        places=str(joint.places or ""),
        moment=joint.moment.value if joint.moment else "",
        pratique=str(joint.practice_id or ""),
    )
