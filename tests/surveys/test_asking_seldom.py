"""Whatever happens to people, in whatever order, and however often the chore runs."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from backend.database import writing
from backend.surveys import asking
from backend.surveys.asking import ask
from backend.surveys.events import Event, events_of
from backend.surveys.models import BETWEEN, Moment, State, SurveyRequest
from backend.surveys.quarters import quarter_of
from backend.territories.models import Structure
from tests.cast import Cast, saved
from tests.conftest import NOON, device_of
from tests.surveys.happenings import HAPPENINGS

DAY = timedelta(days=1)


@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_asked_twice_a_week_nor_twice_about_one_event(
    cast: Cast, session: Session, seed: int
) -> None:
    """Four months of events at random, some told late, and a run at random hours."""
    chance = Random(seed)  # noqa: S311
    elsewhere = saved(session, Structure(territory_id=cast.tarn.id, name="Cap emploi"))
    for person in (cast.amina, cast.bilal):
        device_of(session, person)
    moment = NOON
    for _ in range(160):
        moment += timedelta(hours=chance.randint(1, 36))
        _something_happens(session, cast, chance, moment, elsewhere)
        if chance.random() < 0.8:
            ask(session, now=moment)
        _she_answers_or_not(session, chance)
    found = session.exec(select(SurveyRequest).order_by(col(SurveyRequest.asked_at))).all()
    assert len(found) > 15
    for person in (cast.amina, cast.bilal):
        _check([one for one in found if one.person_id == person.id])


def _something_happens(
    session: Session, cast: Cast, chance: Random, moment: datetime, elsewhere: Structure
) -> None:
    for _ in range(chance.randint(0, 3)):
        person, adviser = chance.choice([(cast.amina, cast.claire), (cast.bilal, cast.karim)])
        happen = HAPPENINGS[chance.choice(list(Moment))]
        others = {"structure_id": elsewhere.id} if chance.random() < 0.3 else {}
        late = timedelta(hours=chance.randint(0, 120))
        if happen is HAPPENINGS[Moment.REFERRAL]:
            others = {}
        happen(session, person, adviser, moment - late, **others)
    session.commit()


def _she_answers_or_not(session: Session, chance: Random) -> None:
    for request in session.exec(select(SurveyRequest).where(SurveyRequest.state == State.OPEN)):
        request.state = chance.choice([State.OPEN, State.ANSWERED, State.SKIPPED])
        session.add(request)
    session.commit()


def _check(asked: list[SurveyRequest]) -> None:
    assert all(later.asked_at - former.asked_at >= BETWEEN for former, later in pairwise(asked))
    events = [(one.moment, one.subject_id) for one in asked]
    places = [(one.moment, one.structure_id, one.quarter) for one in asked]
    assert len(events) == len(set(events))
    assert len(places) == len(set(places))
    assert all(one.quarter == quarter_of(one.quarter) for one in asked)


def test_two_workers_at_once_ask_once(cast: Cast, session: Session, engine: Engine) -> None:
    """Each has found an event of hers that the other has not: the slower one sees the request."""
    device_of(session, cast.amina)
    for moment in (Moment.STEP, Moment.APPOINTMENT):
        HAPPENINGS[moment](session, cast.amina, cast.claire, NOON - DAY)
    session.commit()
    pages = [
        next(events_of(session, moment, now=NOON)) for moment in (Moment.STEP, Moment.APPOINTMENT)
    ]
    session.commit()
    both_have_read = Barrier(2, timeout=20)

    def work(page: list[Event]) -> int:
        both_have_read.wait()
        with writing(engine) as own:
            return asking._ask(own, page, _today(cast), now=NOON)  # noqa: SLF001

    with ThreadPoolExecutor(2) as workers:
        asked = list(workers.map(work, pages))
    assert sorted(asked) == [0, 1]
    assert len(session.exec(select(SurveyRequest)).all()) == 1


def _today(cast: Cast) -> dict[int, asking.Today]:
    return {one.id: asking.Today(one.zone, NOON.date()) for one in (cast.tarn, cast.guyane)}


@pytest.fixture
def many(cast: Cast, session: Session) -> None:
    for person, adviser in ((cast.amina, cast.claire), (cast.bilal, cast.karim)):
        device_of(session, person)
        for moment in Moment:
            HAPPENINGS[moment](session, person, adviser, NOON - DAY)
    session.commit()


@pytest.mark.usefixtures("many")
def test_whole_runs_at_once_ask_each_person_once(engine: Engine, session: Session) -> None:
    together = Barrier(3, timeout=20)

    def work(_: int) -> int:
        together.wait()
        with writing(engine) as own:
            return ask(own, now=NOON)

    with ThreadPoolExecutor(3) as workers:
        asked = sum(workers.map(work, range(3)))
    found = session.exec(select(SurveyRequest)).all()
    assert asked == len(found) == 2
    assert len({one.person_id for one in found}) == 2
