"""An appointment that came for somebody unknown is given to a person."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from backend.appointments.models import Appointment, Source
from backend.appointments.reception import IncomingAppointment
from backend.partners.models import WaitingAppointment
from backend.partners.waiting import CONTENT
from backend.people.models import IdentifierSystem, PersonIdentifier
from tests.cast import Cast, saved
from tests.conftest import NOON, SignIn

SOON = NOON + timedelta(days=3)


def waits(session: Session, cast: Cast, **others: Any) -> WaitingAppointment:
    """An appointment at Claire's structure, sent for a number nobody gave us."""
    incoming = IncomingAppointment(source=Source.RDV_INSERTION, external_id="99", starts_at=SOON)
    told: dict[str, Any] = {
        "structure_id": cast.department.id,
        "source": Source.RDV_INSERTION,
        "external_id": "99",
        "external_person_id": "7001",
        "first_name": "Amina",
        "last_name": "BENALI",
        "birth_date": date(1994, 5, 17),
        "starts_at": SOON,
        "content": CONTENT.dump_json(incoming).decode(),
        "position": 1,
        "received_at": NOON,
    }
    row = saved(session, WaitingAppointment(**(told | others)))
    session.commit()
    return row


def test_the_desk_leads_to_it_and_suggests_who_it_is(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = waits(session, cast)
    claire = signed_in(cast.claire)
    path = f"/pro/inconnus/{row.id}"

    assert path in claire.visits("/pro").links()
    assert claire.visits(path).form(path)["personne"] == str(cast.amina.id)


@pytest.mark.parametrize(
    "other", [{"last_name": "Haddad"}, {"birth_date": date(1990, 1, 1)}, {"birth_date": None}]
)
def test_nobody_is_suggested_on_a_name_or_a_date_alone(
    session: Session, cast: Cast, signed_in: SignIn, other: dict[str, Any]
) -> None:
    path = f"/pro/inconnus/{waits(session, cast, **other).id}"

    assert signed_in(cast.claire).visits(path).form(path)["personne"] == ""


def test_once_matched_it_is_in_her_list(session: Session, cast: Cast, signed_in: SignIn) -> None:
    path = f"/pro/inconnus/{waits(session, cast).id}"
    claire, amina = signed_in(cast.claire), signed_in(cast.amina)

    page = claire.submits(claire.visits(path), path)

    assert page.response.url.path == "/pro"
    assert path not in page.links()
    row = session.exec(select(Appointment)).one()
    assert row.person_id == cast.amina.id
    assert f"/rendez-vous/{row.id}" in amina.visits("/rendez-vous").links()


def test_a_number_that_is_somebody_elses_is_refused_and_nothing_is_done(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = waits(session, cast)
    session.add(
        PersonIdentifier(
            territory_id=cast.tarn.id,
            system=IdentifierSystem.RDV_INSERTION,
            value="7001",
            person_id=cast.bilal.id,
        )
    )
    session.commit()
    path = f"/pro/inconnus/{row.id}"
    claire = signed_in(cast.claire)

    page = claire.submits(claire.visits(path), path)

    assert page.status == 422
    assert "#personne" in page.links()
    assert not session.exec(select(Appointment)).all()


def test_a_person_must_be_chosen(session: Session, cast: Cast, signed_in: SignIn) -> None:
    path = f"/pro/inconnus/{waits(session, cast).id}"
    claire = signed_in(cast.claire)

    page = claire.submits(claire.visits(path), path, personne="")

    assert page.status == 422


def test_only_a_person_the_adviser_follows_can_be_chosen(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    path = f"/pro/inconnus/{waits(session, cast).id}"

    response = signed_in(cast.claire).posts(path, personne=str(cast.bilal.id))

    assert response.status_code == 404


def test_what_waits_at_another_structure_is_not_found(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    path = f"/pro/inconnus/{waits(session, cast).id}"
    karim = signed_in(cast.karim)

    karim.visits(path, status=404)
    assert karim.posts(path, personne=str(cast.bilal.id)).status_code == 404
