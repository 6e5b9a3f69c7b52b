"""A browser agrees to receive reminders, changes its address, changes hands, stops."""

from datetime import timedelta
from typing import Any

import pytest
from httpx import Response
from sqlmodel import Session, col, select

from backend.messaging import actions
from backend.messaging.models import Subscription
from backend.people.models import Device
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.doubles.push_encryption import encode
from tests.reminders.conftest import Office
from tests.visitor import Visitor

HERE = "/reglages/rappels/navigateurs"


def sends(visitor: Visitor, path: str, content: Any, *, token: bool = True) -> Response:
    """As the page's script does."""
    visitor.client.get("/reglages/rappels")
    headers = {"x-csrftoken": visitor.client.cookies.get("__Host-csrf") or ""} if token else {}
    return visitor.client.post(path, json=content, headers=headers)


def held(session: Session) -> list[tuple[int, str]]:
    """Whose browsers are known, and by what address."""
    session.rollback()
    rows = session.exec(
        select(Subscription.person_id, Subscription.endpoint).order_by(col(Subscription.id))
    ).all()
    session.rollback()
    return list(rows)


def test_a_browser_that_agrees_is_hers_and_linked_to_this_device(
    cast: Cast, signed_in: SignIn, office: Office, session: Session
) -> None:
    subscription = office.push.new_subscription()
    response = sends(signed_in(cast.amina), HERE, subscription | {"expirationTime": None})
    assert response.status_code == 204
    [row] = session.exec(select(Subscription)).all()
    assert (row.person_id, row.endpoint) == (cast.amina.id, subscription["endpoint"])
    assert row.device_id == session.exec(select(Device.id)).one()
    assert (row.label, row.created_at) == ("Chrome, Android", NOON)


def test_telling_it_again_changes_nothing(
    cast: Cast, signed_in: SignIn, office: Office, session: Session
) -> None:
    amina, subscription = signed_in(cast.amina), office.push.new_subscription()
    for _ in range(2):
        sends(amina, HERE, subscription)
    assert held(session) == [(cast.amina.id, subscription["endpoint"])]


def test_a_browser_belongs_to_whoever_signed_in_there_last(
    cast: Cast, signed_in: SignIn, office: Office, session: Session
) -> None:
    subscription = office.push.new_subscription()
    for person in (cast.amina, cast.bilal):
        sends(signed_in(person), HERE, subscription)
    assert held(session) == [(cast.bilal.id, subscription["endpoint"])]


def test_ten_browsers_are_kept_and_the_one_reached_longest_ago_gives_way(
    cast: Cast, signed_in: SignIn, office: Office, session: Session
) -> None:
    endpoints = [office.subscribe(cast.amina) for _ in range(actions.MOST_BROWSERS)]
    rows = session.exec(select(Subscription).order_by(col(Subscription.id))).all()
    for days, row in enumerate(rows):
        row.reached_at = NOON - timedelta(days=abs(days - 3))  # the last is the oldest
    session.commit()
    newest = office.push.new_subscription()
    sends(signed_in(cast.amina), HERE, newest)
    kept = {endpoint for _, endpoint in held(session)}
    assert kept == {*endpoints[:-1], newest["endpoint"]}


@pytest.mark.parametrize(
    "change",
    [
        {"endpoint": "http://127.0.0.1:1/x"},
        {"endpoint": "https://evil.example/x"},
        {"endpoint": "x" * 1001},
        {"keys": {"p256dh": "AAAA", "auth": "AAAA"}},
        {"keys": {"p256dh": "A" * 87, "auth": encode(b"x" * 16)}},
        {"keys": {}},
        {"keys": None},
        {"endpoint": 7},
    ],
)
def test_what_no_push_service_could_take_is_refused_at_the_door(
    cast: Cast, signed_in: SignIn, office: Office, session: Session, change: dict[str, Any]
) -> None:
    response = sends(signed_in(cast.amina), HERE, office.push.new_subscription() | change)
    assert response.status_code == 400
    assert held(session) == []


def test_on_a_shared_device_it_is_refused(
    cast: Cast, signed_in: SignIn, office: Office, session: Session
) -> None:
    response = sends(signed_in(cast.amina, shared=True), HERE, office.push.new_subscription())
    assert response.status_code == 403
    assert held(session) == []


def test_without_the_token_it_is_refused(
    cast: Cast, signed_in: SignIn, office: Office, session: Session
) -> None:
    amina = signed_in(cast.amina)
    response = sends(amina, HERE, office.push.new_subscription(), token=False)
    assert response.status_code == 403
    assert held(session) == []


def test_a_stranger_is_refused(anybody: Visitor, office: Office, session: Session) -> None:
    anybody.client.get("/connexion")
    headers = {"x-csrftoken": anybody.client.cookies.get("__Host-csrf") or ""}
    response = anybody.client.post(HERE, json=office.push.new_subscription(), headers=headers)
    assert response.status_code == 401
    assert held(session) == []


def test_turning_it_off_forgets_the_browser(
    cast: Cast, signed_in: SignIn, office: Office, session: Session
) -> None:
    amina, subscription = signed_in(cast.amina), office.push.new_subscription()
    sends(amina, HERE, subscription)
    for _ in range(2):
        assert sends(amina, f"{HERE}/retrait", subscription).status_code == 204
    assert held(session) == []


def test_somebody_elses_browser_cannot_be_turned_off(
    cast: Cast, signed_in: SignIn, office: Office, session: Session
) -> None:
    subscription = office.push.new_subscription()
    sends(signed_in(cast.amina), HERE, subscription)
    sends(signed_in(cast.bilal), f"{HERE}/retrait", subscription)
    assert held(session) == [(cast.amina.id, subscription["endpoint"])]


def renewal(subscription: dict[str, Any], old: str | None = None) -> dict[str, Any]:
    return {"old_endpoint": old, "subscription": subscription}


def test_a_browser_that_changed_its_address_by_itself_is_followed(
    cast: Cast, anybody: Visitor, office: Office, session: Session
) -> None:
    """The service worker speaks, with no session and no token: the old address is the key."""
    old, new = office.subscribe(cast.amina), office.push.new_subscription()
    response = anybody.client.post(f"{HERE}/renouvellement", json=renewal(new, old))
    assert response.status_code == 204
    assert held(session) == [(cast.amina.id, new["endpoint"])]


def test_an_address_told_twice_is_kept_once(
    cast: Cast, anybody: Visitor, signed_in: SignIn, office: Office, session: Session
) -> None:
    old, new = office.subscribe(cast.amina), office.push.new_subscription()
    sends(signed_in(cast.amina), HERE, new)
    response = anybody.client.post(f"{HERE}/renouvellement", json=renewal(new, old))
    assert response.status_code == 204
    assert held(session) == [(cast.amina.id, new["endpoint"])]


def test_an_unknown_old_address_subscribes_nobody(
    anybody: Visitor, office: Office, session: Session
) -> None:
    new = office.push.new_subscription()
    for old in (f"{office.push.url}/wpush/unknown", None):
        response = anybody.client.post(f"{HERE}/renouvellement", json=renewal(new, old))
        assert response.status_code == 404
    assert held(session) == []


def test_an_address_elsewhere_is_not_followed(
    cast: Cast, anybody: Visitor, office: Office, session: Session
) -> None:
    old = office.subscribe(cast.amina)
    new = office.push.new_subscription() | {"endpoint": "https://evil.example/x"}
    response = anybody.client.post(f"{HERE}/renouvellement", json=renewal(new, old))
    assert response.status_code == 400
    assert held(session) == [(cast.amina.id, old)]


def test_the_page_asks_whether_this_browser_is_hers(
    cast: Cast, signed_in: SignIn, office: Office, session: Session
) -> None:
    subscription = office.push.new_subscription()
    first, again = signed_in(cast.amina), signed_in(cast.amina)
    sends(first, HERE, subscription)
    path, content = f"{HERE}/renouvellement", renewal(subscription)
    assert sends(again, path, content).status_code == 204
    assert sends(signed_in(cast.bilal), path, content).status_code == 404
    latest = session.exec(select(Device.id).where(Device.person_id == cast.amina.id)).all()[-1]
    assert session.exec(select(Subscription.device_id)).one() == latest


def test_signing_the_device_out_ends_its_reminders(
    cast: Cast, signed_in: SignIn, office: Office, session: Session
) -> None:
    amina = signed_in(cast.amina)
    sends(amina, HERE, office.push.new_subscription())
    amina.posts("/deconnexion")
    assert held(session) == []
