"""What to bring, told once by a structure."""

from typing import Any

from sqlmodel import Session, select

from backend.appointments import actions
from backend.appointments.models import Guidance, Source
from tests.appointments.saving import TUESDAY, given
from tests.cast import Cast
from tests.conftest import NOON, SignIn

PATH = "/pro/apporter"


def test_an_adviser_writes_it_and_finds_it_again(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    claire = signed_in(cast.claire)

    page = claire.submits(
        claire.visits(PATH), PATH, categorie="rsa_orientation", apporter="pièce d’identité"
    )

    assert f"{PATH}?categorie=rsa_orientation" in page.links()
    again = claire.visits(f"{PATH}?categorie=rsa_orientation")
    assert again.form(PATH) | {"_csrf_token": ""} == {
        "_csrf_token": "",
        "categorie": "rsa_orientation",
        "apporter": "pièce d’identité",
    }
    assert session.exec(select(Guidance)).one().structure_id == cast.department.id


def test_written_again_it_replaces_what_was_there(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    claire = signed_in(cast.claire)

    for words in ("CV", "CV, photo"):
        claire.submits(claire.visits(PATH), PATH, apporter=words)

    assert [told.bring for told in session.exec(select(Guidance))] == ["CV, photo"]


def test_appointments_to_come_that_said_nothing_say_it_too(session: Session, cast: Cast) -> None:
    here: dict[str, Any] = {"structure_id": cast.department.id}
    silent = given(session, cast.amina, bring="", uid="1", **here)
    told = given(session, cast.amina, bring="un RIB", uid="2", external_id="2", **here)
    past = given(session, cast.amina, NOON - (TUESDAY - NOON), bring="", uid="3", **here)
    desk = given(session, cast.amina, bring="", uid="4", source=Source.DESK, **here)
    elsewhere = given(session, cast.bilal, bring="", uid="5", structure_id=cast.mission_locale.id)

    actions.guide(session, cast.department.id, actions.EVERY_KIND, "CV", now=NOON)
    actions.guide(session, cast.department.id, actions.EVERY_KIND, "CV, photo", now=NOON)

    session.expire_all()
    rows = (silent, told, past, desk, elsewhere)
    assert [row.bring for row in rows] == ["CV, photo", "un RIB", "", "", ""]


def test_a_category_that_does_not_exist_is_refused(cast: Cast, signed_in: SignIn) -> None:
    response = signed_in(cast.claire).posts(PATH, categorie="rsa_lune", apporter="CV")

    assert response.status_code == 422


def test_another_structure_does_not_read_it(cast: Cast, signed_in: SignIn) -> None:
    claire, karim = signed_in(cast.claire), signed_in(cast.karim)

    claire.submits(claire.visits(PATH), PATH, apporter="pièce d’identité")

    assert "pièce d’identité" not in karim.visits(PATH).text
