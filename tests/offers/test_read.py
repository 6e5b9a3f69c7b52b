"""The page of a solution: what it is, how to get in, and what she does with it."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from backend.catalogue.editions import take_back
from backend.catalogue.models import Offer
from backend.offers.models import Kept, Remark, Wrong
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.offers.solutions import solution, structure
from tests.visitor import Page, Visitor


@pytest.fixture
def offer(session: Session) -> Offer:
    structure(
        session,
        phone="+33563222222",
        website="https://relais.example/",
        accessibility_url="https://acceslibre.example/relais",
        description="Une association de parents.",
    )
    return solution(session, structure_code="dora--relais")


def primary(page: Page) -> str:
    [link] = [a for a in page.all("a") if "button--primary" in (a.get("class") or "")]
    return link.get("href", "")


def gone(session: Session, offer: Offer) -> None:
    take_back(session, offer, now=NOON + timedelta(days=1))
    session.commit()


def remarks(session: Session) -> Sequence[Remark]:
    found = session.exec(select(Remark)).all()
    session.commit()
    return found


def test_anybody_reads_what_it_is(offer: Offer, anybody: Visitor) -> None:
    page = anybody.visits(f"/solutions/{offer.id}")

    text = page.text.replace("\u00a0", " ")
    assert page.title.startswith("Garde d’enfants à horaires décalés")
    assert "Le Relais des familles" in text
    assert "Parents et familles" in text or "parents et familles" in text
    assert "Gratuit" in text
    assert "14 rue de la Paix, 81000 Albi" in text
    assert "Dernière mise à jour : mardi 3 février 2026" in text
    assert "https://dora.example/services/garde" in page.links()
    assert "https://acceslibre.example/relais" in page.links()
    assert f"/connexion?retour=/solutions/{offer.id}" in page.links()
    assert not [f for f in page.all("form") if f.get("action") != "/langue"]


def test_when_it_is_open_is_said_in_words(offer: Offer, anybody: Visitor) -> None:
    text = anybody.visits(f"/solutions/{offer.id}").text.replace("\u00a0", " ")

    assert "Ouvert maintenant" in text
    assert "17 h" in text


@pytest.mark.parametrize(
    ("ways", "first"),
    [
        ("envoyer-un-courriel telephoner", "tel:+33563111111"),
        ("envoyer-un-courriel", "mailto:garde@example.org"),
        ("utiliser-lien-mobilisation", "https://inscription.example/a"),
        ("se-presenter", "#lieu"),
        ("", "tel:+33563111111"),
    ],
)
def test_the_right_contact_is_first(
    session: Session, anybody: Visitor, ways: str, first: str
) -> None:
    offer = solution(session, ways=ways, booking_url="https://inscription.example/a")

    assert primary(anybody.visits(f"/solutions/{offer.id}")) == first


def test_for_professionals_only_leads_to_those_who_accompany_her(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    offer = solution(session, usable_by="professionnels")

    page = signed_in(cast.amina).visits(f"/solutions/{offer.id}")

    assert primary(page) == f"/solutions/{offer.id}/demander"
    assert "mailto:garde@example.org" not in page.links()


def test_without_a_contact_that_of_who_runs_it(session: Session, anybody: Visitor) -> None:
    structure(session, phone="+33 5 63 22 22 22")
    offer = solution(session, phone="", email="", structure_code="dora--relais")

    assert primary(anybody.visits(f"/solutions/{offer.id}")) == "tel:+33563222222"


def test_what_a_feed_says_is_never_obeyed(session: Session, anybody: Visitor) -> None:
    evil = '<script>alert("x")</script><img src=x onerror=alert(1)>'
    offer = solution(
        session,
        name=f"Nom {evil}",
        description=f"Dit {evil} [clic](javascript:alert(1))",
        conditions=evil,
        publics_words=evil,
        fee_words=evil,
        ways_words=evil,
        address=evil,
        ways="utiliser-lien-mobilisation",
        phone='"><script>',
        email="a@b.example?subject=x&body=y",
        booking_url="javascript:alert(1)",
        source_url="data:text/html,x",
        hours="n'importe quoi",
    )

    page = anybody.visits(f"/solutions/{offer.id}")

    assert not page.all("img")
    assert all(script.get("src") for script in page.all("script"))
    assert not [href for href in page.links() if href.startswith(("javascript:", "data:"))]
    assert "mailto:a@b.example%3Fsubject%3Dx%26body%3Dy" in page.links()


def test_she_keeps_it_and_no_longer(
    session: Session, cast: Cast, offer: Offer, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    path = f"/solutions/{offer.id}"

    page = amina.submits(amina.visits(path), f"{path}/garder")
    assert "Cette solution est gardée" in page.text
    assert "1 solution" in amina.visits("/solutions").text.replace("\u00a0", " ")
    listed = amina.visits("/solutions/gardees")
    assert path in listed.links()
    assert "tel:+33563111111" in listed.links()

    page = amina.submits(listed, f"{path}/ne-plus-garder")
    assert "Vous ne gardez encore aucune solution" in page.text
    assert session.exec(select(Kept)).all() == []


def test_with_htmx_the_button_is_swapped_for_its_contrary(
    session: Session, cast: Cast, offer: Offer, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    path = f"/solutions/{offer.id}"

    part = amina.submits(amina.visits(path), f"{path}/garder", htmx=True)
    amina.posts(f"{path}/garder")  # twice is once

    assert part.form(f"{path}/ne-plus-garder")
    [kept] = session.exec(select(Kept)).all()
    session.commit()
    assert (kept.person_id, kept.offer_id) == (cast.amina.id, offer.id)
    part = amina.submits(part, f"{path}/ne-plus-garder", htmx=True)
    assert part.form(f"{path}/garder")


def test_what_she_keeps_is_hers_alone(
    cast: Cast, offer: Offer, signed_in: SignIn, anybody: Visitor
) -> None:
    amina = signed_in(cast.amina)
    amina.posts(f"/solutions/{offer.id}/garder")

    assert "aucune solution" in signed_in(cast.bilal).visits("/solutions/gardees").text
    anybody.visits("/solutions/gardees", status=303)
    assert anybody.posts(f"/solutions/{offer.id}/garder").status_code == 401
    assert signed_in(cast.claire).posts(f"/solutions/{offer.id}/garder").status_code == 401


def test_one_that_is_gone_says_so(
    session: Session, cast: Cast, offer: Offer, signed_in: SignIn, anybody: Visitor
) -> None:
    amina = signed_in(cast.amina)
    amina.posts(f"/solutions/{offer.id}/garder")
    gone(session, offer)

    theirs = anybody.visits(f"/solutions/{offer.id}", status=410)
    assert "Cette solution n’existe plus" in theirs.text
    assert "/solutions?besoin=contraintes_familiales" in theirs.links()
    assert "rue de la Paix" not in theirs.text
    hers = amina.visits(f"/solutions/{offer.id}")
    assert "Cette solution n’existe plus" in hers.text
    assert "rue de la Paix" in hers.text
    listed = amina.visits("/solutions/gardees")
    assert "n’existe plus" in listed.text
    assert "tel:+33563111111" not in listed.links()
    amina.submits(hers, f"/solutions/{offer.id}/ne-plus-garder")
    amina.visits(f"/solutions/{offer.id}", status=410)


def test_a_number_that_no_solution_has(cast: Cast, signed_in: SignIn, anybody: Visitor) -> None:
    for number in (1, 2**40):
        anybody.visits(f"/solutions/{number}", status=404)
        assert signed_in(cast.amina).posts(f"/solutions/{number}/garder").status_code == 404


def test_she_says_that_it_is_no_longer_right(
    session: Session, cast: Cast, offer: Offer, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    path = f"/solutions/{offer.id}/plus-exact"
    assert path in amina.visits(f"/solutions/{offer.id}").links()

    page = amina.submits(amina.visits(path), path)
    assert page.status == 422
    assert remarks(session) == []

    page = amina.submits(page, path, erreur="hours", mots="Fermé le lundi")
    assert "Merci" in page.text
    again = amina.visits(path)
    assert "Vous l’avez déjà dit" in again.text
    assert again.form(path)["mots"] == "Fermé le lundi"
    amina.submits(again, path, erreur="closed", mots="")

    [remark] = remarks(session)
    assert (remark.wrong, remark.words, remark.offer_id) == (Wrong.CLOSED, "", offer.id)
    assert (remark.person_id, remark.territory_id) == (cast.amina.id, cast.tarn.id)


def test_only_a_person_of_the_territory_says_it(
    session: Session, cast: Cast, offer: Offer, signed_in: SignIn, anybody: Visitor
) -> None:
    path = f"/solutions/{offer.id}/plus-exact"

    claire = signed_in(cast.claire)
    anybody.visits(path, status=303)
    assert anybody.posts(path, erreur="closed").status_code == 401
    assert claire.posts(path, erreur="closed").status_code == 401
    assert remarks(session) == []


def test_an_adviser_is_led_to_those_she_accompanies(
    cast: Cast, offer: Offer, signed_in: SignIn
) -> None:
    page = signed_in(cast.claire).visits(f"/solutions/{offer.id}")

    assert "/pro" in page.links()
    assert f"/solutions/{offer.id}/plus-exact" not in page.links()
    assert not page.all("form", action=f"/solutions/{offer.id}/garder")


def test_its_address_is_what_is_shared(offer: Offer, anybody: Visitor) -> None:
    page = anybody.visits(f"/solutions/{offer.id}")

    address = f"https://parcours.test/solutions/{offer.id}"
    [field] = page.all("input", id="adresse")
    assert field.get("value") == address
    shared = [href for href in page.links() if href.startswith(("sms:", "mailto:?"))]
    assert len(shared) == 2
    assert all(f"https%3A//parcours.test/solutions/{offer.id}" in href for href in shared)
