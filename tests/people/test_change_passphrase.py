"""A new passphrase, by whoever knows the old one."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, col, select

from backend.people.devices import open_device
from backend.people.models import Adviser, Device
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.people.conftest import ANOTHER, PASSPHRASE, error_of, signs_in
from tests.visitor import Visitor

PAGE = "/reglages/phrase"

pytestmark = pytest.mark.usefixtures("amina_account")


def test_the_new_one_is_taken_and_the_old_one_ends(
    cast: Cast, signed_in: SignIn, newcomer: Callable[[], Visitor]
) -> None:
    amina = signed_in(cast.amina)
    page = amina.submits(amina.visits(PAGE), PAGE, ancienne=PASSPHRASE, phrase=ANOTHER)

    assert page.response.url.path == "/reglages"
    assert signs_in(newcomer(), "amina@example.org").status == 422
    assert signs_in(newcomer(), "amina@example.org", ANOTHER).response.url.path == "/"


def test_other_devices_end_and_this_one_gets_a_new_token(
    cast: Cast, session: Session, anybody: Visitor
) -> None:
    open_device(session, cast.amina, label="Safari, iPhone", shared=False, now=NOON)
    open_device(session, cast.bilal, label="Opera, Mac", shared=False, now=NOON)
    session.commit()
    signs_in(anybody, "amina@example.org")
    before = anybody.client.cookies["__Host-session"]

    anybody.submits(anybody.visits(PAGE), PAGE, ancienne=PASSPHRASE, phrase=ANOTHER)

    assert anybody.client.cookies["__Host-session"] != before
    assert anybody.visits("/reglages")
    kept = session.exec(select(Device.person_id).order_by(col(Device.id))).all()
    assert kept == [cast.bilal.id, cast.amina.id]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ancienne", "quatre velos sous la neige"),
        ("ancienne", ""),
        ("phrase", "motdepasse1234"),
        ("phrase", "amina@example.org"),
        ("phrase", "petit"),
    ],
)
def test_a_wrong_or_weak_one_changes_nothing(
    cast: Cast, signed_in: SignIn, anybody: Visitor, field: str, value: str
) -> None:
    amina = signed_in(cast.amina)
    sent = {"ancienne": PASSPHRASE, "phrase": ANOTHER} | {field: value}
    page = amina.submits(amina.visits(PAGE), PAGE, htmx=False, **sent)

    assert page.status == 422
    assert error_of(page, field)
    assert signs_in(anybody, "amina@example.org").response.url.path == "/"


def test_an_adviser_changes_hers_and_is_back_at_the_desk(
    claire_account: Adviser, signed_in: SignIn, anybody: Visitor
) -> None:
    claire = signed_in(claire_account)
    page = claire.submits(claire.visits(PAGE), PAGE, ancienne=PASSPHRASE, phrase=ANOTHER)

    assert page.response.url.path == "/pro"
    assert signs_in(anybody, claire_account.email, ANOTHER).response.url.path == "/pro"


def test_whoever_holds_the_phone_cannot_try_for_long(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    page = amina.visits(PAGE)
    for _ in range(5):
        page = amina.submits(page, PAGE, ancienne="x" * 14, phrase=ANOTHER)
        assert page.status == 422
    assert amina.submits(page, PAGE, ancienne=PASSPHRASE, phrase=ANOTHER).status == 429
