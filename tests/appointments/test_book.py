"""What an adviser gives, changes and cancels."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from backend.appointments.models import Answer, Appointment, Place, Source, Status
from tests.appointments.saving import TUESDAY, given
from tests.cast import Cast
from tests.conftest import NOON, SignIn

BOOKED = {"jour": "2026-03-10", "heure": "14:30", "duree": "45"}


@pytest.fixture
def booked(session: Session, cast: Cast) -> Appointment:
    return given(session, cast.amina, source=Source.DESK, structure_id=cast.department.id)


def test_an_adviser_gives_an_appointment_with_all_that_is_known_filled_in(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    claire = signed_in(cast.claire)
    path = f"/pro/personnes/{cast.amina.id}/rendez-vous/nouveau"
    page = claire.visits(path)
    assert page.form(path)["lieu"] == cast.department.name
    assert page.form(path)["telephone"] == cast.claire.phone

    claire.submits(page, path, htmx=False, **BOOKED, apporter="CV\nphoto")

    row = session.exec(select(Appointment)).one()
    assert (row.source, row.structure_id) == (Source.DESK, cast.department.id)
    assert (row.starts_at, row.duration_minutes) == (TUESDAY, 45)
    assert (row.who_function, row.who_name) == ("référente", "Claire Bonnet")
    assert row.things_to_bring == ["CV", "photo"]


def test_she_sees_it_and_may_answer(session: Session, cast: Cast, signed_in: SignIn) -> None:
    claire, amina = signed_in(cast.claire), signed_in(cast.amina)
    path = f"/pro/personnes/{cast.amina.id}/rendez-vous/nouveau"
    claire.submits(claire.visits(path), path, htmx=False, **BOOKED)
    row = session.exec(select(Appointment)).one()

    page = amina.visits(f"/rendez-vous/{row.id}")

    assert page.form(f"/rendez-vous/{row.id}/reponse")
    assert "Claire Bonnet" in page.text


@pytest.mark.parametrize(
    ("field", "typed"),
    [("jour", ""), ("heure", "midi"), ("duree", "0"), ("maniere", "moon"), ("jour", "2026-02-01")],
)
def test_what_cannot_be_understood_is_said_and_nothing_typed_is_lost(
    session: Session, cast: Cast, signed_in: SignIn, field: str, typed: str
) -> None:
    claire = signed_in(cast.claire)
    path = f"/pro/personnes/{cast.amina.id}/rendez-vous/nouveau"
    sent = BOOKED | {"apporter": "CV", field: typed}

    page = claire.submits(claire.visits(path), path, htmx=False, **sent)

    assert page.status == 422
    assert f"#{field}" in page.links()
    assert page.form(path)["apporter"] == "CV"
    assert not session.exec(select(Appointment)).all()


def test_moving_it_asks_her_again_and_tells_her(
    session: Session, cast: Cast, signed_in: SignIn, booked: Appointment
) -> None:
    booked.answer = Answer.COMING
    session.commit()
    claire = signed_in(cast.claire)
    path = f"/pro/rendez-vous/{booked.id}"

    claire.submits(claire.visits(path), path, heure="16:00")

    session.refresh(booked)
    assert booked.starts_at == TUESDAY + timedelta(hours=1, minutes=30)
    assert (booked.sequence, booked.moved_at, booked.answer) == (1, NOON, None)


def test_changing_only_what_to_bring_moves_nothing(
    session: Session, cast: Cast, signed_in: SignIn, booked: Appointment
) -> None:
    claire = signed_in(cast.claire)
    path = f"/pro/rendez-vous/{booked.id}"

    claire.submits(claire.visits(path), path, apporter="photo")

    session.refresh(booked)
    assert booked.bring == "photo"
    assert (booked.sequence, booked.moved_at) == (0, None)


@pytest.mark.parametrize("status", [Status.EXCUSED, Status.REVOKED])
def test_cancelling_says_at_whose_request(
    session: Session, cast: Cast, signed_in: SignIn, booked: Appointment, status: Status
) -> None:
    claire = signed_in(cast.claire)
    path = f"/pro/rendez-vous/{booked.id}"

    claire.submits(claire.visits(path), f"{path}/annulation", demande=status)

    session.refresh(booked)
    assert (booked.status, booked.sequence, booked.changed_at) == (status, 1, NOON)


@pytest.mark.parametrize("status", [Status.SEEN, Status.NOSHOW])
def test_once_it_has_begun_the_adviser_says_what_came_of_it(
    session: Session, cast: Cast, signed_in: SignIn, booked: Appointment, status: Status
) -> None:
    booked.starts_at = NOON - timedelta(hours=2)
    session.commit()
    claire = signed_in(cast.claire)
    path = f"/pro/rendez-vous/{booked.id}"

    claire.submits(claire.visits(path), f"{path}/issue", issue=status)

    session.refresh(booked)
    assert booked.status is status


def test_a_contested_absence_is_corrected(session: Session, cast: Cast, signed_in: SignIn) -> None:
    row = given(
        session,
        cast.amina,
        NOON - timedelta(days=3),
        structure_id=cast.department.id,
        status=Status.NOSHOW,
        absence_disputed_at=NOON,
        absence_words="J’étais là.",
    )
    claire = signed_in(cast.claire)
    path = f"/pro/rendez-vous/{row.id}"
    page = claire.visits(path)
    assert "J’étais là." in page.text

    claire.submits(page, f"{path}/issue", issue="seen")

    session.refresh(row)
    assert row.status is Status.SEEN


@pytest.mark.parametrize("issue", ["seen", "noshow"])
def test_nothing_has_come_of_it_before_it_begins(
    cast: Cast, signed_in: SignIn, booked: Appointment, issue: str
) -> None:
    response = signed_in(cast.claire).posts(f"/pro/rendez-vous/{booked.id}/issue", issue=issue)

    assert response.status_code == 409


@pytest.mark.parametrize(("path", "field"), [("annulation", "demande"), ("issue", "issue")])
def test_words_that_are_not_offered_are_refused(
    cast: Cast, signed_in: SignIn, booked: Appointment, path: str, field: str
) -> None:
    claire = signed_in(cast.claire)

    for word in ("", "unknown", "perhaps"):
        response = claire.posts(f"/pro/rendez-vous/{booked.id}/{path}", **{field: word})
        assert response.status_code == 422


@pytest.mark.parametrize("path", ["", "/annulation"])
def test_what_comes_from_another_tool_is_changed_there(
    session: Session, cast: Cast, signed_in: SignIn, path: str
) -> None:
    row = given(session, cast.amina, structure_id=cast.department.id)
    claire = signed_in(cast.claire)

    assert not claire.visits(f"/pro/rendez-vous/{row.id}").all("input", id="jour")
    response = claire.posts(f"/pro/rendez-vous/{row.id}{path}", **BOOKED, demande="revoked")
    assert response.status_code == 409


@pytest.mark.parametrize("place", list(Place))
def test_every_place_can_be_given(
    session: Session, cast: Cast, signed_in: SignIn, place: Place
) -> None:
    claire = signed_in(cast.claire)
    path = f"/pro/personnes/{cast.amina.id}/rendez-vous/nouveau"

    claire.submits(claire.visits(path), path, htmx=False, **BOOKED, maniere=place)

    assert session.exec(select(Appointment)).one().place is place


@pytest.mark.parametrize("path", ["", "/annulation", "/issue"])
def test_another_advisers_people_are_not_found(
    cast: Cast, signed_in: SignIn, booked: Appointment, path: str
) -> None:
    karim = signed_in(cast.karim)

    assert karim.posts(f"/pro/rendez-vous/{booked.id}{path}").status_code == 404
    assert karim.posts(f"/pro/personnes/{cast.amina.id}/rendez-vous/nouveau").status_code == 404


def test_an_appointment_at_another_structure_is_not_the_advisers(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    elsewhere = given(session, cast.amina, structure_id=cast.mission_locale.id)
    hers = given(session, cast.amina, source=Source.PERSON, uid="hers", external_id=None)
    claire = signed_in(cast.claire)

    for row in (elsewhere, hers):
        claire.visits(f"/pro/rendez-vous/{row.id}", status=404)
