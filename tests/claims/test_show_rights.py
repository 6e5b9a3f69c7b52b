"""Each right has a page in plain words, with a button for each thing she can ask."""

import pytest
from sqlmodel import Session

from backend.claims.kinds import TABLE
from backend.claims.letters import BINDING
from backend.claims.models import ClaimRule
from backend.claims.rights import PAGES
from backend.claims.states import Kind, Silence
from backend.law.articles import ARTICLES, CODES
from backend.vocabulary.themes import DIAGNOSTIC
from tests.cast import Cast
from tests.claims.opening import NEW, address, answered, opened, said, speaks
from tests.conftest import NOON, SignIn

LANGUAGES = ("fr", "en", "ar")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_right_offers_all_its_claims(
    session: Session, cast: Cast, signed_in: SignIn, language: str
) -> None:
    speaks(session, cast.amina, language)
    amina = signed_in(cast.amina)
    for right, told in PAGES.items():
        page = amina.visits(told.path)
        for kind in (kind for kind, rule in TABLE.items() if rule.right is right):
            rule = TABLE[kind]
            for words in (rule.title, rule.guidance, rule.next):
                assert said(language, words) in page.text
            for key in rule.basis:
                assert said(language, ARTICLES[key].says) in page.text
                assert f"/droits/textes#{ARTICLES[key].anchor}" in page.links()
            assert any(link.startswith(f"{NEW}/{kind}") for link in page.links())


def test_each_difficulty_has_its_own_way_in(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.amina).visits("/droits/accompagnement")

    for theme in DIAGNOSTIC:
        assert f"{NEW}/social_support?theme={theme}" in page.links()


def test_the_delay_is_the_one_her_territory_has_set(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    session.add(
        ClaimRule(
            territory_id=cast.tarn.id,
            kind=Kind.NO_NEWS,
            delay="3 weeks",
            silence=Silence.ACCEPTANCE,
            answer_days=3,
            changed_at=NOON,
        )
    )
    session.commit()

    page = signed_in(cast.amina).visits("/droits/continuite")

    assert "répondre sous 3 jours" in page.text
    assert "Après 3 semaines sans réponse" in page.text


def test_on_the_first_day_she_is_told_what_she_can_do(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.amina).visits("/droits")

    assert "Choisissez de quoi il s’agit" in page.text
    for told in PAGES.values():
        assert told.path in page.links()
    assert {"/droits/mes-donnees", "/droits/textes"} <= set(page.links())
    assert "tel:+33563000001" in page.links()
    assert page.all("progress") == []


def test_what_waits_is_on_top_and_an_answer_stays_until_it_is_read(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    waiting = opened(session, cast.amina)
    told = answered(session, cast, kind=Kind.REDUCED_HOURS)
    amina = signed_in(cast.amina)

    page = amina.visits("/droits")
    assert [address(one) in page.links() for one in (waiting, told)] == [True, True]
    assert "avant le lundi 9 mars" in page.text
    assert len(page.all("progress")) == 1
    assert "Il y a du nouveau" in page.text

    amina.visits(address(told))
    page = amina.visits("/droits")
    assert address(told) not in page.links()
    assert address(told) in amina.visits("/droits/demandes").links()


def test_the_list_is_empty_at_first(cast: Cast, signed_in: SignIn) -> None:
    assert "Pas encore de demande" in signed_in(cast.amina).visits("/droits/demandes").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_are_all_there_and_french_is_the_one_that_binds(
    session: Session, cast: Cast, signed_in: SignIn, language: str
) -> None:
    speaks(session, cast.amina, language)

    page = signed_in(cast.amina).visits("/droits/textes")

    for name in CODES.values():
        assert name in page.text
    french = {" ".join("".join(p.itertext()).split()) for p in page.all("p", lang="fr", dir="ltr")}
    anchors = {one.get("id") for one in page.tree.iter()}
    for article in ARTICLES.values():
        assert said(language, article.says) in page.text
        assert article.anchor in anchors
        assert (said("fr", article.says) in french) is (language != "fr")
    assert (said(language, BINDING) in page.text) is (language != "fr")
