"""Who learns here: an adviser of any structure of the territory."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, or_
from sqlmodel import col

from backend.people.models import Adviser
from backend.territories.models import Territory

AT_ONCE = 20  # lines of a list on one page


@dataclass(frozen=True)
class Colleague:
    adviser: Adviser
    territory: Territory
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(self.territory.zone).date()

    @property
    def midnight(self) -> datetime:
        """When this day began, where they work."""
        return datetime.combine(self.today, time(), tzinfo=self.territory.zone).astimezone(UTC)

    def works_at(self, structure_id: int) -> bool:
        return self.adviser.structure_id == structure_id


def still_works(today: date) -> ColumnElement[bool]:
    return or_(col(Adviser.left_on).is_(None), col(Adviser.left_on) > today)
