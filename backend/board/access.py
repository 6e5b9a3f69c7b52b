"""What is set on the board is set by an adviser of the team, now."""

from backend import clock
from backend.claims.ruling import Setter
from backend.people.team import Team


def setter_of(team: Team) -> Setter:
    return Setter(team.territory, team.actor, clock.now())
