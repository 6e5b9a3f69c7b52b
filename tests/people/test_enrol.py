"""Choosing a passphrase: the account is made, once, and it is also how she recovers it."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from httpx import Response
from sqlmodel import Session, select

from backend.messaging.models import Subscription
from backend.people import hashing, queries, rate
from backend.people.devices import open_device
from backend.people.invitations import invite
from backend.people.models import Device, Invitation, Person
from backend.people.sign_ins import account_of
from backend.settings import Settings
from backend.web.security import secret_key
from tests.cast import Cast
from tests.conftest import NOON
from tests.people.conftest import ANOTHER, PASSPHRASE, enrols, error_of, opens, signs_in
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("quick_hashes")


def test_she_is_signed_in_and_welcomed(anybody: Visitor, code: str) -> None:
    page = enrols(anybody, opens(anybody, code))

    assert page.response.url.path == "/"
    assert "Amina" in page.text
    assert page.all("div", role="status")  # the notice


def test_her_identifier_is_shown_and_always_works(
    anybody: Visitor, newcomer: Callable[[], Visitor], code: str, session: Session, cast: Cast
) -> None:
    page = opens(anybody, code)
    name = session.exec(select(Person.sign_in_name).where(Person.id == cast.amina.id)).one()
    session.commit()
    assert name
    shown = f"{name[:4]}-{name[4:]}"
    assert shown in page.text
    enrols(anybody, page, email="", telephone="")

    assert signs_in(newcomer(), shown.lower()).response.url.path == "/"


def test_what_she_confirms_is_what_she_signs_in_with(
    anybody: Visitor, newcomer: Callable[[], Visitor], code: str
) -> None:
    page = opens(anybody, code)
    assert page.form("/i/phrase")["email"] == "amina@example.org"
    assert page.form("/i/phrase")["telephone"] == "06 12 00 00 01"
    enrols(anybody, page, email="Amina.B@Example.org", telephone="+33 (0)7 55 00 00 07")

    for name in ("amina.b@example.org", "0755000007", "07.55.00.00.07"):
        assert signs_in(newcomer(), name).response.url.path == "/", name
    assert signs_in(newcomer(), "amina@example.org").status == 422


def test_a_family_s_phone_signs_one_person_in_and_reaches_both(
    anybody: Visitor,
    newcomer: Callable[[], Visitor],
    code: str,
    session: Session,
    cast: Cast,
    settings: Settings,
) -> None:
    other = newcomer()
    second = invite(session, cast.bilal, None, settings=settings, now=NOON)
    session.commit()
    enrols(anybody, opens(anybody, code), telephone="0612000001")
    enrols(other, opens(other, second, "had"), telephone="0612000001", phrase=ANOTHER)

    phone = session.exec(select(Person.phone).where(Person.id == cast.bilal.id)).one()
    session.commit()
    assert phone == "+33612000001"
    assert "Amina" in signs_in(newcomer(), "0612000001").text


def test_her_language_is_the_one_she_chose(
    anybody: Visitor, code: str, session: Session, cast: Cast
) -> None:
    page = enrols(anybody, opens(anybody, code), langue="en")

    assert page.language == "en"
    session.refresh(cast.amina)
    assert cast.amina.language == "en"


@pytest.mark.parametrize(("answer", "shared"), [("personnel", False), ("partage", True)])
def test_a_shared_phone_is_signed_in_for_a_short_time(
    anybody: Visitor, code: str, session: Session, *, answer: str, shared: bool
) -> None:
    enrols(anybody, opens(anybody, code), appareil=answer)

    assert session.exec(select(Device)).one().shared is shared


@pytest.mark.parametrize("passphrase", ["zzyx", "motdepasse1234", "amina@example.org", "x" * 201])
def test_a_weak_passphrase_is_refused_and_the_rest_is_kept(
    anybody: Visitor, code: str, passphrase: str
) -> None:
    page = opens(anybody, code)
    page = enrols(anybody, page, phrase=passphrase, email="new@example.org", appareil="partage")

    assert page.status == 422
    assert error_of(page, "phrase")
    kept = page.form("/i/phrase")
    assert (kept["email"], kept["appareil"], kept["phrase"]) == ("new@example.org", "partage", "")
    assert f'"{passphrase}"' not in page.response.text
    assert enrols(anybody, page).response.url.path == "/"


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "amina"), ("telephone", "12"), ("appareil", ""), ("langue", "xx")],
)
def test_each_answer_is_checked(anybody: Visitor, code: str, field: str, value: str) -> None:
    page = enrols(anybody, opens(anybody, code), **{field: value})

    assert page.status == 422
    assert page.all("p", id=f"{field}-error") or field == "appareil"
    assert page.form("/i/phrase")["email"] == (value if field == "email" else "amina@example.org")


def test_a_code_works_once(anybody: Visitor, newcomer: Callable[[], Visitor], code: str) -> None:
    enrols(anybody, opens(anybody, code))

    assert opens(newcomer(), code).status == 422


def test_of_two_at_the_same_moment_one_gets_in(
    newcomer: Callable[[], Visitor],
    code: str,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both are past every check when they meet at the hashing of their passphrases."""
    first, second = newcomer(), newcomer()
    opens(first, code)
    second.visits("/i")
    second.client.cookies.set("__Host-ouverture", first.client.cookies["__Host-ouverture"])
    together, hashed = Barrier(2), hashing.hashed
    monkeypatch.setattr(hashing, "hashed", lambda secret: (together.wait(30), hashed(secret))[1])
    answers: list[Response] = []

    def enrol(visitor: Visitor, phrase: str) -> None:
        sent = {"phrase": phrase, "appareil": "personnel", "langue": "fr"}
        answers.append(visitor.posts("/i/phrase", **sent))

    threads = [Thread(target=enrol, args=pair) for pair in ((first, PASSPHRASE), (second, ANOTHER))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answer.headers["location"] for answer in answers) == ["/", "/i"]
    assert len(session.exec(select(Device)).all()) == 1


def test_an_invitation_revoked_meanwhile_lets_nobody_in(
    anybody: Visitor, code: str, session: Session, cast: Cast, settings: Settings
) -> None:
    page = opens(anybody, code)
    invite(session, cast.amina, None, settings=settings, now=NOON)
    session.commit()

    assert enrols(anybody, page).response.url.path == "/i"
    assert session.exec(select(Device)).all() == []


def test_a_new_invitation_ends_the_old_passphrase_devices_and_reminders(
    anybody: Visitor,
    newcomer: Callable[[], Visitor],
    session: Session,
    amina_account: Person,
    cast: Cast,
    settings: Settings,
) -> None:
    open_device(session, amina_account, label="", shared=False, now=NOON)
    theirs = open_device(session, cast.bilal, label="", shared=False, now=NOON)
    old = session.exec(select(Device).where(Device.person_id == amina_account.id)).one()
    session.add(
        Subscription(
            person_id=amina_account.id,
            device_id=old.id,
            endpoint="https://fcm.googleapis.com/1",
            p256dh="",
            auth="",
            created_at=NOON,
        )
    )
    code = invite(session, amina_account, None, settings=settings, now=NOON)
    session.commit()

    still = newcomer()
    assert signs_in(still, "amina@example.org").response.url.path == "/"  # until she has chosen
    enrols(anybody, opens(anybody, code), phrase=ANOTHER)

    assert still.visits("/reglages", status=303)
    assert signs_in(newcomer(), "amina@example.org").status == 422
    assert signs_in(newcomer(), "amina@example.org", ANOTHER).response.url.path == "/"
    assert session.exec(select(Subscription)).all() == []
    session.commit()
    other = newcomer()
    other.client.cookies.set("__Host-session", theirs)
    assert other.visits("/reglages")


def test_it_also_ends_the_delay_after_wrong_tries(
    anybody: Visitor,
    newcomer: Callable[[], Visitor],
    session: Session,
    amina_account: Person,
    settings: Settings,
) -> None:
    credential = queries.credential_of(session, amina_account)
    assert credential
    key = secret_key(settings)
    for _ in range(5):
        rate.wait_for_account(session, account_of(credential), key=key, now=NOON)
    code = invite(session, amina_account, None, settings=settings, now=NOON)
    session.commit()
    assert signs_in(newcomer(), "amina@example.org").status == 429

    enrols(anybody, opens(anybody, code), phrase=ANOTHER)

    assert signs_in(newcomer(), "amina@example.org", ANOTHER).response.url.path == "/"


def test_the_invitation_is_marked_as_used(
    anybody: Visitor, code: str, session: Session, turn_clock: Callable[..., None]
) -> None:
    page = opens(anybody, code)
    turn_clock(NOON + timedelta(minutes=5))
    enrols(anybody, page)

    used = session.exec(select(Invitation)).one()
    assert used.used_at == NOON + timedelta(minutes=5)
    assert used.opening_hash is None
