"""Whose request it is. Somebody else's is not found: nobody learns who is asked what."""

from dataclasses import dataclass
from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.exceptions import ClientException, PermissionDeniedException
from litestar.handlers.base import BaseRouteHandler
from litestar.params import FromPath, SkipValidation
from pydantic import ValidationError
from sqlmodel import Session

from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInPerson, Visit
from backend.surveys import queries
from backend.surveys.forms import Tapped
from backend.surveys.models import SurveyRequest
from backend.web.rows import row_or_404
from backend.web.security import secret_key
from backend.web.visit import AnyRequest

OwnSurvey = NamedDependency[SurveyRequest]


@dataclass(frozen=True)
class Answering:
    """Her, at one request, with what leads to her answer."""

    visit: Visit
    session: Session
    request: SurveyRequest
    secret: bytes

    @property
    def path(self) -> str:
        return f"/avis/{self.request.id}"


SheAnswers = NamedDependency[SkipValidation[Answering]]
TappedFace = NamedDependency[Tapped]


def provide_survey(
    session: RequestSession, person: SignedInPerson, request_id: FromPath[int]
) -> SurveyRequest:
    return row_or_404(request_id, lambda: queries.one_for(session, person, request_id))


def provide_answering(
    visit: AnyVisit, session: RequestSession, survey: OwnSurvey, state: State
) -> Answering:
    return Answering(visit, session, survey, secret_key(state.settings).encode())


async def provide_tapped(request: AnyRequest, hers: SheAnswers) -> Tapped:
    """Read once it is known whose request it is: to others there is nothing here."""
    del hers
    try:
        return Tapped.model_validate_json(await request.body())
    except ValidationError:
        raise ClientException("no such face") from None


def from_this_site(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """For what no form sends: a browser says itself that a request comes from elsewhere."""
    if connection.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise PermissionDeniedException("cross-site")
