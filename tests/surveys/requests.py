"""What a test about opinions starts from: somebody was asked."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from backend.people.models import Person
from backend.surveys.keys import make_key
from backend.surveys.models import ANSWERABLE, Moment, SurveyRequest
from backend.surveys.quarters import quarter_of
from backend.surveys.questionnaires import current
from tests.cast import saved
from tests.conftest import NOON

SECRET = b"a secret outside the database"


def asked(
    session: Session,
    person: Person,
    moment: Moment = Moment.APPOINTMENT,
    *,
    at: datetime = NOON,
    **others: Any,
) -> SurveyRequest:
    """A request, saved with its quarter's key and the questionnaire in use."""
    quarter = quarter_of(at.date())
    make_key(session, quarter)
    facts: dict[str, Any] = {
        "person_id": person.id,
        "territory_id": person.territory_id,
        "moment": moment,
        "subject_id": 10_000,
        "questionnaire_id": current(session, person.territory_id, moment, now=at).id,
        "happened_on": date(2026, 3, 1),
        "quarter": quarter,
        "asked_at": at,
        "expires_at": at + ANSWERABLE,
    }
    request = saved(session, SurveyRequest(**(facts | others)))
    session.commit()
    return request
