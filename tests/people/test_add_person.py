"""One person added by hand, with a warning when she is here already."""

import pytest
from sqlmodel import Session, select

from backend.people.models import Accompaniment, Person
from tests.cast import Cast, saved
from tests.conftest import NOON, SignIn
from tests.people.conftest import error_of

PAGE = "/pro/personnes/nouvelle"
DIALLO = {
    "prenom": "Fatou",
    "nom": "Diallo",
    "naissance": "1990-02-28",
    "email": "Fatou@example.org",
    "telephone": "06 12 34 56 78",
    "langue": "ar",
}


def test_she_is_added_to_the_adviser_s_people(
    cast: Cast, signed_in: SignIn, session: Session
) -> None:
    claire = signed_in(cast.claire)
    page = claire.submits(claire.visits(PAGE), PAGE, htmx=False, **DIALLO, referente="on")

    fatou = session.exec(select(Person).where(Person.last_name == "Diallo")).one()
    assert page.response.url.path == f"/pro/personnes/{fatou.id}"
    assert (fatou.territory_id, fatou.email, fatou.phone, fatou.language) == (
        cast.tarn.id,
        "fatou@example.org",
        "+33612345678",
        "ar",
    )
    link = session.exec(select(Accompaniment).where(Accompaniment.person_id == fatou.id)).one()
    assert (link.adviser_id, link.is_referent) == (cast.claire.id, True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("prenom", ""),
        ("nom", ""),
        ("naissance", "28/02"),
        ("naissance", "2027-01-01"),
        ("naissance", "1890-01-01"),
        ("email", "fatou"),
        ("telephone", "12"),
    ],
)
def test_each_answer_is_checked_and_kept(
    cast: Cast, signed_in: SignIn, field: str, value: str
) -> None:
    claire = signed_in(cast.claire)
    sent = DIALLO | {field: value}
    page = claire.submits(claire.visits(PAGE), PAGE, htmx=False, **sent)

    assert page.status == 422
    assert error_of(page, field)
    assert {name: page.form(PAGE)[name] for name in sent} == sent


def test_somebody_with_that_name_and_birth_date_is_a_warning_not_a_merge(
    cast: Cast, signed_in: SignIn, session: Session
) -> None:
    claire = signed_in(cast.claire)
    sent = {"prenom": "AMINA", "nom": "Bénali", "naissance": "1994-05-17"}
    page = claire.submits(claire.visits(PAGE), PAGE, htmx=False, **sent)

    assert page.status == 422
    assert "Claire Bonnet" in page.text  # who accompanies her
    assert page.form(PAGE)["nom"] == "Bénali"
    assert len(session.exec(select(Person)).all()) == 2
    session.commit()

    claire.submits(page, PAGE, doublon="on")
    assert len(session.exec(select(Person)).all()) == 3


def test_another_territory_s_people_are_no_warning(
    cast: Cast, signed_in: SignIn, session: Session
) -> None:
    saved(
        session,
        Person(
            territory_id=cast.guyane.id,
            first_name="Fatou",
            last_name="Diallo",
            birth_date=cast.amina.birth_date,
            created_at=NOON,
        ),
    )
    session.commit()
    claire = signed_in(cast.claire)
    page = claire.submits(
        claire.visits(PAGE), PAGE, htmx=False, **(DIALLO | {"naissance": "1994-05-17"})
    )

    assert page.response.url.path.startswith("/pro/personnes/")
    assert page.status == 200
