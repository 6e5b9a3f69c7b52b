"""Whose line or version it is. Somebody else's is not found: nobody learns that it exists."""

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, SkipValidation

from backend.assessments import own_views, queries
from backend.assessments.models import OwnView
from backend.assessments.queries import Line
from backend.database import RequestSession
from backend.people.access import SignedInPerson
from backend.sharing.access import LookingAt
from backend.vocabulary.themes import DIAGNOSTIC, Theme
from backend.web.rows import row_or_404

OwnLine = NamedDependency[SkipValidation[Line]]
RecordedLine = NamedDependency[SkipValidation[Line]]
FinishedView = NamedDependency[OwnView]
NamedTheme = NamedDependency[Theme]
DiagnosticTheme = NamedDependency[Theme]


def provide_own_line(
    session: RequestSession, person: SignedInPerson, observation_id: FromPath[int]
) -> Line:
    """A line about the person who is here."""
    return row_or_404(observation_id, lambda: queries.one_for(session, person, observation_id))


def provide_recorded_line(
    session: RequestSession, sight: LookingAt, observation_id: FromPath[int]
) -> Line:
    """A line about the person looked at, which the adviser's own structure recorded."""
    return row_or_404(
        observation_id, lambda: queries.one_recorded_by(session, sight, observation_id)
    )


def provide_finished(
    session: RequestSession, person: SignedInPerson, view_id: FromPath[int]
) -> OwnView:
    """A version of her own view that she has finished."""
    return row_or_404(view_id, lambda: own_views.one_for(session, person, view_id))


def provide_theme(person: SignedInPerson, theme: FromPath[str]) -> Theme:  # noqa: ARG001 (who may)
    try:
        return Theme(theme)
    except ValueError:
        raise NotFoundException from None


def provide_diagnostic_theme(about: NamedTheme) -> Theme:
    """One of the ten themes she says her view of."""
    if about not in DIAGNOSTIC:
        raise NotFoundException
    return about
