"""A structure's advisers, and the hand-overs its tool announces."""

from typing import Any

from backend.api import queries
from backend.api.access import Caller
from backend.api.forms import AdviserChanges, AdviserIn, HandoverIn
from backend.api.problems import conflict, nothing_there
from backend.people import handovers
from backend.people.handovers import HandoverRefused, Relay
from backend.people.models import Adviser, FieldOfWork, Handover, Person
from backend.web.rows import LARGEST_ID


def save(caller: Caller, given: AdviserIn) -> tuple[Adviser, bool]:
    adviser = queries.adviser_with_email(caller.session, given.email)
    is_new = adviser is None
    if adviser is None:
        adviser = Adviser(structure_id=caller.structure.id, **_told(given))
    elif adviser.structure_id != caller.structure.id:
        raise conflict("An adviser of another structure has this address.")
    change(caller, adviser, given)
    return adviser, is_new


def one_of(caller: Caller, adviser_id: int) -> Adviser:
    found = None
    if 0 < adviser_id <= LARGEST_ID:
        found = queries.adviser_one(caller.session, caller.structure, adviser_id)
    if found is None:
        raise nothing_there()
    return found


def change(caller: Caller, adviser: Adviser, given: AdviserIn | AdviserChanges) -> None:
    """A tool makes nobody who works here already a social worker, who reads health and family."""
    is_here = adviser.id is not None
    if is_here and given.field is FieldOfWork.SOCIAL and adviser.field is not FieldOfWork.SOCIAL:
        raise conflict("Who reads health and family details is told to the territory’s team.")
    for name, value in _told(given).items():
        setattr(adviser, name, value)
    caller.session.add(adviser)
    caller.session.flush()


def _told(given: AdviserIn | AdviserChanges) -> dict[str, Any]:
    return given.model_dump(exclude_none=True)


def hand_over(caller: Caller, person: Person, given: HandoverIn) -> tuple[Handover, bool]:
    """Between advisers of the structure, or to nobody yet."""
    known = queries.handover_called(caller.session, caller.structure, given.reference)
    if known is not None:
        if known.person_id != person.id:
            raise conflict("This reference is of another person.")
        return known, False
    relay = Relay(
        leaving=caller.adviser(given.from_adviser_id, "from_adviser_id"),
        to=caller.adviser(given.to_adviser_id, "to_adviser_id"),
        **given.model_dump(exclude={"from_adviser_id", "to_adviser_id"}),
    )
    _check(caller, person, relay)
    try:
        announced = handovers.announce(
            caller.session, person, relay, structure_id=caller.structure.id, now=caller.now
        )
    except HandoverRefused:
        raise conflict("Who leaves accompanies her until that day, and is not who comes.") from None
    return announced, True


def _check(caller: Caller, person: Person, relay: Relay) -> None:
    if relay.to is not None and relay.to.has_left(relay.happens_on):
        raise conflict("Who takes over has left by then.")
    replaces = relay.is_referent and relay.to is not None
    if replaces and queries.referents_elsewhere(
        caller.session, caller.structure, person, day=relay.happens_on
    ):
        raise conflict("Her référent unique is another structure's: that structure hands over.")
