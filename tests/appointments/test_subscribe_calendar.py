"""The private address that a calendar subscribes to."""

from datetime import timedelta
from typing import Any

import pytest
from httpx import Response
from icalendar import Calendar
from sqlmodel import Session, select

from backend import clock
from backend.appointments import actions
from backend.appointments.models import CalendarFeed, Source, Status
from backend.web.security import token_hash
from tests.appointments.saving import TUESDAY, given, many, statements
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.visitor import Page, Visitor

SETTINGS = "/reglages/agenda"
DAY = timedelta(days=1)


def address_on(page: Page) -> str:
    (field,) = page.all("input", id="adresse")
    return (field.get("value") or "").removeprefix("https://parcours.test")


def opened(visitor: Visitor) -> str:
    return address_on(visitor.submits(visitor.visits(SETTINGS), SETTINGS))


def uids(response: Response) -> set[str]:
    assert response.status_code == 200
    return {str(entry["uid"]) for entry in Calendar.from_ical(response.content).events}


def test_she_makes_an_address_and_any_calendar_reads_it_signed_out(
    session: Session, cast: Cast, signed_in: SignIn, anybody: Visitor
) -> None:
    hers, his = given(session, cast.amina), given(session, cast.bilal)

    response = anybody.client.get(opened(signed_in(cast.amina)))

    assert uids(response) == {hers.uid}
    assert his.uid not in response.text
    assert response.headers["cache-control"] == "private, no-store"
    feed: Any = Calendar.from_ical(response.content)
    assert feed["method"] == "PUBLISH"
    assert feed["refresh-interval"].dt == timedelta(hours=1)
    assert feed["x-published-ttl"] == "PT1H"
    assert "Amina" not in response.text


def test_she_can_read_her_address_again(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)

    address = opened(amina)

    assert address_on(amina.visits(SETTINGS)) == address


def test_the_database_alone_does_not_give_the_address(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    token = opened(signed_in(cast.amina)).removeprefix("/agenda/").removesuffix(".ics")

    feed = session.exec(select(CalendarFeed)).one()
    assert feed.token_hash == token_hash(token)
    assert token not in (feed.salt, feed.token_hash)
    assert len(bytes.fromhex(token)) * 8 >= 128


def test_a_new_address_ends_the_one_before(cast: Cast, signed_in: SignIn, anybody: Visitor) -> None:
    amina = signed_in(cast.amina)

    first, second = opened(amina), opened(amina)

    assert anybody.client.get(first).status_code == 404
    assert anybody.client.get(second).status_code == 200


def test_a_revoked_address_is_not_found(cast: Cast, signed_in: SignIn, anybody: Visitor) -> None:
    amina = signed_in(cast.amina)
    address = opened(amina)

    page = amina.submits(amina.visits(SETTINGS), f"{SETTINGS}/suppression")

    assert not page.all("input", id="adresse")
    assert anybody.client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["wrong.ics", "0" * 32 + ".ics", ".ics", "x", "é.ics"])
def test_a_wrong_address_is_not_found(anybody: Visitor, name: str) -> None:
    assert anybody.client.get(f"/agenda/{name}").status_code == 404


def test_nothing_changed_is_told_in_a_few_bytes(
    session: Session, cast: Cast, signed_in: SignIn, anybody: Visitor
) -> None:
    row = given(session, cast.amina)
    address = opened(signed_in(cast.amina))
    first = anybody.client.get(address)
    known = {"if-none-match": first.headers["etag"]}

    again = anybody.client.get(address, headers=known)
    row.revise(NOON, starts_at=TUESDAY + DAY)
    session.commit()
    changed = anybody.client.get(address, headers=known)

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


def test_a_cancelled_one_stays_a_month_told_as_such(
    session: Session,
    cast: Cast,
    signed_in: SignIn,
    anybody: Visitor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = given(session, cast.amina, NOON + 60 * DAY)
    actions.cancel(row, Status.REVOKED, now=NOON)
    session.commit()
    address = opened(signed_in(cast.amina))

    (entry,) = Calendar.from_ical(anybody.client.get(address).content).events
    monkeypatch.setattr(clock, "now", lambda: NOON + 31 * DAY)
    later = anybody.client.get(address)

    assert entry["status"] == "CANCELLED"
    assert uids(later) == set()


def test_one_she_removed_is_told_as_cancelled(
    session: Session, cast: Cast, signed_in: SignIn, anybody: Visitor
) -> None:
    row = given(session, cast.amina, source=Source.PERSON)
    actions.remove(row, now=NOON)
    session.commit()

    response = anybody.client.get(opened(signed_in(cast.amina)))

    (entry,) = Calendar.from_ical(response.content).events
    assert (entry["status"], entry["sequence"]) == ("CANCELLED", 1)


@pytest.mark.parametrize(
    ("days", "is_there"), [(-31, False), (-29, True), (365, True), (368, False)]
)
def test_it_holds_a_month_back_and_a_year_ahead(
    session: Session,
    cast: Cast,
    signed_in: SignIn,
    anybody: Visitor,
    days: int,
    is_there: bool,  # noqa: FBT001
) -> None:
    row = given(session, cast.amina, NOON + days * DAY)

    response = anybody.client.get(opened(signed_in(cast.amina)))

    assert (row.uid in uids(response)) is is_there


def test_three_or_three_hundred_are_asked_for_in_as_many_statements(
    session: Session, cast: Cast, signed_in: SignIn, anybody: Visitor
) -> None:
    many(session, cast.amina, 3)
    many(session, cast.bilal, 150)
    few, lots = opened(signed_in(cast.amina)), opened(signed_in(cast.bilal))

    with statements() as for_few:
        anybody.client.get(few)
    with statements() as for_lots:
        anybody.client.get(lots)

    assert len(for_few) == len(for_lots)
