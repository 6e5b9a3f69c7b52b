"""The adviser prints an invitation: once, for the persons she accompanies."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import segno
from sqlmodel import Session, col, select

from backend.people import codes
from backend.people.invitations import VALID_FOR
from backend.people.models import Accompaniment, Invitation
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.people.conftest import enrols, opens
from tests.visitor import Page, Visitor

pytestmark = pytest.mark.usefixtures("quick_hashes")


def letter_for(visitor: Visitor, person_id: int) -> Page:
    page = visitor.visits(f"/pro/personnes/{person_id}")
    return visitor.submits(page, f"/pro/personnes/{person_id}/invitation")


def code_on(page: Page) -> str:
    found = {"".join(strong.itertext()) for strong in page.all("strong", class_="code")}
    assert len(found) == 1
    return found.pop()


def states(session: Session) -> list[str]:
    found = [
        str(one.state(NOON))
        for one in session.exec(select(Invitation).order_by(col(Invitation.id)))
    ]
    session.commit()
    return found


def test_the_letter_says_everything_and_the_code_opens(
    cast: Cast, signed_in: SignIn, anybody: Visitor
) -> None:
    page = letter_for(signed_in(cast.claire), cast.amina.id)

    code = code_on(page)
    assert codes.read(code)
    assert "Amina Benali" in page.text
    assert "parcours.test/i" in page.text
    assert "05 63 00 00 03" in page.text  # Claire's
    assert "Claire Bonnet" in page.text
    assert 'class="qr"' in page.response.text
    assert page.response.headers["cache-control"] == "no-store"
    assert opens(anybody, code).form("/i/phrase")


def test_the_drawing_holds_the_address_and_the_code_behind_the_hash(
    cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []

    make = segno.make
    monkeypatch.setattr(
        segno, "make", lambda text, **how: (drawn.append(text), make(text, **how))[1]
    )

    code = code_on(letter_for(signed_in(cast.claire), cast.amina.id))

    assert set(drawn) == {"https://parcours.test/i#" + code.replace("-", "")}


def test_the_letter_is_in_french_whatever_the_adviser_reads(
    cast: Cast, signed_in: SignIn, session: Session
) -> None:
    cast.claire.language = "en"
    session.add(cast.claire)
    session.commit()
    page = letter_for(signed_in(cast.claire), cast.amina.id)

    assert page.language == "en"
    assert [letter.get("lang") for letter in page.all("article")] == ["fr"]


def test_it_is_also_in_her_own_language(cast: Cast, signed_in: SignIn, session: Session) -> None:
    cast.amina.language = "ar"
    session.add(cast.amina)
    session.commit()
    page = letter_for(signed_in(cast.claire), cast.amina.id)

    letters = [(letter.get("lang"), letter.get("dir")) for letter in page.all("article")]
    assert letters == [("fr", "ltr"), ("ar", "rtl")]


def test_the_code_is_shown_once(cast: Cast, signed_in: SignIn) -> None:
    claire = signed_in(cast.claire)
    code = code_on(letter_for(claire, cast.amina.id))

    again = claire.visits(f"/pro/personnes/{cast.amina.id}/invitation", status=303)
    assert again.response.headers["location"] == f"/pro/personnes/{cast.amina.id}"
    assert code not in claire.visits(f"/pro/personnes/{cast.amina.id}").text


def test_a_new_one_ends_the_one_before(
    cast: Cast, signed_in: SignIn, newcomer: Callable[[], Visitor], session: Session
) -> None:
    claire = signed_in(cast.claire)
    first = code_on(letter_for(claire, cast.amina.id))
    second = code_on(letter_for(claire, cast.amina.id))

    assert states(session) == ["revoked", "open"]
    assert opens(newcomer(), first).status == 422
    assert opens(newcomer(), second).form("/i/phrase")


def test_she_may_end_it(cast: Cast, signed_in: SignIn, anybody: Visitor, session: Session) -> None:
    claire = signed_in(cast.claire)
    code = code_on(letter_for(claire, cast.amina.id))
    person = f"/pro/personnes/{cast.amina.id}"

    page = claire.submits(claire.visits(person), f"{person}/invitation/revocation")

    assert page.response.url.path == person
    assert states(session) == ["revoked"]
    assert opens(anybody, code).status == 422


def test_the_person_s_page_says_where_the_invitation_stands(
    cast: Cast, signed_in: SignIn, anybody: Visitor
) -> None:
    person = f"/pro/personnes/{cast.amina.id}"
    claire = signed_in(cast.claire)

    def can_be_ended() -> bool:
        actions = [form.get("action") for form in claire.visits(person).all("form")]
        return f"{person}/invitation/revocation" in actions

    assert not can_be_ended()  # there is none
    code = code_on(letter_for(claire, cast.amina.id))
    assert can_be_ended()
    enrols(anybody, opens(anybody, code))
    assert not can_be_ended()  # it is used


def test_an_invitation_is_open_used_revoked_or_expired() -> None:
    made = Invitation(
        person_id=1, code_index="", code_hash="", created_at=NOON, expires_at=NOON + VALID_FOR
    )
    assert made.state(NOON) == "open"
    assert made.state(NOON + VALID_FOR) == "expired"
    made.revoked_at = NOON
    assert made.state(NOON) == "revoked"
    made.used_at = NOON
    assert made.state(NOON) == "used"


def test_a_stranger_s_person_is_not_found(cast: Cast, signed_in: SignIn, session: Session) -> None:
    karim = signed_in(cast.karim)
    person = f"/pro/personnes/{cast.amina.id}"

    assert karim.visits(person, status=404)
    assert karim.posts(f"{person}/invitation").status_code == 404
    assert karim.posts(f"{person}/invitation/revocation").status_code == 404
    assert karim.visits("/pro/personnes/999999", status=404)
    assert states(session) == []


def test_whom_she_no_longer_accompanies_is_not_found(
    cast: Cast, signed_in: SignIn, session: Session
) -> None:
    link = session.exec(
        select(Accompaniment).where(Accompaniment.adviser_id == cast.claire.id)
    ).one()
    link.ended_on = (NOON - timedelta(days=1)).date()
    session.add(link)
    session.commit()

    claire = signed_in(cast.claire)
    assert claire.visits(f"/pro/personnes/{cast.amina.id}", status=404)
    assert "Benali" not in claire.visits("/pro/personnes").text


def test_a_person_cannot_invite(cast: Cast, signed_in: SignIn, session: Session) -> None:
    bilal = signed_in(cast.bilal)

    assert bilal.posts(f"/pro/personnes/{cast.bilal.id}/invitation").status_code == 401
    assert states(session) == []


def test_the_list_holds_her_people_only(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.claire).visits("/pro/personnes")

    assert "Benali Amina" in page.text
    assert "Haddad" not in page.text
    assert f"/pro/personnes/{cast.amina.id}" in page.links()
