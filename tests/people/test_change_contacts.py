"""Her e-mail address and phone: changed by her, with her passphrase again."""

import pytest
from sqlmodel import Session, select

from backend.people.models import Person
from tests.cast import Cast
from tests.conftest import SignIn
from tests.people.conftest import PASSPHRASE, error_of, signs_in
from tests.visitor import Visitor

PAGE = "/reglages/coordonnees"

pytestmark = pytest.mark.usefixtures("amina_account")


def contacts_of(session: Session, person: Person) -> tuple[str | None, str | None]:
    found = session.exec(select(Person.email, Person.phone).where(Person.id == person.id)).one()
    session.commit()
    return found[0], found[1]


def test_they_are_saved_and_signed_in_with(
    cast: Cast, signed_in: SignIn, session: Session, anybody: Visitor
) -> None:
    amina = signed_in(cast.amina)
    page = amina.visits(PAGE)
    assert page.form(PAGE)["telephone"] == "06 12 00 00 01"

    sent = {"email": "amina.b@example.org", "telephone": "0755000007", "phrase": PASSPHRASE}
    page = amina.submits(page, PAGE, htmx=False, **sent)

    assert page.response.url.path == "/reglages"
    assert contacts_of(session, cast.amina) == ("amina.b@example.org", "+33755000007")
    assert signs_in(anybody, "amina@example.org").status == 422
    assert signs_in(anybody, "amina.b@example.org").response.url.path == "/"


def test_both_may_be_left_empty(cast: Cast, signed_in: SignIn, session: Session) -> None:
    amina = signed_in(cast.amina)
    amina.submits(amina.visits(PAGE), PAGE, email="", telephone="", phrase=PASSPHRASE)

    assert contacts_of(session, cast.amina) == (None, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [("phrase", "quatre velos sous la neige"), ("email", "amina"), ("telephone", "12")],
)
def test_a_wrong_answer_changes_nothing_and_keeps_what_was_typed(
    cast: Cast, signed_in: SignIn, session: Session, field: str, value: str
) -> None:
    before = contacts_of(session, cast.amina)
    amina = signed_in(cast.amina)
    sent = {"email": "b@example.org", "telephone": "0755000007", "phrase": PASSPHRASE}
    page = amina.submits(amina.visits(PAGE), PAGE, htmx=False, **(sent | {field: value}))

    assert page.status == 422
    assert error_of(page, field)
    kept = page.form(PAGE) | {"phrase": "", "_csrf_token": ""}
    assert kept == sent | {field: value} | {"phrase": "", "_csrf_token": ""}
    assert contacts_of(session, cast.amina) == before


def test_whoever_holds_the_phone_cannot_try_for_long(
    cast: Cast, signed_in: SignIn, session: Session
) -> None:
    amina = signed_in(cast.amina)
    page = amina.visits(PAGE)
    for _ in range(5):
        page = amina.submits(page, PAGE, email="x@example.org", phrase="quatre velos sous la neige")
        assert page.status == 422

    page = amina.submits(page, PAGE, email="x@example.org", phrase=PASSPHRASE)
    assert page.status == 429
    assert page.response.headers["retry-after"] == "60"
    assert "05 63 00 00 01" in page.text
    assert page.form(PAGE)["email"] == "x@example.org"
    assert contacts_of(session, cast.amina)[0] == "amina@example.org"


def test_who_has_no_passphrase_yet_cannot_give_one(cast: Cast, signed_in: SignIn) -> None:
    bilal = signed_in(cast.bilal)
    page = bilal.submits(bilal.visits(PAGE), PAGE, phrase=PASSPHRASE)

    assert page.status == 422
    assert error_of(page, "phrase")
