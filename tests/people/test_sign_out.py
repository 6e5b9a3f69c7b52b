"""Leaving: this browser, another one, all the others."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from backend.messaging.models import Subscription
from backend.people.devices import open_device
from backend.people.models import Device, Person
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.people.conftest import signs_in
from tests.visitor import Visitor

SESSION = "__Host-session"


@pytest.fixture
def elsewhere(session: Session, cast: Cast) -> int:
    """Another browser of Amina's, which receives reminders."""
    open_device(session, cast.amina, label="Safari, iPhone", shared=False, now=NOON)
    device = session.exec(select(Device)).one()
    session.add(
        Subscription(
            person_id=cast.amina.id,
            device_id=device.id,
            endpoint="https://fcm.googleapis.com/1",
            p256dh="",
            auth="",
            created_at=NOON,
        )
    )
    session.commit()
    return device.id


def device_ids(session: Session) -> list[int]:
    found = list(session.exec(select(Device.id).order_by(col(Device.id))))
    session.commit()
    return found


@pytest.mark.usefixtures("amina_account")
def test_the_sign_in_ends_and_the_cookie_and_caches_go(anybody: Visitor, session: Session) -> None:
    signs_in(anybody, "amina@example.org")
    page = anybody.visits("/reglages")
    answer = anybody.client.post(
        "/deconnexion", data=page.form("/deconnexion"), follow_redirects=False
    )

    assert answer.status_code == 303
    assert answer.headers["location"] == "/connexion"
    assert answer.headers["clear-site-data"] == '"cache"'
    assert SESSION not in anybody.client.cookies
    assert device_ids(session) == []
    assert anybody.visits("/connexion").all("div", role="status")  # it says so


def test_the_reminders_of_that_browser_end_too(
    newcomer: Callable[[], Visitor], session: Session, cast: Cast
) -> None:
    token = open_device(session, cast.amina, label="", shared=False, now=NOON)
    device = session.exec(select(Device)).one()
    for owner in (device.id, None):
        session.add(
            Subscription(
                person_id=cast.amina.id,
                device_id=owner,
                endpoint=f"https://fcm.googleapis.com/{owner}",
                p256dh="",
                auth="",
                created_at=NOON,
            )
        )
    session.commit()
    visitor = newcomer()
    visitor.visits("/connexion")
    visitor.client.cookies.set(SESSION, token)

    visitor.posts("/deconnexion")

    assert [s.device_id for s in session.exec(select(Subscription))] == [None]


def test_a_sign_in_that_was_over_by_itself_can_be_left_too(
    newcomer: Callable[[], Visitor], session: Session, cast: Cast
) -> None:
    long_ago = NOON - timedelta(days=90)
    token = open_device(session, cast.amina, label="", shared=False, now=long_ago)
    session.commit()
    visitor = newcomer()
    visitor.visits("/connexion")
    visitor.client.cookies.set(SESSION, token)

    assert visitor.posts("/deconnexion").headers["location"] == "/connexion"
    assert device_ids(session) == []


def test_who_is_not_signed_in_is_led_to_sign_in(anybody: Visitor) -> None:
    assert anybody.posts("/deconnexion").headers["location"] == "/connexion"


def test_her_devices_are_listed_in_words(
    cast: Cast, signed_in: SignIn, elsewhere: int, session: Session
) -> None:
    long_ago = NOON - timedelta(days=90)
    open_device(session, cast.amina, label="Opera, Mac", shared=False, now=long_ago)
    open_device(session, cast.bilal, label="Edge, Windows", shared=False, now=NOON)
    session.commit()
    page = signed_in(cast.amina).visits("/reglages/appareils")

    assert "Safari, iPhone" in page.text
    assert "Chrome, Android" in page.text  # the one she holds
    assert "Opera, Mac" not in page.text  # over by itself
    assert "Edge, Windows" not in page.text  # Bilal's
    actions = [form.get("action") for form in page.all("form")]
    assert f"/reglages/appareils/{elsewhere}/deconnexion" in actions
    assert "/deconnexion" in actions


def test_one_of_them_is_signed_out_with_its_reminders(
    cast: Cast, signed_in: SignIn, elsewhere: int, session: Session
) -> None:
    amina = signed_in(cast.amina)
    page = amina.visits("/reglages/appareils")

    page = amina.submits(page, f"/reglages/appareils/{elsewhere}/deconnexion")

    assert "Safari, iPhone" not in page.text
    assert "Chrome, Android" in page.text
    assert elsewhere not in device_ids(session)
    assert session.exec(select(Subscription)).all() == []


def test_all_the_others_are_signed_out_at_once(
    cast: Cast, signed_in: SignIn, elsewhere: int, session: Session
) -> None:
    theirs = signed_in(cast.bilal)
    amina = signed_in(cast.amina)
    page = amina.visits("/reglages/appareils")

    page = amina.submits(page, "/reglages/appareils/deconnexion")

    assert len(page.all("h2")) == 1
    assert elsewhere not in device_ids(session)
    theirs.visits("/reglages")


def test_somebody_else_s_device_is_not_found(
    cast: Cast, signed_in: SignIn, elsewhere: int, session: Session
) -> None:
    for stranger in (cast.bilal, cast.claire):
        answer = signed_in(stranger).posts(f"/reglages/appareils/{elsewhere}/deconnexion")
        assert answer.status_code == 404
    assert elsewhere in device_ids(session)


def test_an_adviser_sees_her_own_devices(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.claire).visits("/reglages/appareils")

    assert "Chrome, Android" in page.text
    assert "/reglages/phrase" in page.links()


@pytest.mark.usefixtures("elsewhere")
def test_without_a_token_nobody_is_signed_out(
    cast: Cast, signed_in: SignIn, session: Session
) -> None:
    amina = signed_in(cast.amina)
    for path in ("/deconnexion", "/reglages/appareils/deconnexion"):
        assert amina.client.post(path, data={}).status_code == 403
    assert len(device_ids(session)) == 2


def test_settings_show_her_identifier_and_lead_everywhere(
    amina_account: Person, signed_in: SignIn
) -> None:
    page = signed_in(amina_account).visits("/reglages")

    name = amina_account.sign_in_name or ""
    assert f"{name[:4]}-{name[4:]}" in page.text
    assert {
        "/reglages/appareils",
        "/reglages/coordonnees",
        "/reglages/phrase",
        "/reglages/rappels",
        "/reglages/agenda",
    } <= set(page.links())
