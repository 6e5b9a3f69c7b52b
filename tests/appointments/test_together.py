"""A joint interview: a social and a professional adviser receive her together."""

from sqlmodel import Session, select

from backend.appointments.models import Appointment
from tests.cast import Cast
from tests.conftest import SignIn
from tests.parcours.writing import social_worker

TYPED = {"jour": "2026-03-10", "heure": "14:30", "duree": "45", "maniere": "public_office"}


def test_both_are_on_her_card_and_both_expect_her(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    nour = social_worker(session, cast)
    claire, amina, colleague = signed_in(cast.claire), signed_in(cast.amina), signed_in(nour)
    new = f"/pro/personnes/{cast.amina.id}/rendez-vous/nouveau"

    claire.submits(claire.visits(new), new, htmx=False, **TYPED, avec=str(nour.id))

    row = session.exec(select(Appointment)).one()
    session.commit()
    card = amina.visits(f"/rendez-vous/{row.id}").text
    assert "Claire Bonnet" in card
    assert "Nour Petit" in card
    assert "Nour Petit" in amina.visits("/rendez-vous").text
    assert "Amina Benali" in colleague.visits("/pro").text
    assert colleague.visits(f"/pro/rendez-vous/{row.id}").form(f"/pro/rendez-vous/{row.id}")[
        "avec"
    ] == str(nour.id)


def test_the_second_one_must_accompany_her(session: Session, cast: Cast, signed_in: SignIn) -> None:
    claire = signed_in(cast.claire)
    new = f"/pro/personnes/{cast.amina.id}/rendez-vous/nouveau"

    answer = claire.posts(new, **TYPED, avec=str(cast.karim.id))

    assert answer.status_code == 422
    assert session.exec(select(Appointment)).all() == []
