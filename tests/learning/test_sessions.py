"""Joint sessions: proposed by a structure, open to the advisers of all."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from sqlmodel import Session, select, update

from backend import clock
from backend.learning import holding
from backend.learning.colleagues import AT_ONCE, Colleague
from backend.learning.models import Attendance, JointSession
from backend.people.models import Adviser, Device
from backend.surveys.models import Moment
from tests.appointments.saving import statements
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.learning.telling import (
    HOME,
    SESSION,
    SESSIONS,
    SOON,
    adviser,
    colleague,
    joint,
    practice,
    sent,
)

NEW = f"{SESSIONS}/nouvelle"
DAY = timedelta(days=1)


def _path(held: JointSession) -> str:
    return f"{SESSIONS}/{held.id}"


def test_a_session_is_proposed_and_seen_in_every_structure(
    session: Session, cast: Cast, claires: Colleague, nour: Adviser, signed_in: SignIn
) -> None:
    about = practice(session, claires)
    claire = signed_in(cast.claire)
    page = claire.visits(f"{NEW}?pratique={about.id}")
    assert page.form(NEW)["pratique"] == str(about.id)
    page = sent(claire, page, NEW, SESSION | {"mots": "Entre nous."} | {"moment": "claim"})

    assert "La session est proposée." in page.text
    row = session.exec(select(JointSession)).one()
    assert (row.starts_at, row.duration_minutes, row.places) == (SOON, 90, 2)
    assert (row.structure_id, row.practice_id) == (cast.department.id, about.id)
    assert row.moment is Moment.CLAIM
    read = signed_in(nour).visits(_path(row))
    for told in (
        "mardi 10 mars à 14 h 30",
        "1 heure 30",
        "salle 2",
        "Claire Bonnet",
        "Entre nous.",
        "2 places libres",
        "Rappeler",
    ):
        assert told in read.text.replace("\u00a0", " "), told
    for path in (SESSIONS, HOME):
        assert _path(row) in signed_in(nour).visits(path).links()


def test_the_hour_is_that_of_the_territory(session: Session, cast: Cast, signed_in: SignIn) -> None:
    karim = signed_in(cast.karim)
    page = sent(karim, karim.visits(NEW), NEW, SESSION)
    row = session.exec(select(JointSession)).one()
    assert row.starts_at == datetime(2026, 3, 10, 17, 30, tzinfo=UTC)
    assert "à 14 h 30" in page.text.replace("\u00a0", " ")
    change = f"{_path(row)}/modifier"
    assert karim.visits(change).form(change) | SESSION == karim.visits(change).form(change)
    entry = Calendar.from_ical(karim.client.get(f"{_path(row)}/agenda.ics").text).walk("VEVENT")[0]
    assert entry.decoded("dtstart").astimezone(UTC) == row.starts_at
    assert entry["dtstart"].params["TZID"] == "America/Cayenne"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("titre", ""),
        ("titre", "x" * 121),
        ("jour", "2026-03-01"),
        ("jour", "2030-03-01"),
        ("jour", "demain"),
        ("heure", ""),
        ("heure", "25:00"),
        ("duree", "5"),
        ("duree", "601"),
        ("duree", "une heure"),
        ("lieu", ""),
        ("places", "0"),
        ("places", "1000"),
        ("moment", "never"),
        ("pratique", "12"),
        ("mots", "Appelez Jo au 06 12 34 56 78"),
        ("lieu", "chez jo@example.net"),
    ],
)
def test_what_cannot_be_is_said_and_the_rest_is_kept(
    session: Session, cast: Cast, signed_in: SignIn, name: str, typed: str
) -> None:
    claire = signed_in(cast.claire)
    page = sent(claire, claire.visits(NEW), NEW, SESSION | {name: typed})
    assert page.status == 422
    assert f"#{name}" in page.links()
    kept = page.form(NEW)
    assert {one: kept[one] for one in SESSION if one != name} == {
        one: value for one, value in SESSION.items() if one != name
    }
    assert session.exec(select(JointSession)).first() is None


@pytest.mark.parametrize(
    ("day", "hour", "said"),
    [
        ("2026-03-02", "12:59", "Cette heure est passée."),
        ("2026-03-29", "02:30", "heure d’été"),
    ],
)
def test_an_hour_that_cannot_be_is_said(
    cast: Cast, signed_in: SignIn, day: str, hour: str, said: str
) -> None:
    claire = signed_in(cast.claire)
    page = sent(claire, claire.visits(NEW), NEW, SESSION | {"jour": day, "heure": hour})
    assert page.status == 422
    assert said in page.text


def test_a_practice_of_elsewhere_cannot_be_linked(
    session: Session, cast: Cast, karims: Colleague, signed_in: SignIn
) -> None:
    theirs = practice(session, karims)
    claire = signed_in(cast.claire)
    form = SESSION | {"pratique": str(theirs.id)}
    assert sent(claire, claire.visits(NEW), NEW, form).status == 422
    assert "Rappeler" not in claire.visits(NEW).text


def test_anybody_of_the_structure_changes_it_and_nobody_else(
    session: Session, cast: Cast, claires: Colleague, nour: Adviser, signed_in: SignIn
) -> None:
    held = joint(session, claires)
    change = f"{_path(held)}/modifier"
    paule = signed_in(adviser(session, cast.department, "Paule"))
    page = paule.visits(change)
    assert (page.form(change)["heure"], page.form(change)["places"]) == ("14:30", "2")
    assert paule.submits(page, change, lieu="").status == 422
    page = paule.submits(page, change, heure="16h", places="")
    assert "La session est modifiée. Personne n’a été prévenu par e-mail." in page.text
    session.refresh(held)
    assert (held.starts_at, held.places) == (SOON + timedelta(minutes=90), None)
    session.commit()
    for stranger in (signed_in(nour), signed_in(cast.karim)):
        stranger.visits(change, status=404)
        for verb in ("modifier", "annulation", "retablissement"):
            assert stranger.posts(f"{_path(held)}/{verb}", **SESSION).status_code == 404


def test_a_cancelled_one_is_shown_as_such_until_its_day_is_over(
    session: Session,
    cast: Cast,
    claires: Colleague,
    nours: Colleague,
    signed_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = joint(session, claires)
    holding.attend(session, nours, held)
    session.commit()
    claire, nour = signed_in(cast.claire), signed_in(nours.adviser)
    page = claire.submits(claire.visits(_path(held)), f"{_path(held)}/annulation")
    assert "La session est annulée. Personne n’a été prévenu par e-mail." in page.text
    assert "session annulée" in nour.visits(SESSIONS).text
    assert f"{_path(held)}/participation" not in [
        form.get("action") for form in nour.visits(_path(held)).all("form")
    ]
    refused = nour.posts(f"{_path(held)}/participation")
    assert refused.status_code == 409
    assert "Cette session a été annulée entre-temps." in refused.text
    claire.visits(f"{_path(held)}/modifier", status=404)
    assert claire.posts(f"{_path(held)}/modifier", **SESSION).status_code == 409

    page = claire.submits(page, f"{_path(held)}/retablissement")
    assert "La session a bien lieu." in page.text
    assert "vous venez" in nour.visits(_path(held)).text

    claire.submits(page, f"{_path(held)}/annulation")
    assert session.exec(select(Attendance)).one()
    for hour, status in ((22, 200), (23, 404)):  # 23 h, then midnight in Albi
        late = SOON.replace(hour=hour, minute=0)
        monkeypatch.setattr(clock, "now", lambda late=late: late)
        session.exec(update(Device).values(created_at=late, last_seen_at=late))
        session.commit()
        claire.visits(_path(held), status=status)


def test_past_ones_are_apart_and_cancelled_ones_are_gone(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    early = colleague(cast.claire, cast.tarn, NOON - 9 * DAY)
    yesterday = joint(session, early, "Hier", starts_at=NOON - DAY)
    this_morning = joint(session, early, "Ce matin", starts_at=NOON - timedelta(hours=3))
    cancelled = joint(session, early, "Annulée hier", starts_at=NOON - DAY)
    today = joint(session, early, "Annulée ce matin", starts_at=NOON - timedelta(hours=3))
    for one in (cancelled, today):
        holding.cancel(session, early, one)
    session.commit()
    claire = signed_in(cast.claire)
    to_come, past = claire.visits(SESSIONS).links(), claire.visits(f"{SESSIONS}?quand=passees")
    assert _path(this_morning) in to_come
    assert _path(today) in to_come
    assert _path(yesterday) not in to_come
    assert _path(yesterday) in past.links()
    assert _path(cancelled) not in past.links() + to_come
    claire.visits(_path(cancelled), status=404)
    page = claire.visits(_path(yesterday))
    assert f"{SESSIONS}?quand=passees" in page.links()
    for verb in ("participation", "annulation", "retablissement"):
        refused = claire.posts(f"{_path(yesterday)}/{verb}")
        assert refused.status_code == 409
        assert "Cette session a commencé." in refused.text
    claire.visits(f"{_path(yesterday)}/modifier", status=404)
    assert claire.posts(f"{_path(yesterday)}/modifier", **SESSION).status_code == 409


def test_a_day_ends_at_the_territory_s_midnight(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    """9 h in Cayenne: what was held at 23 h there, three hours before midnight, was yesterday."""
    early = colleague(cast.karim, cast.guyane, NOON - 9 * DAY)
    before = joint(session, early, "La veille", starts_at=datetime(2026, 3, 2, 2, tzinfo=UTC))
    after = joint(session, early, "La nuit", starts_at=datetime(2026, 3, 2, 3, 30, tzinfo=UTC))
    links = signed_in(cast.karim).visits(SESSIONS).links()
    assert _path(before) not in links
    assert _path(after) in links


def test_another_territory_and_the_people_accompanied_see_nothing(
    session: Session, cast: Cast, claires: Colleague, signed_in: SignIn
) -> None:
    held = joint(session, claires)
    karim, amina = signed_in(cast.karim), signed_in(cast.amina)
    for path in (_path(held), f"{_path(held)}/agenda.ics"):
        karim.visits(path, status=404)
        amina.visits(path, status=303)
    for verb in ("participation", "participation/suppression"):
        assert karim.posts(f"{_path(held)}/{verb}").status_code == 404
        assert amina.posts(f"{_path(held)}/{verb}").status_code == 401
    assert "Accueillir" not in karim.visits(SESSIONS).text
    assert session.exec(select(Attendance)).first() is None


def test_empty_lists_say_what_to_do(cast: Cast, signed_in: SignIn) -> None:
    claire = signed_in(cast.claire)
    assert "Proposez la première" in claire.visits(SESSIONS).text
    assert (
        "Le lendemain, une session se retrouve ici."
        in claire.visits(f"{SESSIONS}?quand=passees").text
    )
    assert "première page" in claire.visits(f"{SESSIONS}?feuille=3").text


def test_the_list_is_paged_the_nearest_first(
    session: Session, cast: Cast, claires: Colleague, signed_in: SignIn
) -> None:
    for number in range(AT_ONCE + 1):
        joint(session, claires, f"n° {number}.", starts_at=SOON + number * DAY)
    claire = signed_in(cast.claire)
    first, second = claire.visits(SESSIONS), claire.visits(f"{SESSIONS}?quand=&feuille=2")
    assert "n° 0." in first.text
    assert f"n° {AT_ONCE}." not in first.text
    assert f"n° {AT_ONCE}." in second.text
    assert f"{SESSIONS}?quand=&feuille=2" in first.links()
    assert f"{SESSIONS}?quand=&feuille=1" in second.links()


def test_many_cost_no_more_than_one(
    session: Session, cast: Cast, claires: Colleague, nours: Colleague, signed_in: SignIn
) -> None:
    claire = signed_in(cast.claire)
    costs = []
    held = joint(session, claires, places=None)
    for number in (1, 6):
        for one in range(number):
            more = joint(session, nours, f"{number} {one}")
            holding.attend(session, claires, more)
            comer = adviser(session, cast.department, f"Paule{number}{one}")
            holding.attend(session, colleague(comer, cast.tarn), held)
        session.commit()
        costs.append([])
        for path in (SESSIONS, _path(held), HOME):
            with statements() as asked:
                claire.visits(path)
            costs[-1].append(len(asked))
    assert costs[0] == costs[1]
