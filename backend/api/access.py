"""Who calls: a structure's tool, known by its token; and whom it may speak of."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from http import HTTPStatus

from limits import RateLimitItemPerMinute
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from sqlmodel import Session

from backend import clock
from backend.api import queries
from backend.api.operations import Operation
from backend.api.problems import Refusal, nothing_there, unprocessable
from backend.database import READ_ONLY_METHODS, RequestSession, reading, writing
from backend.partners.models import ApiToken
from backend.people import rate
from backend.people.models import Adviser, Person
from backend.people.recorded import Author, Origin
from backend.sharing.actions import note_reading_by_tool
from backend.territories.models import Structure, Territory
from backend.web.rows import LARGEST_ID
from backend.web.security import secret_key, token_hash
from backend.web.visit import AnyRequest

PER_TOKEN = RateLimitItemPerMinute(600, namespace="api")
BEARER = re.compile(r"bearer +([\w-]{20,100})", re.IGNORECASE | re.ASCII)
REALM = 'Bearer realm="mon-parcours"'


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A structure's tool at work. `now` is in the territory's time zone."""

    session: Session
    token: ApiToken
    structure: Structure
    territory: Territory
    operation: Operation
    now: datetime
    request: AnyRequest = field(repr=False)

    @property
    def today(self) -> date:
        return self.now.date()

    def author(self, reference: str | None, adviser_id: int | None) -> Author:
        """Who writes: the structure, and who of its advisers is in charge."""
        adviser = self.adviser(adviser_id)
        return Author(
            origin=Origin.API,
            structure_id=self.structure.id,
            adviser_id=adviser.id if adviser else None,
            reference=reference,
        )

    def adviser(self, adviser_id: int | None, field: str = "adviser_id") -> Adviser | None:
        if adviser_id is None:
            return None
        found = queries.adviser_one(self.session, self.structure, adviser_id)
        if found is None:
            raise unprocessable(field, "No adviser of your structure has this number.")
        return found


ApiCaller = NamedDependency[SkipValidation[Caller]]
KnownToCaller = NamedDependency[Person]


def provide_caller(request: AnyRequest, session: RequestSession) -> Caller:
    """Read apart from the request's session: a stranger must not make the writers wait."""
    found = BEARER.fullmatch(request.headers.get("authorization", ""))
    state = request.app.state
    with reading(state.reader) as own:
        known = queries.token_with(own, token_hash(found[1])) if found else None
        own.expunge_all()
    if known is None:
        raise Refusal(HTTPStatus.UNAUTHORIZED, "No token, or none we know.", WWW_Authenticate=REALM)
    token, structure, territory = known
    operation: Operation = request.route_handler.opt["operation"]
    if operation.scope not in token.scopes.split():
        asked = f'{REALM}, error="insufficient_scope", scope="{operation.scope}"'
        raise Refusal(
            HTTPStatus.FORBIDDEN, "The token is not made for this.", WWW_Authenticate=asked
        )
    now = clock.now()
    _count(request, token, now)
    return Caller(
        session=session,
        token=token,
        structure=structure,
        territory=territory,
        operation=operation,
        now=now.astimezone(territory.zone),
        request=request,
    )


def _count(request: AnyRequest, token: ApiToken, now: datetime) -> None:
    state = request.app.state
    with writing(state.engine) as own:
        hits = [(PER_TOKEN, str(token.id))]
        wait = rate.wait_before(own, hits, key=secret_key(state.settings), now=now)
    if wait is not None:
        seconds = str(max(1, -(-wait // timedelta(seconds=1))))
        raise Refusal(
            HTTPStatus.TOO_MANY_REQUESTS, "More than 600 requests a minute.", Retry_After=seconds
        )


def provide_known(caller: ApiCaller, person_id: FromPath[int]) -> Person:
    """A person the structure knows; reading of her is written down, for her to see."""
    found = None
    if 0 < person_id <= LARGEST_ID:
        found = queries.known_one(caller.session, caller.structure, person_id, today=caller.today)
    if found is None:
        raise nothing_there()
    if caller.request.method in READ_ONLY_METHODS:
        note_reading(caller, found)
    return found


def note_reading(caller: Caller, *persons: Person) -> None:
    """In a transaction of its own: a GET reads through the readers' connections."""
    with writing(caller.request.app.state.engine) as own:
        for person in persons:
            note_reading_by_tool(own, person, caller.structure, now=caller.now)
