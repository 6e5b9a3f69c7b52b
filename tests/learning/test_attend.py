"""« J’y participe »: who comes, who reads the list, and the last place."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from icalendar import Calendar
from sqlalchemy import Engine
from sqlmodel import Session, select

from backend.database import writing
from backend.learning import holding
from backend.learning.colleagues import Colleague
from backend.learning.holding import Full
from backend.learning.models import Attendance, JointSession
from backend.people.models import Adviser
from backend.territories.models import Structure
from tests.cast import Cast, saved
from tests.conftest import NOON, SignIn
from tests.learning.telling import SESSIONS, adviser, colleague, joint

TOGETHER = 4


def _path(held: JointSession) -> str:
    return f"{SESSIONS}/{held.id}"


def test_one_comes_and_changes_one_s_mind(
    session: Session, claires: Colleague, nour: Adviser, signed_in: SignIn
) -> None:
    held = joint(session, claires)
    other, attend = signed_in(nour), f"{_path(held)}/participation"
    page = other.submits(other.visits(_path(held)), attend)
    assert "Vous venez : votre place est gardée." in page.text.replace("\u00a0", " ")
    assert "1 personne vient" in page.text.replace("\u00a0", " ")
    assert other.posts(attend).status_code == 303  # said twice, once is noted
    page = other.submits(page, f"{attend}/suppression")
    assert "Vous ne venez plus." in page.text
    assert session.exec(select(Attendance)).first() is None


def test_the_list_is_for_those_who_come_and_those_who_hold_it(
    session: Session, cast: Cast, claires: Colleague, nours: Colleague, signed_in: SignIn
) -> None:
    held = joint(session, claires)
    holding.attend(session, nours, held)
    session.commit()
    centre = adviser(session, cast.department, "Paule")
    for reads in (cast.claire, centre, nours.adviser):
        page = signed_in(reads).visits(_path(held))
        assert "Nour Petit" in page.text
        assert "tel:+33563000010" in page.links()
    elsewhere = saved(session, Structure(territory_id=cast.tarn.id, name="Cap emploi"))
    stranger = adviser(session, elsewhere, "Lou")
    page = signed_in(stranger).visits(_path(held))
    assert "Nour" not in page.text
    assert "1 place libre" in page.text.replace("\u00a0", " ")


def test_when_no_place_is_left_one_is_told(
    session: Session, cast: Cast, claires: Colleague, nours: Colleague, signed_in: SignIn
) -> None:
    held = joint(session, claires, places=1)
    claire = signed_in(cast.claire)
    before = claire.visits(_path(held))
    holding.attend(session, nours, held)
    session.commit()
    attend = f"{_path(held)}/participation"
    refused = claire.submits(before, attend)
    assert refused.status == 409
    assert "La dernière place vient d’être prise." in refused.text
    assert "plus de place" in claire.visits(SESSIONS).text
    assert attend not in [form.get("action") for form in claire.visits(_path(held)).all("form")]
    assert session.exec(select(Attendance.adviser_id)).all() == [nours.adviser.id]


def test_a_place_of_who_has_left_is_free_again(
    session: Session, cast: Cast, claires: Colleague, nours: Colleague, signed_in: SignIn
) -> None:
    held = joint(session, claires, places=1)
    holding.attend(session, nours, held)
    nours.adviser.left_on = NOON.date()
    session.commit()
    claire = signed_in(cast.claire)
    page = claire.submits(claire.visits(_path(held)), f"{_path(held)}/participation")
    assert "votre place est gardée" in page.text
    assert "Nour" not in page.text


def test_places_cannot_be_fewer_than_those_who_come(
    session: Session, cast: Cast, claires: Colleague, nours: Colleague, signed_in: SignIn
) -> None:
    held = joint(session, claires)
    for one in (nours, claires):
        holding.attend(session, one, held)
    session.commit()
    claire, change = signed_in(cast.claire), f"{_path(held)}/modifier"
    page = claire.submits(claire.visits(change), change, places="1", titre="Autre")
    assert page.status == 422
    assert "#places" in page.links()
    assert page.form(change)["titre"] == "Autre"
    session.refresh(held)
    assert (held.title, held.places) == ("Accueillir", 2)


def test_of_several_who_want_the_last_place_at_once_one_gets_it(
    engine: Engine, session: Session, cast: Cast, claires: Colleague
) -> None:
    held = joint(session, claires, places=1)
    start = Barrier(TOGETHER)
    comers = [
        colleague(adviser(session, cast.department, f"Lou{number}"), cast.tarn)
        for number in range(TOGETHER)
    ]

    def come(here: Colleague) -> bool:
        start.wait()
        with writing(engine) as own:
            found = own.get_one(JointSession, held.id)
            try:
                holding.attend(own, here, found)
            except Full:
                return False
            return True

    with ThreadPoolExecutor(TOGETHER) as pool:
        came = list(pool.map(come, comers))
    assert sorted(came) == [False] * (TOGETHER - 1) + [True]
    assert len(session.exec(select(Attendance)).all()) == 1


def test_places_lowered_while_somebody_comes_are_never_too_few(
    engine: Engine, session: Session, claires: Colleague, nours: Colleague
) -> None:
    held = joint(session, claires, places=2)
    holding.attend(session, claires, held)
    session.commit()
    start = Barrier(2)
    plan = holding.Plan(
        title="x", starts_at=held.starts_at, duration_minutes=60, place="y", places=1
    )

    def lower() -> None:
        start.wait()
        with writing(engine) as own:
            try:
                holding.change(own, claires, own.get_one(JointSession, held.id), plan)
            except holding.TooFew:
                return

    def come() -> None:
        start.wait()
        with writing(engine) as own:
            try:
                holding.attend(own, nours, own.get_one(JointSession, held.id))
            except Full:
                return

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(lower), pool.submit(come)]:
            done.result()
    session.refresh(held)
    assert held.places is not None
    assert len(session.exec(select(Attendance)).all()) <= held.places


def test_it_is_put_in_an_agenda_and_taken_out_once_cancelled(
    session: Session, cast: Cast, claires: Colleague, signed_in: SignIn
) -> None:
    held = joint(session, claires, words="Apportez un cas, sans nom.")
    claire, file = signed_in(cast.claire), f"{_path(held)}/agenda.ics"
    assert file in claire.visits(_path(held)).links()
    response = claire.client.get(file)
    assert response.headers["content-type"].startswith("text/calendar")
    calendar = Calendar.from_ical(response.text)
    entry = calendar.walk("VEVENT")[0]
    assert (calendar["method"], entry["status"]) == ("PUBLISH", "CONFIRMED")
    assert (entry["summary"], entry["location"]) == ("Accueillir", "Salle 2")
    assert entry.decoded("dtstart") == held.starts_at
    assert entry.decoded("dtend") - entry.decoded("dtstart") == timedelta(minutes=90)
    assert str(entry["url"]) == f"https://parcours.test{_path(held)}"
    assert "Apportez un cas" in str(entry["description"])

    holding.cancel(session, colleague(cast.claire, cast.tarn, NOON + timedelta(hours=1)), held)
    session.commit()
    calendar = Calendar.from_ical(claire.client.get(file).text)
    gone = calendar.walk("VEVENT")[0]
    assert (calendar["method"], gone["status"]) == ("CANCEL", "CANCELLED")
    assert gone["uid"] == entry["uid"]
    assert gone.decoded("sequence") > entry.decoded("sequence")
