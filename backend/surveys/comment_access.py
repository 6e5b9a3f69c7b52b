"""Whoever may read words before the public; for others they are not there."""

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, SkipValidation

from backend.database import RequestSession
from backend.people.access import AnyVisit, SignedInAdviser
from backend.surveys.models import Comment
from backend.surveys.reading import Reader, one_for, reader_of

OwnReader = NamedDependency[SkipValidation[Reader]]
ReadComment = NamedDependency[SkipValidation[Comment]]


def provide_reader(visit: AnyVisit, session: RequestSession, adviser: SignedInAdviser) -> Reader:
    territory = visit.territory
    reader = reader_of(session, adviser, territory) if territory is not None else None
    if reader is None:
        raise NotFoundException
    return reader


def provide_comment(session: RequestSession, reader: OwnReader, token: FromPath[str]) -> Comment:
    comment = one_for(session, reader, token)
    if comment is None:
        raise NotFoundException
    return comment
