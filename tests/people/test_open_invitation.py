"""The code on paper, typed or scanned: who gets to the second page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from backend.people import hashing, rate
from backend.people.hashing import Check
from backend.people.invitations import OPENING, VALID_FOR, invite, revoke
from backend.people.names import begins_as
from backend.settings import Settings
from tests.cast import Cast
from tests.conftest import NOON
from tests.people.conftest import enrols, error_of, opens
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("quick_hashes")


def test_the_code_and_three_letters_lead_to_the_passphrase(anybody: Visitor, code: str) -> None:
    page = opens(anybody, code)

    assert page.form("/i/phrase")
    assert "Amina" in page.text


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}", "{3}"])
def test_a_code_is_read_however_it_is_written(anybody: Visitor, code: str, typed: str) -> None:
    bare = code.replace("-", "")
    spaced = " ".join(bare)

    assert opens(anybody, typed.format(code, bare, code.lower(), spaced)).form("/i/phrase")


@pytest.mark.parametrize(
    ("surname", "typed"),
    [
        ("Benali", "BEN"),
        ("Benali", "Bén"),
        ("Benali", "benali"),
        ("Bénali", "ben"),
        ("Le Goff", "leg"),
        ("Le Goff", "le g"),
        ("D’Almeida", "dal"),
        ("N'Guyen", "N'g"),
        ("Ly", "ly"),
        ("Ly", "LY "),
        ("Œuvrard", "oeu"),
        ("El-Amrani", "el a"),
        ("بن علي", "بنع"),
    ],
)
def test_letters_are_taken_with_or_without_accents_spaces_and_apostrophes(
    surname: str, typed: str
) -> None:
    assert begins_as(surname, typed)


@pytest.mark.parametrize(
    ("surname", "typed"), [("Benali", "be"), ("Benali", "bem"), ("Ly", "lyx"), ("Ly", "l")]
)
def test_other_letters_are_not(surname: str, typed: str) -> None:
    assert not begins_as(surname, typed)


def test_wrong_used_revoked_expired_and_unknown_codes_get_the_same_answer(
    newcomer: Callable[[], Visitor],
    session: Session,
    cast: Cast,
    settings: Settings,
) -> None:
    used = invite(session, cast.amina, None, settings=settings, now=NOON)
    session.commit()
    first = newcomer()
    enrols(first, opens(first, used))
    revoked = invite(session, cast.amina, None, settings=settings, now=NOON)
    revoke(session, cast.amina, now=NOON)
    expired = invite(session, cast.amina, None, settings=settings, now=NOON - VALID_FOR)
    good = invite(session, cast.bilal, None, settings=settings, now=NOON)
    session.commit()

    answers = set()
    for code, surname in [
        (used, "ben"),
        (revoked, "ben"),
        (expired, "ben"),
        (good, "zzz"),
        ("K7PM-3XQD", "ben"),
    ]:
        page = opens(newcomer(), code, surname)
        assert page.status == 422
        answers.add((error_of(page, "code"), error_of(page, "nom"), len(page.all("form"))))

    assert len(answers) == 1
    assert answers.pop()[0]


def test_every_code_costs_one_argon2_check(
    newcomer: Callable[[], Visitor], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = []
    check = hashing.check
    monkeypatch.setattr(
        hashing, "check", lambda k, given: (known.append(k is not None), check(k, given))[1]
    )

    opens(newcomer(), code, "zzz")
    opens(newcomer(), "K7PM-3XQD")

    assert known == [True, False]


def test_what_was_typed_is_kept(anybody: Visitor, code: str) -> None:
    page = opens(anybody, code, "zzz")

    assert page.form("/i")["code"] == code
    assert page.form("/i")["nom"] == "zzz"


@pytest.mark.parametrize("typed", ["", "K7PM", "K7PM-3XQ0", "K7PM-3XQDD"])
def test_a_code_that_cannot_be_one_says_how_codes_look(anybody: Visitor, typed: str) -> None:
    page = opens(anybody, typed)

    assert page.status == 422
    assert error_of(page, "code")


def test_one_code_is_tried_five_times_in_a_quarter_of_an_hour(
    newcomer: Callable[[], Visitor], code: str, turn_clock: Callable[..., None]
) -> None:
    visitor = newcomer()
    for _ in range(5):
        assert opens(visitor, code, "zzz").status == 422

    page = opens(visitor, code)
    assert page.status == 429
    assert page.response.headers["retry-after"] == "900"
    assert "15" in page.text
    assert "05 63 00 00 01" in page.text  # the territory's phone
    assert page.form("/i")["code"] == code

    turn_clock(NOON + timedelta(minutes=15))
    assert opens(visitor, code).form("/i/phrase")


def test_one_address_has_thirty_tries_whatever_the_codes(
    newcomer: Callable[[], Visitor], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate, "CODE_FROM_ADDRESS", rate.RateLimitItemPerMinute(2, 15))
    visitor = newcomer()
    assert opens(visitor, "K7PM-3XQD").status == 422
    assert opens(visitor, "K7PM-3XQE").status == 422
    assert opens(visitor, code).status == 429


def test_all_addresses_together_have_a_limit_too(
    newcomer: Callable[[], Visitor], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate, "CODE_IN_ALL", rate.RateLimitItemPerMinute(1, namespace="all"))
    assert opens(newcomer(), "K7PM-3XQD").status == 422
    assert opens(newcomer(), code).status == 429


def test_the_second_page_waits_for_a_quarter_of_an_hour(
    anybody: Visitor, code: str, turn_clock: Callable[..., None]
) -> None:
    opens(anybody, code)

    turn_clock(NOON + OPENING)
    anybody.visits("/i/phrase", status=303)

    assert opens(anybody, code).form("/i/phrase")  # the code itself still works


@pytest.mark.usefixtures("code")
def test_without_a_code_there_is_no_second_page(anybody: Visitor) -> None:
    assert anybody.visits("/i/phrase", status=303).response.headers["location"] == "/i"
    anybody.client.cookies.set("__Host-ouverture", "made-up")
    assert anybody.visits("/i/phrase", status=303).response.headers["location"] == "/i"
    assert anybody.posts("/i/phrase", phrase="x").headers["location"] == "/i"


def test_her_language_is_spoken_from_the_second_page_on(
    anybody: Visitor, session: Session, cast: Cast, settings: Settings
) -> None:
    cast.amina.language = "ar"
    code = invite(session, cast.amina, None, settings=settings, now=NOON)
    session.commit()

    assert opens(anybody, code).language == "ar"


def test_nothing_is_locked_while_a_code_is_checked(
    anybody: Visitor, code: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
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

    assert opens(anybody, code).form("/i/phrase")
    assert written


def test_the_code_is_not_kept_in_clear(session: Session, code: str) -> None:
    rows = session.connection().execute(text("SELECT * FROM invitation")).all()
    bare = code.replace("-", "")
    assert bare not in str(rows)
    assert "$argon2id$" in str(rows)
