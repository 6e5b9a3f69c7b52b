"""A handler of the desk that takes `sight` is opened by who accompanies her, and leaves a trace."""

from litestar.di import NamedDependency
from litestar.params import SkipValidation

from backend import clock
from backend.database import READ_ONLY_METHODS, RequestSession, writing
from backend.people.access import AnyVisit, FollowedPerson, SignedInAdviser, today_of
from backend.sharing import actions, queries
from backend.sharing.models import Purpose
from backend.sharing.sight import Sight
from backend.web.visit import AnyRequest

LookingAt = NamedDependency[SkipValidation[Sight]]


def provide_sight(
    request: AnyRequest,
    visit: AnyVisit,
    session: RequestSession,
    adviser: SignedInAdviser,
    followed: FollowedPerson,
) -> Sight:
    """What this adviser may see of her. Reading her file is written down, as `opt` says why."""
    sight = queries.sight_of(session, adviser, followed, today=today_of(visit))
    if request.method in READ_ONLY_METHODS:
        purpose = Purpose(request.scope["route_handler"].opt.get("purpose", Purpose.PARCOURS))
        with writing(request.app.state.engine) as own:
            actions.note_consultation(own, followed, adviser, purpose, now=clock.now())
    return sight
