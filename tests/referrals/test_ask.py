"""She asks an adviser, or writes to the solution herself."""

import pytest
from sqlmodel import Session, select

from backend.catalogue.editions import take_back
from backend.messaging.models import Letter
from backend.people.models import Accompaniment
from backend.referrals.models import Origin, Referral, Status
from backend.referrals.queries import thread_of
from backend.referrals.words import HIDDEN
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.referrals.asking import MAILBOX, address, proposed, solution


def all_referrals(session: Session) -> list[Referral]:
    session.expire_all()
    found = list(session.exec(select(Referral)).all())
    session.commit()
    return found


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_she_asks_her_referente_who_is_told_that_something_waits(
    session: Session, cast: Cast, signed_in: SignIn, language: str
) -> None:
    cast.amina.language = language
    offer = solution(session)
    session.commit()
    amina, here = signed_in(cast.amina), f"/solutions/{offer.id}/demander"
    page = amina.submits(amina.visits(here), here, mots="Je voudrais une voiture")
    assert "Claire Bonnet" in page.text
    if language == "fr":
        assert "Votre demande est transmise à la personne choisie." in page.text
    [referral] = all_referrals(session)
    assert (referral.status, referral.origin) == (Status.ASKED, Origin.ASKED)
    assert thread_of(session, referral)[0][0].words == "Je voudrais une voiture"
    [letter] = session.exec(select(Letter)).all()
    assert letter.recipient == "claire@example.org"
    assert "Amina" not in letter.text
    assert "https://parcours.test/pro/solutions/demandes" in letter.text


def test_she_writes_herself_reads_it_again_and_sends_it(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    offer = solution(session)
    session.commit()
    amina, here = signed_in(cast.amina), f"/solutions/{offer.id}/demander"
    page = amina.visits(here)
    assert page.status == 200
    response = amina.posts(
        here, voie="moi-meme", message="Bonjour, une voiture ?", telephone="on", commune="Albi"
    )
    at = response.headers["location"]
    page = amina.visits(at)
    assert "06 12 00 00 01" in page.text
    assert "https://parcours.test/reponse/…" in page.text
    assert session.exec(select(Letter)).all() == []
    session.commit()
    page = amina.submits(page, f"{at}/texte", message="Bonjour, une voiture pour lundi ?")
    assert "pour lundi" in page.text
    assert "Votre message est prêt." in page.text
    read = "".join(page.text.split())
    page = amina.submits(page, f"{at}/accord")
    assert "Vous avez donné votre accord. Votre demande est envoyée." in page.text
    [letter] = session.exec(select(Letter)).all()
    assert letter.recipient == MAILBOX
    token = letter.text.partition("/reponse/")[2].split()[0]
    assert "".join(letter.text.replace(token, HIDDEN).split()) in read
    assert letter.subject.replace(" ", "") in read


def test_without_adviser_or_address_she_is_told_to_call(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    offer = solution(session, email="")
    session.delete(
        session.exec(select(Accompaniment).where(Accompaniment.person_id == cast.amina.id)).one()
    )
    session.commit()
    amina, here = signed_in(cast.amina), f"/solutions/{offer.id}/demander"
    page = amina.visits(here)
    assert "tel:+33563000009" in page.links()
    assert not any(form.get("action") == here for form in page.all("form"))
    assert amina.posts(here, voie="moi-meme", message="Bonjour").status_code == 409
    assert amina.posts(here, qui=str(cast.karim.id), mots="Bonjour").status_code == 422


def test_what_is_missing_is_said_and_what_was_typed_kept(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    offer = solution(session)
    session.commit()
    amina, here = signed_in(cast.amina), f"/solutions/{offer.id}/demander"
    page = amina.submits(amina.visits(here), here, mots="")
    assert page.status == 422
    response = amina.posts(here, voie="moi-meme", message="Bonjour", naissance="2030-01-01")
    assert response.status_code == 422
    assert "Bonjour</textarea>" in response.text
    assert all_referrals(session) == []


def test_one_that_is_under_way_is_shown_instead(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    referral = proposed(session, cast)
    amina, here = signed_in(cast.amina), f"/solutions/{referral.offer_id}/demander"
    response = amina.client.get(here, follow_redirects=False)
    assert response.headers["location"] == address(referral)
    page = amina.visits(address(referral))
    assert "Une demande pour cette solution est déjà en cours. La voici." in page.text
    assert amina.posts(here, qui=str(cast.claire.id), mots="Encore").headers["location"] == address(
        referral
    )
    assert len(all_referrals(session)) == 1


def test_a_solution_that_is_gone_cannot_be_asked_for(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    offer = solution(session)
    take_back(session, offer, now=NOON)
    session.commit()
    amina, here = signed_in(cast.amina), f"/solutions/{offer.id}/demander"
    assert not [form for form in amina.visits(here).all("form") if form.get("action") == here]
    assert amina.posts(here, qui=str(cast.claire.id), mots="Bonjour").status_code == 409


def test_the_list_has_those_under_way_then_the_past(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    page = amina.visits("/solutions/demandes")
    assert "Aucune demande en cours" in page.text
    referral = proposed(session, cast)
    page = amina.visits("/solutions/demandes")
    assert address(referral) in page.links()
    assert "Garage solidaire" in page.text
    assert "Attend votre accord" in page.text
    amina.submits(amina.visits(address(referral)), f"{address(referral)}/refus")
    assert "Demandes passées" in amina.visits("/solutions/demandes").text
    assert "Garage" not in signed_in(cast.bilal).visits("/solutions/demandes").text
