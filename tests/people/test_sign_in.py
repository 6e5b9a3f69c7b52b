"""A name and a passphrase: persons and advisers at the same door."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from backend.messaging.models import Subscription
from backend.people import hashing, queries, rate
from backend.people.access import PERSONAL_DAYS, SHARED_IDLE
from backend.people.credentials import save_contacts, set_passphrase
from backend.people.devices import forget_ended, open_device
from backend.people.hashing import Check
from backend.people.models import Adviser, Credential, Device, Person
from backend.people.passphrases import normalised
from backend.web.security import token_hash
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.people.conftest import PASSPHRASE, error_of, signs_in
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("quick_hashes", "amina_account")

SESSION = "__Host-session"


@pytest.mark.parametrize(
    "name",
    [
        "amina@example.org",
        " AMINA@example.org ",
        "06 12 00 00 01",
        "0612000001",
        "06.12.00.00.01",
        "+33 6 12 00 00 01",
        "+33 (0)6 12 00 00 01",
        "0033612000001",
    ],
)
def test_she_signs_in_with_her_address_or_her_phone_however_written(
    anybody: Visitor, amina_account: Person, name: str
) -> None:
    page = signs_in(anybody, name)

    assert page.response.url.path == "/"
    assert amina_account.first_name in page.text


@pytest.mark.parametrize(
    ("phone", "typed"),
    [
        ("+594694000001", "0694 00 00 01"),
        ("+594694000001", "+594 694 00 00 01"),
        ("+262692123456", "0692 12 34 56"),
        ("+262692123456", "00 262 692 12 34 56"),
        ("+590690001234", "0690 00 12 34"),
        ("+68987123456", "87 12 34 56"),
    ],
)
def test_a_phone_from_overseas_is_known_without_its_prefix(
    anybody: Visitor, session: Session, amina_account: Person, phone: str, typed: str
) -> None:
    save_contacts(session, amina_account, email=None, phone=phone)
    session.commit()

    assert signs_in(anybody, typed).response.url.path == "/"


def test_an_adviser_comes_to_the_desk(anybody: Visitor, claire_account: Adviser) -> None:
    assert signs_in(anybody, claire_account.email).response.url.path == "/pro"


def test_an_adviser_who_left_comes_nowhere(
    anybody: Visitor, session: Session, claire_account: Adviser, signed_in: SignIn
) -> None:
    before = signed_in(claire_account)
    claire_account.left_on = NOON.date()
    session.add(claire_account)
    session.commit()

    assert signs_in(anybody, claire_account.email).status == 422
    before.visits("/pro/personnes", status=303)


@pytest.mark.parametrize("name", ["amina@example.org", "nobody@example.org", "K7PM-3XQD", "hello"])
def test_a_wrong_passphrase_and_an_unknown_name_get_the_same_answer(
    anybody: Visitor, name: str
) -> None:
    page = signs_in(anybody, name, "quatre velos sous la neige", partage="on")

    assert page.status == 422
    assert error_of(page, "phrase")
    assert not error_of(page, "identifiant")
    kept = page.form("/connexion")
    assert (kept["identifiant"], kept["partage"], kept["phrase"]) == (name, "on", "")


def test_an_unknown_name_costs_what_a_known_one_costs(
    anybody: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified = []

    class Spy:
        def __init__(self, hasher: PasswordHasher) -> None:
            self.hasher = hasher

        def verify(self, known: str, given: str) -> bool:
            verified.append(extract_parameters(known))
            return self.hasher.verify(known, given)

        def __getattr__(self, name: str) -> object:
            return getattr(self.hasher, name)

    monkeypatch.setattr(hashing, "hasher", Spy(hashing.hasher))
    signs_in(anybody, "amina@example.org", "quatre velos sous la neige")
    signs_in(anybody, "nobody@example.org", "quatre velos sous la neige")

    assert len(verified) == 2
    assert verified[0] == verified[1]


def test_the_token_is_new_at_each_sign_in_and_only_its_hash_is_kept(
    anybody: Visitor, session: Session
) -> None:
    signs_in(anybody, "amina@example.org")
    first = anybody.client.cookies[SESSION]
    anybody.client.cookies.delete(SESSION)
    signs_in(anybody, "amina@example.org")
    second = anybody.client.cookies[SESSION]

    assert first != second
    stored = str(session.connection().execute(text("SELECT * FROM device")).all())
    assert first not in stored
    assert second not in stored


def test_the_cookie_is_ours_alone(anybody: Visitor) -> None:
    anybody.visits("/connexion")
    answer = anybody.posts("/connexion", identifiant="amina@example.org", phrase=PASSPHRASE)

    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith(SESSION))
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Max-Age=" in cookie


def test_her_own_phone_stays_signed_in_as_long_as_she_comes_back(
    anybody: Visitor, turn_clock: Callable[..., None]
) -> None:
    signs_in(anybody, "amina@example.org")
    for weeks in range(0, 20, 4):
        turn_clock(NOON + timedelta(weeks=weeks))
        anybody.visits("/reglages")
    turn_clock(NOON + timedelta(weeks=16) + PERSONAL_DAYS)
    anybody.visits("/reglages", status=303)


def test_on_a_shared_phone_and_at_the_desk_the_cookie_goes_with_the_window(
    newcomer: Callable[[], Visitor], claire_account: Adviser
) -> None:
    for name, shared in (("amina@example.org", "on"), (claire_account.email, "")):
        visitor = newcomer()
        visitor.visits("/connexion")
        answer = visitor.posts("/connexion", identifiant=name, phrase=PASSPHRASE, partage=shared)
        cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith(SESSION))
        assert "Max-Age" not in cookie


def test_a_session_chosen_by_somebody_else_is_not_adopted(
    anybody: Visitor, newcomer: Callable[[], Visitor]
) -> None:
    anybody.visits("/connexion")
    anybody.client.cookies.set(SESSION, "attackerchosen")
    sent = {"identifiant": "amina@example.org", "phrase": PASSPHRASE}
    assert f"{SESSION}=attackerchosen" not in str(anybody.posts("/connexion", **sent).headers)

    attacker = newcomer()
    attacker.client.cookies.set(SESSION, "attackerchosen")
    attacker.visits("/reglages", status=303)


def test_the_old_sign_in_of_that_browser_ends(
    newcomer: Callable[[], Visitor], session: Session, amina_account: Person, cast: Cast
) -> None:
    for whose in (amina_account, cast.bilal):
        old = open_device(session, whose, label="", shared=False, now=NOON)
        session.commit()
        visitor = newcomer()
        visitor.visits("/connexion")
        visitor.client.cookies.set(SESSION, old)
        visitor.posts("/connexion", identifiant="amina@example.org", phrase=PASSPHRASE)

        assert queries.device_with(session, token_hash(old)) is None
        session.commit()


def test_signing_in_again_on_her_phone_keeps_its_reminders(
    newcomer: Callable[[], Visitor],
    session: Session,
    amina_account: Person,
    turn_clock: Callable[..., None],
) -> None:
    token = open_device(session, amina_account, label="", shared=False, now=NOON)
    device = session.exec(select(Device)).one()
    session.add(
        Subscription(
            person_id=amina_account.id,
            device_id=device.id,
            endpoint="https://fcm.googleapis.com/1",
            p256dh="",
            auth="",
            created_at=NOON,
        )
    )
    session.commit()
    turn_clock(NOON + PERSONAL_DAYS + timedelta(days=1))
    visitor = newcomer()
    visitor.client.cookies.set(SESSION, token)
    visitor.visits("/reglages", status=303)

    sent = {"identifiant": "amina@example.org", "phrase": PASSPHRASE}
    visitor.posts("/connexion", **sent)
    assert len(session.exec(select(Subscription)).all()) == 1
    session.commit()

    visitor.posts("/connexion", partage="on", **sent)
    assert session.exec(select(Subscription)).all() == []  # not on a phone that is shared


def test_a_shared_phone_is_signed_out_after_a_quarter_of_an_hour(
    anybody: Visitor, turn_clock: Callable[..., None]
) -> None:
    page = signs_in(anybody, "amina@example.org", partage="on")
    assert page.response.url.path == "/"
    turn_clock(NOON + SHARED_IDLE - timedelta(minutes=1))
    anybody.visits("/reglages")
    turn_clock(NOON + 2 * SHARED_IDLE)
    anybody.visits("/reglages", status=303)


def test_ended_sign_ins_on_shared_phones_are_forgotten(
    session: Session, amina_account: Person, claire_account: Adviser
) -> None:
    for who, shared, days in (
        (amina_account, False, 0),
        (amina_account, False, 60),
        (amina_account, False, 401),
        (amina_account, True, 2),
        (claire_account, False, 2),
    ):
        open_device(session, who, label=str(days), shared=shared, now=NOON - timedelta(days=days))

    forget_ended(session, now=NOON)

    assert {device.label for device in session.exec(select(Device))} == {"0", "60"}


@pytest.mark.parametrize(
    ("wished", "comes_to"),
    [
        ("/rendez-vous", "/rendez-vous"),
        ("/reglages/appareils?x=1", "/reglages/appareils"),
        ("https://evil.example", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/%0d%0aSet-Cookie", "/%0d%0aSet-Cookie"),
        ("javascript:alert(1)", "/"),
        ("/pro/personnes", "/"),
    ],
)
def test_she_comes_back_to_where_she_was_inside_this_site_only(
    anybody: Visitor, wished: str, comes_to: str
) -> None:
    anybody.visits("/connexion")
    answer = anybody.posts(
        "/connexion", identifiant="amina@example.org", phrase=PASSPHRASE, retour=wished
    )
    assert answer.headers["location"].partition("?")[0] == comes_to


def test_the_way_back_is_kept_through_a_wrong_try(anybody: Visitor) -> None:
    page = anybody.visits("/connexion?retour=/rendez-vous")
    page = anybody.submits(
        page, "/connexion", identifiant="amina@example.org", phrase="quatre velos sous la neige"
    )
    assert page.form("/connexion")["retour"] == "/rendez-vous"


def test_who_is_signed_in_is_not_asked_again(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina).visits("/connexion?retour=/pro", status=303)
    claire = signed_in(cast.claire).visits("/connexion", status=303)

    assert amina.response.headers["location"] == "/"
    assert claire.response.headers["location"] == "/pro"


def test_five_failures_cost_a_minute_then_two_and_never_more_than_an_hour(
    anybody: Visitor, turn_clock: Callable[..., None]
) -> None:
    moment = NOON
    for _ in range(5):
        assert signs_in(anybody, "amina@example.org", "quatre velos sous la neige").status == 422
    for wait in (1, 2, 4, 8, 16, 32, 60, 60):
        page = signs_in(anybody, "amina@example.org")  # even the right one, and it does not count
        assert page.status == 429
        assert page.response.headers["retry-after"] == str(wait * 60)
        assert not error_of(page, "phrase")  # nothing was checked
        assert "05 63 00 00 01" in page.text
        moment += timedelta(minutes=wait)
        turn_clock(moment)
        assert signs_in(anybody, "0612000001", "quatre velos sous la neige").status == 422

    turn_clock(moment + timedelta(hours=1))
    assert signs_in(anybody, "amina@example.org").response.url.path == "/"


def test_an_unknown_name_waits_as_a_known_one(anybody: Visitor) -> None:
    for _ in range(5):
        assert signs_in(anybody, "nobody@example.org").status == 422
    assert signs_in(anybody, "Nobody@example.org").status == 429


def test_a_right_passphrase_forgives_the_wrong_ones(newcomer: Callable[[], Visitor]) -> None:
    for _ in range(3):
        for _ in range(4):
            assert signs_in(newcomer(), "amina@example.org", "x" * 14).status == 422
        assert signs_in(newcomer(), "amina@example.org").response.url.path == "/"


def test_one_address_has_a_limit_whatever_the_names(
    newcomer: Callable[[], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = rate.RateLimitItemPerMinute(2, 15, namespace="few")
    monkeypatch.setattr(rate, "SIGN_IN_FROM_ADDRESS", limit)
    for name in ("a@example.org", "b@example.org"):
        assert signs_in(newcomer(), name).status == 422
    assert signs_in(newcomer(), "amina@example.org").status == 429


def test_all_addresses_together_have_a_limit_too(
    newcomer: Callable[[], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = rate.RateLimitItemPerMinute(1, namespace="one")
    monkeypatch.setattr(rate, "SIGN_IN_IN_ALL", limit)
    assert signs_in(newcomer(), "a@example.org").status == 422
    assert signs_in(newcomer(), "amina@example.org").status == 429


def test_an_old_hash_is_renewed_when_its_parameters_grew(
    anybody: Visitor, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashing, "hasher", PasswordHasher(2, 16, 1))
    assert signs_in(anybody, "amina@example.org").response.url.path == "/"

    kept = session.exec(select(Credential.passphrase_hash)).one()
    session.commit()
    assert extract_parameters(kept).memory_cost == 16
    anybody.posts("/deconnexion")
    assert signs_in(anybody, "amina@example.org").response.url.path == "/"


def test_nothing_is_locked_while_a_passphrase_is_checked(
    anybody: Visitor, cast: Cast, session: Session, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when the browser comes with the cookie of another sign-in, which is looked up first."""
    anybody.client.cookies.set(
        SESSION, open_device(session, cast.bilal, label="", shared=False, now=NOON)
    )
    session.commit()
    written = []

    def check(*_: object) -> Check:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA busy_timeout=100")
            connection.execute(text("UPDATE territory SET phone = phone"))
            connection.commit()
        written.append(True)
        return Check(matches=True)

    monkeypatch.setattr(hashing, "check", check)
    anybody.client.get("/aide")
    answer = anybody.posts("/connexion", identifiant="amina@example.org", phrase=PASSPHRASE)

    assert answer.status_code == 303
    assert written


def test_a_form_without_its_token_is_refused(anybody: Visitor) -> None:
    anybody.visits("/connexion")
    sent = {"identifiant": "amina@example.org", "phrase": PASSPHRASE}

    assert anybody.client.post("/connexion", data=sent).status_code == 403


def test_the_accents_of_a_passphrase_may_be_written_two_ways(
    anybody: Visitor, session: Session, cast: Cast
) -> None:
    decomposed = "e\u0301te\u0301 comme hiver"
    set_passphrase(session, cast.amina, hashing.hashed(normalised(decomposed)), now=NOON)
    session.commit()

    assert signs_in(anybody, "amina@example.org", "été comme hiver").response.url.path == "/"
