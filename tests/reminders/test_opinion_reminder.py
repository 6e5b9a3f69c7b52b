"""Her opinion is asked once, in words that say nothing; and she is told what came of opinions."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from backend.evaluation.models import Improvement, ImprovementNotice
from backend.people.models import Person
from backend.surveys.models import State, SurveyRequest
from tests.cast import Cast, saved
from tests.conftest import NOON
from tests.reminders.conftest import Office
from tests.surveys import requests

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def asked(session: Session, cast: Cast, amina: Person) -> SurveyRequest:
    assert amina.id == cast.amina.id  # she reads English
    return requests.asked(session, amina)


@pytest.fixture
def improved(session: Session, cast: Cast, amina: Person) -> Improvement:
    improvement = saved(
        session,
        Improvement(
            territory_id=cast.tarn.id,
            said="On attend trop.",
            done="Un accueil le mardi.",
            adviser_id=cast.claire.id,
            saved_at=NOON,
            published_at=NOON,
        ),
    )
    saved(
        session,
        ImprovementNotice(person_id=amina.id, improvement_id=improvement.id, told_at=NOON),
    )
    session.commit()
    return improvement


def test_she_is_asked_once_and_can_answer_there(
    office: Office, cast: Cast, asked: SurveyRequest
) -> None:
    phone = office.subscribe(cast.amina)
    for later in (timedelta(), HOUR, DAY, 3 * DAY):
        office.work(NOON + later)
    [received] = office.received_by(phone)
    assert isinstance(received.payload, dict)
    told = received.payload["notification"]
    link = f"https://parcours.test/avis/{asked.id}"
    assert (told["title"], told["body"]) == ("Your opinion", "How did it go? One tap is enough.")
    assert told["navigate"] == link
    assert told["actions"] == [
        {"action": "good", "title": "Very well", "navigate": link},
        {"action": "medium", "title": "So-so", "navigate": link},
        {"action": "bad", "title": "Not well", "navigate": link},
    ]


@pytest.mark.parametrize("state", [State.ANSWERED, State.SKIPPED, State.EXPIRED, State.SEALED])
def test_what_she_has_done_with_it_is_not_asked(
    office: Office, session: Session, cast: Cast, asked: SurveyRequest, state: State
) -> None:
    phone = office.subscribe(cast.amina)
    asked.state = state
    session.add(asked)
    session.commit()
    office.work(NOON + HOUR)
    assert office.bodies(phone) == []


def test_a_request_made_at_night_waits_for_the_morning_and_an_old_one_is_left(
    office: Office, session: Session, cast: Cast, asked: SurveyRequest
) -> None:
    phone = office.subscribe(cast.amina)
    asked.asked_at = NOON + 10 * HOUR  # 23:00 in Tarn
    session.add(asked)
    session.commit()
    office.work(NOON + 11 * HOUR)
    assert office.bodies(phone) == []
    office.work(NOON + 7 * DAY)
    assert office.bodies(phone) == []
    office.work(NOON + 20 * HOUR)
    assert len(office.bodies(phone)) == 1


def test_she_is_told_once_what_was_done(office: Office, cast: Cast, improved: Improvement) -> None:
    phone = office.subscribe(cast.amina)
    for later in (timedelta(), HOUR, DAY):
        office.work(NOON + later)
    [received] = office.received_by(phone)
    assert isinstance(received.payload, dict)
    told = received.payload["notification"]
    assert told["body"] == "People gave their opinion. Something has changed."
    assert told["navigate"] == f"https://parcours.test/resultats/ameliorations/{improved.id}"
    assert "actions" not in told
    assert "accueil" not in str(received.payload)


def test_what_was_withdrawn_is_not_told(
    office: Office, session: Session, cast: Cast, improved: Improvement
) -> None:
    phone = office.subscribe(cast.amina)
    improved.withdrawn_at = NOON
    session.add(improved)
    session.commit()
    office.work(NOON + HOUR)
    assert office.bodies(phone) == []
