"""Changing language, signed in or not."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from backend.people.models import Adviser, Person
from tests.cast import Cast
from tests.conftest import SignIn
from tests.people.conftest import enrols, opens, signs_in
from tests.visitor import Visitor


def test_signed_out_the_browser_remembers(anybody: Visitor) -> None:
    page = anybody.visits("/connexion")
    assert page.language == "fr"

    page = anybody.submits(page, "/langue", langue="ar")

    assert page.response.url.path == "/connexion"
    assert page.language == "ar"
    assert page.tree.get("dir") == "rtl"
    assert anybody.visits("/i").language == "ar"


def test_signed_in_the_person_does(cast: Cast, signed_in: SignIn, session: Session) -> None:
    amina = signed_in(cast.amina)
    page = amina.submits(amina.visits("/reglages"), "/langue", langue="en")

    assert page.response.url.path == "/reglages"
    assert page.language == "en"
    assert session.exec(select(Person.language).where(Person.id == cast.amina.id)).one() == "en"
    session.commit()
    assert signed_in(cast.amina).visits("/reglages").language == "en"


def test_an_adviser_too(cast: Cast, signed_in: SignIn, session: Session) -> None:
    claire = signed_in(cast.claire)
    page = claire.submits(claire.visits("/pro/personnes"), "/langue", langue="en")

    assert page.language == "en"
    assert session.exec(select(Adviser.language).where(Adviser.id == cast.claire.id)).one() == "en"


@pytest.mark.parametrize("language", ["xx", "", "fr\r\nSet-Cookie: a=b"])
def test_a_language_we_do_not_speak_changes_nothing(anybody: Visitor, language: str) -> None:
    anybody.visits("/connexion")
    answer = anybody.posts("/langue", langue=language, retour="/i")

    assert answer.headers["location"] == "/i"
    assert "__Host-langue" not in str(answer.headers)


def test_the_way_back_stays_inside_this_site(anybody: Visitor) -> None:
    anybody.visits("/connexion")
    answer = anybody.posts("/langue", langue="ar", retour="//evil.example")

    assert answer.headers["location"] == "/"


@pytest.mark.usefixtures("quick_hashes")
def test_who_enrols_in_simple_french_is_met_in_it_again(
    newcomer: Callable[[], Visitor], code: str, cast: Cast
) -> None:
    visitor = newcomer()
    page = enrols(visitor, opens(visitor, code), langue="fr-x-simple")
    assert page.language == "fr-x-simple"

    page = signs_in(newcomer(), str(cast.amina.email))
    assert page.language == "fr-x-simple"
    assert "Français simple" in page.text
