"""The territory's team: the advisers of the structure that runs it. For others it is not there."""

from dataclasses import dataclass
from datetime import date

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import SkipValidation

from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInAdviser, today_of
from backend.people.models import Adviser
from backend.territories.models import Structure, Territory
from backend.territories.queries import structure_of


@dataclass(frozen=True)
class Team:
    territory: Territory
    structure: Structure
    adviser: Adviser
    today: date

    @property
    def actor(self) -> str:
        """As the audit chain names who acts."""
        return f"adviser:{self.adviser.id}"


OwnTeam = NamedDependency[SkipValidation[Team]]


def provide_team(visit: AnyVisit, session: RequestSession, adviser: SignedInAdviser) -> Team:
    structure = structure_of(session, adviser.structure_id)
    if not structure.is_team or visit.territory is None:
        raise NotFoundException
    return Team(visit.territory, structure, adviser, today_of(visit))
