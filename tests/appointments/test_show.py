from datetime import timedelta

import pytest
from sqlmodel import Session

from backend.appointments.models import Place, Source, Stage, Status, stage_of
from tests.appointments.saving import TUESDAY, given
from tests.cast import Cast, appointment
from tests.conftest import NOON, SignIn
from tests.visitor import Visitor


def test_the_card_says_everything(session: Session, cast: Cast, signed_in: SignIn) -> None:
    row = given(session, cast.amina, duration_minutes=45)

    page = signed_in(cast.amina).visits(f"/rendez-vous/{row.id}")

    for words in (
        "mardi 10 mars",
        "14 h 30",
        "45",
        "Maison du Département",
        "14 rue de la Paix, 81000 Albi",
        "référente Claire Bonnet",
        "pièce d’identité",
        "05 63 00 00 02",
    ):
        assert words in page.text
    assert "tel:+33563000002" in page.links()
    assert f"/rendez-vous/{row.id}/agenda.ics" in page.links()
    assert page.all("read-aloud")
    assert page.all("print-button")


def test_the_map_gets_the_address_of_the_office_and_nothing_of_her(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = given(session, cast.amina)

    page = signed_in(cast.amina).visits(f"/rendez-vous/{row.id}")

    (link,) = page.all("a", rel="noreferrer")
    assert link.get("href") == (
        "https://www.openstreetmap.org/search?query=14%20rue%20de%20la%20Paix%2C%2081000%20Albi"
    )


@pytest.mark.parametrize("place", [Place.PHONE, Place.HOME, Place.VIDEO])
def test_there_is_no_map_where_she_does_not_travel(
    session: Session, cast: Cast, signed_in: SignIn, place: Place
) -> None:
    row = given(session, cast.amina, place=place, address="3 impasse du Port, Albi")

    page = signed_in(cast.amina).visits(f"/rendez-vous/{row.id}")

    assert not page.all("a", rel="noreferrer")


def test_what_to_bring_is_a_list(session: Session, cast: Cast, signed_in: SignIn) -> None:
    row = given(session, cast.amina, bring="pièce d’identité (carte, passeport), CV")

    page = signed_in(cast.amina).visits(f"/rendez-vous/{row.id}")

    things = ["".join(li.itertext()) for li in page.all("li")]
    assert {"pièce d’identité (carte, passeport)", "CV"} <= set(things)


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("", []),
        ("CV", ["CV"]),
        ("CV, photo", ["CV", "photo"]),
        ("- CV\n- photo\n", ["CV", "photo"]),
        ("CV ; photo", ["CV", "photo"]),
        ("papiers (un, deux), CV", ["papiers (un, deux)", "CV"]),
    ],
)
def test_things_to_bring_are_told_apart(cast: Cast, words: str, things: list[str]) -> None:
    row = appointment(cast.amina, TUESDAY, bring=words)

    assert row.things_to_bring == things


def test_without_a_number_of_its_own_the_structures_is_given(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = given(session, cast.amina, phone="", structure_id=cast.mission_locale.id)

    page = signed_in(cast.amina).visits(f"/rendez-vous/{row.id}")

    assert f"tel:{cast.mission_locale.phone}" in page.links()


def test_without_any_number_the_territorys_is_given(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = given(session, cast.amina, phone="")

    page = signed_in(cast.amina).visits(f"/rendez-vous/{row.id}")

    assert f"tel:{cast.tarn.phone}" in page.links()


def test_hours_are_those_of_her_territory(session: Session, cast: Cast, signed_in: SignIn) -> None:
    row = given(session, cast.bilal, TUESDAY)

    assert "10 h 30" in signed_in(cast.bilal).visits(f"/rendez-vous/{row.id}").text


@pytest.mark.parametrize(
    ("status", "minutes", "stage"),
    [
        (Status.UNKNOWN, 1, Stage.UPCOMING),
        (Status.UNKNOWN, 0, Stage.BEGUN),
        (Status.UNKNOWN, -29, Stage.BEGUN),
        (Status.UNKNOWN, -30, Stage.PAST),
        (Status.SEEN, -30, Stage.HELD),
        (Status.NOSHOW, -30, Stage.MISSED),
        (Status.EXCUSED, 60, Stage.CANCELLED_BY_HER),
        (Status.REVOKED, -60, Stage.CANCELLED_BY_SERVICE),
    ],
)
def test_its_stage_follows_its_status_and_the_hour(
    session: Session, cast: Cast, status: Status, minutes: int, stage: Stage
) -> None:
    row = given(session, cast.amina, NOON + timedelta(minutes=minutes), status=status)

    assert stage_of(row, NOON) is stage


@pytest.mark.parametrize("status", [Status.EXCUSED, Status.REVOKED])
def test_a_cancelled_one_says_whom_to_call_and_asks_nothing(
    session: Session, cast: Cast, signed_in: SignIn, status: Status
) -> None:
    row = given(session, cast.amina, status=status)

    page = signed_in(cast.amina).visits(f"/rendez-vous/{row.id}")

    assert page.all("div", class_="notice notice--warn")
    assert "tel:+33563000002" in page.links()
    assert not page.all("form", action=f"/rendez-vous/{row.id}/reponse")


def test_hers_shows_no_number_but_the_one_she_typed(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = given(session, cast.amina, source=Source.PERSON, phone="", who_name="École Jean Jaurès")

    page = signed_in(cast.amina).visits(f"/rendez-vous/{row.id}")

    assert not [href for href in page.links() if href.startswith("tel:")]


@pytest.mark.parametrize("path", ["", "/agenda.ics"])
def test_somebody_elses_appointment_is_not_found(
    session: Session, cast: Cast, signed_in: SignIn, path: str
) -> None:
    row = given(session, cast.amina)

    signed_in(cast.bilal).visits(f"/rendez-vous/{row.id}{path}", status=404)


@pytest.mark.parametrize("path", ["0", "9999", "99999999999999999999"])
def test_an_appointment_that_does_not_exist_is_not_found(
    cast: Cast, signed_in: SignIn, path: str
) -> None:
    signed_in(cast.amina).visits(f"/rendez-vous/{path}", status=404)


def test_a_signed_out_visitor_is_sent_to_sign_in(
    session: Session, cast: Cast, anybody: Visitor
) -> None:
    row = given(session, cast.amina)

    page = anybody.visits(f"/rendez-vous/{row.id}", status=303)

    assert page.response.headers["location"] == f"/connexion?retour=/rendez-vous/{row.id}"
