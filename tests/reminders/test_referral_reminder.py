"""What others do of a request for a solution is told once, in words that say nothing."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from backend.people.models import Person
from backend.referrals import actions, service
from backend.referrals.answering import Answer, record_answer
from backend.referrals.entries import HERSELF, SOLUTION
from backend.referrals.models import Move, Referral
from backend.referrals.passing import lapse
from tests.cast import Cast
from tests.conftest import NOON
from tests.referrals.asking import SITE, proposed
from tests.reminders.conftest import Office

NEW = "There is something new in Mon parcours."
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def referral(session: Session, cast: Cast, amina: Person) -> Referral:
    assert amina.id == cast.amina.id  # she reads English
    return proposed(session, cast)


def test_a_proposal_is_told_once_and_leads_to_it(
    office: Office, cast: Cast, referral: Referral
) -> None:
    phone = office.subscribe(cast.amina)
    for later in (14 * MINUTE, 15 * MINUTE, HOUR, DAY):
        office.work(NOON + later)
    [received] = office.received_by(phone)
    assert isinstance(received.payload, dict)
    told = received.payload["notification"]
    assert told["body"] == NEW
    assert told["navigate"] == f"https://parcours.test/solutions/demandes/{referral.id}"
    assert "Garage" not in str(received.payload)


def test_once_she_has_decided_it_is_no_news(
    office: Office, session: Session, cast: Cast, referral: Referral
) -> None:
    phone = office.subscribe(cast.amina)
    actions.agree(session, referral, 1, site=SITE, now=NOON)
    session.commit()
    office.work(NOON + HOUR)
    assert office.bodies(phone) == []


@pytest.mark.parametrize("move", [Move.ACCEPT, Move.PUT_ON_LIST, Move.REFUSE])
def test_the_answer_of_the_solution_is_told_and_hers_is_not(
    office: Office, session: Session, cast: Cast, referral: Referral, move: Move
) -> None:
    phone = office.subscribe(cast.amina)
    actions.agree(session, referral, 1, site=SITE, now=NOON)
    record_answer(session, referral, HERSELF, Answer(move=Move.PUT_ON_LIST), now=NOON)
    session.commit()
    office.work(NOON + HOUR)
    assert office.bodies(phone) == []
    record_answer(session, referral, SOLUTION, Answer(move=move), now=NOON + HOUR)
    session.commit()
    office.work(NOON + 2 * HOUR)
    assert office.bodies(phone) == [NEW]


def test_silence_is_told(office: Office, session: Session, cast: Cast, referral: Referral) -> None:
    phone = office.subscribe(cast.amina)
    actions.agree(session, referral, 1, site=SITE, now=NOON)
    lapse(session, now=NOON + 16 * DAY)
    session.commit()
    office.work(NOON + 16 * DAY + HOUR)
    assert office.bodies(phone) == [NEW]


def test_a_text_written_otherwise_is_told_and_a_stop_is_not(
    office: Office, session: Session, cast: Cast, referral: Referral
) -> None:
    phone = office.subscribe(cast.amina)
    draft = service.Draft(reason="", message="Autrement")
    service.revise(session, referral, cast.claire, draft, now=NOON + 5 * MINUTE)
    session.commit()
    office.work(NOON + 21 * MINUTE)
    assert office.bodies(phone) == [NEW]
    service.drop(session, referral, cast.claire, "Non", now=NOON + HOUR)
    session.commit()
    office.work(NOON + 2 * HOUR)
    assert office.bodies(phone) == [NEW]
