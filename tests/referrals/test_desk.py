"""An adviser proposes a solution and follows it: nothing leaves before she agrees."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from backend.messaging.models import Letter
from backend.people.models import Accompaniment
from backend.referrals import actions, service
from backend.referrals.answering import Answer
from backend.referrals.desk_list import Kept, count_for, listed_for
from backend.referrals.models import Dispatch, Move, Origin, Referral, Status, Way
from backend.referrals.preparing import Ticked
from backend.sharing.models import Consultation
from backend.steps.models import Step
from tests.cast import Cast, saved
from tests.conftest import NOON, SignIn
from tests.offers.solutions import solution as there
from tests.parcours.writing import social_worker
from tests.referrals.asking import MAILBOX, MESSAGE, REASON, SITE, proposed, solution
from tests.visitor import Page, Visitor

DRAFT: dict[str, Any] = {"raison": REASON, "message": MESSAGE, "voie": "email"}
PHONED: dict[str, Any] = DRAFT | {"voie": "phone", "apercu": "1"}


def at(referral: Referral) -> str:
    return f"/pro/personnes/{referral.person_id}/demandes-solutions/{referral.id}"


def actions_of(page: Page, path: str) -> set[str]:
    found = {form.get("action", "") for form in page.all("form")}
    return {one.removeprefix(f"{path}/") for one in found if one.startswith(f"{path}/")}


def only(session: Session) -> Referral:
    session.expire_all()
    [found] = session.exec(select(Referral)).all()
    session.commit()
    return found


def left(session: Session) -> int:
    found = len(session.exec(select(Dispatch)).all())
    assert len([one for one in session.exec(select(Letter)) if one.recipient == MAILBOX]) == found
    session.commit()
    return found


def agreed(session: Session, cast: Cast, way: Way = Way.EMAIL) -> Referral:
    referral = proposed(session, cast, way=way)
    actions.agree(session, referral, referral.version, site=SITE, now=NOON)
    session.commit()
    return referral


def moved(visitor: Visitor, referral: Referral, move: str, **fields: Any) -> Page:
    path = at(referral)
    return visitor.submits(visitor.visits(path), f"{path}/{move}", **fields)


def test_what_would_be_read_and_sent_is_shown_before_it_is_proposed(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    offer = solution(session)
    session.commit()
    claire = signed_in(cast.claire)
    here = f"/pro/personnes/{cast.amina.id}/solutions"
    parcours = claire.visits(here)
    assert "Solutions pour Amina Benali" in parcours.title
    path = f"{here}/{offer.id}"
    page = claire.submits(claire.visits(path), path, apercu="1", **DRAFT)
    assert page.status == 200
    assert "Ce que la personne lit" in page.text
    assert f"À : {MAILBOX}" in page.text
    assert "Amina Benali voudrait venir pour : Garage solidaire." in page.text
    assert MESSAGE in page.text
    assert page.form(path)["raison"] == REASON
    assert session.exec(select(Referral)).all() == []


def test_what_she_lacks_is_looked_for_and_is_in_no_address(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    nursery = there(session)
    session.commit()
    claire = signed_in(cast.claire)
    here = f"/pro/personnes/{cast.amina.id}/solutions"

    found = claire.submits(claire.visits(here), here, mots="", besoin="contraintes_familiales")
    assert f"{here}/{nursery.id}" in found.links()
    assert not any("?" in link for link in found.links())
    nothing = claire.submits(found, here, mots="rien de tel", besoin="logement")
    assert nothing.form(here)["mots"] == "rien de tel"
    assert f"{here}/{nursery.id}" not in nothing.links()


def test_a_solution_is_proposed_once(session: Session, cast: Cast, signed_in: SignIn) -> None:
    offer = solution(session)
    session.commit()
    claire = signed_in(cast.claire)
    here = f"/pro/personnes/{cast.amina.id}/solutions"
    path = f"{here}/{offer.id}"
    sent = claire.submits(claire.visits(path), path, **DRAFT)
    assert "La personne le lit et décide" in sent.text
    referral = only(session)
    assert (referral.status, referral.origin) == (Status.PROPOSED, Origin.PROPOSED)
    assert (referral.reason, referral.message, referral.way) == (REASON, MESSAGE, Way.EMAIL)
    assert left(session) == 0
    listed = claire.visits(here)
    assert "Attend l’accord de la personne" in listed.text
    assert f"{at(referral)}" in listed.links()
    again = claire.visits(path)
    assert "déjà en cours" in again.text
    assert at(referral) in again.links()
    known = claire.posts(path, **DRAFT)
    assert known.headers["location"] == at(referral)


def test_looking_at_her_requests_is_written_down(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    referral = proposed(session, cast)
    signed_in(cast.claire).visits(at(referral))
    [look] = session.exec(select(Consultation)).all()
    assert look.adviser_id == cast.claire.id


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"raison": ""}, "Remplissez cette case"),
        ({"message": ""}, "Remplissez cette case"),
        ({"voie": "pigeon"}, "Choisissez une des réponses"),
    ],
)
def test_what_lacks_something_is_not_proposed(
    session: Session, cast: Cast, signed_in: SignIn, sent: dict[str, Any], told: str
) -> None:
    offer = solution(session)
    session.commit()
    path = f"/pro/personnes/{cast.amina.id}/solutions/{offer.id}"
    claire = signed_in(cast.claire)
    page = claire.submits(claire.visits(path), path, **(DRAFT | sent))
    assert page.status == 422
    assert told in page.text
    kept = "message" if "raison" in sent else "raison"
    assert page.form(path)[kept] == DRAFT[kept]
    assert session.exec(select(Referral)).all() == []


def test_a_solution_without_an_address_is_called(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    offer = solution(session, email="")
    session.commit()
    path = f"/pro/personnes/{cast.amina.id}/solutions/{offer.id}"
    claire = signed_in(cast.claire)
    page = claire.visits(path)
    assert page.form(path)["voie"] == "phone"
    refused = claire.submits(page, path, **DRAFT)
    assert refused.status == 422
    assert "choisissez le téléphone" in refused.text
    shown = claire.submits(page, path, **PHONED)
    assert "Rien ne part tout seul" in shown.text


def test_what_she_asked_for_is_prepared(session: Session, cast: Cast, signed_in: SignIn) -> None:
    offer = solution(session)
    referral = actions.ask(
        session, cast.amina, offer, cast.claire, "Une voiture, svp", site=SITE, now=NOON
    )
    session.commit()
    claire = signed_in(cast.claire)
    waiting = claire.visits("/pro/solutions/demandes")
    assert "Amina Benali · Garage solidaire" in waiting.text
    assert "à préparer" in waiting.text
    page = claire.visits(at(referral))
    assert "Une voiture, svp" in page.text
    assert actions_of(page, at(referral)) == {"proposition", "message", "abandon"}
    done = moved(claire, referral, "proposition", **DRAFT)
    assert "La personne le lit et décide" in done.text
    assert only(session).status is Status.PROPOSED
    assert left(session) == 0


def test_written_otherwise_her_agreement_falls(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    referral = agreed(session, cast, Way.PHONE)
    claire = signed_in(cast.claire)
    page = claire.visits(at(referral))
    assert "c’est à vous d’appeler" in page.text
    assert page.form(f"{at(referral)}/proposition")["message"] == MESSAGE
    moved(claire, referral, "proposition", message="Autre chose", raison=REASON, voie="phone")
    again = only(session)
    assert (again.status, again.version, again.agreed_version) == (Status.PROPOSED, 2, None)
    assert "appel" not in actions_of(claire.visits(at(referral)), at(referral))


def test_the_call_is_noted_once_she_agreed(session: Session, cast: Cast, signed_in: SignIn) -> None:
    referral = agreed(session, cast, Way.PHONE)
    claire = signed_in(cast.claire)
    page = moved(claire, referral, "appel", appel="Ils rappellent lundi.")
    assert "L’appel est noté" in page.text
    assert "Ils rappellent lundi." in page.text
    called = only(session)
    assert called.status is Status.SENT
    assert called.answer_by is not None
    [dispatch] = session.exec(select(Dispatch)).all()
    assert (dispatch.way, dispatch.text) == (Way.PHONE, called.text)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"reponse": "oui", "date": "2026-03-16"}, Status.ACCEPTED),
        ({"reponse": "liste"}, Status.WAITING),
        ({"reponse": "non", "motif": "full", "precisions": "Complet"}, Status.REFUSED),
    ],
)
def test_the_solution_s_answer_is_noted(
    session: Session, cast: Cast, signed_in: SignIn, sent: dict[str, str], status: Status
) -> None:
    referral = agreed(session, cast)
    page = moved(signed_in(cast.claire), referral, "reponse", **sent)
    assert page.status == 200
    assert "La réponse est notée" in page.text
    answered = only(session)
    assert answered.status is status
    assert (answered.place_on is not None) is (status is Status.ACCEPTED)


def test_an_answer_that_is_none_is_not_noted(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    referral = agreed(session, cast)
    page = moved(signed_in(cast.claire), referral, "reponse", reponse="peut-être")
    assert page.status == 422
    assert only(session).status is Status.SENT


def test_what_was_not_answered_is_sent_again(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    referral = agreed(session, cast)
    referral.status = Status.UNANSWERED
    session.commit()
    page = moved(signed_in(cast.claire), referral, "relance")
    assert "envoyée de nouveau" in page.text
    assert only(session).status is Status.SENT
    assert left(session) == 2


def test_what_starts_becomes_a_step(session: Session, cast: Cast, signed_in: SignIn) -> None:
    referral = agreed(session, cast)
    answer = Answer(move=Move.ACCEPT)
    service.answer_for_solution(session, referral, cast.claire, answer, now=NOON)
    session.commit()
    claire = signed_in(cast.claire)
    assert moved(claire, referral, "debut", jour="un jour").status == 422
    page = moved(claire, referral, "debut", jour="2026-03-02")
    assert "une étape du parcours" in page.text
    [step] = session.exec(select(Step)).all()
    assert step.title == "Garage solidaire"
    session.commit()
    assert actions_of(claire.visits(at(referral)), at(referral)) == set()


def test_it_is_stopped_with_a_reason_that_she_reads(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    referral = proposed(session, cast)
    claire = signed_in(cast.claire)
    assert moved(claire, referral, "abandon", pourquoi="").status == 422
    page = moved(claire, referral, "abandon", pourquoi="Elle a fermé.")
    assert "Rien n’a été envoyé" in page.text
    assert only(session).status is Status.DROPPED
    assert (
        "Elle a fermé." in signed_in(cast.amina).visits(f"/solutions/demandes/{referral.id}").text
    )


def test_a_message_goes_to_her(session: Session, cast: Cast, signed_in: SignIn) -> None:
    referral = proposed(session, cast)
    page = moved(signed_in(cast.claire), referral, "message", mots="Qu’en pensez-vous ?")
    assert "Qu’en pensez-vous ?" in page.text
    assert only(session).status is Status.PROPOSED


def test_what_she_prepares_alone_is_not_shown(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    offer = solution(session)
    own = actions.write_own(session, cast.amina, offer, "Bonjour", Ticked(), now=NOON)
    session.commit()
    claire = signed_in(cast.claire)
    claire.visits(at(own), status=404)
    assert at(own) not in claire.visits(f"/pro/personnes/{cast.amina.id}/solutions").links()
    actions.agree(session, own, own.version, site=SITE, now=NOON)
    session.commit()
    page = claire.visits(at(own))  # now it is part of her parcours, and hers to lead
    assert actions_of(page, at(own)) == set()
    assert claire.posts(f"{at(own)}/message", mots="Bonjour").status_code == 404


def test_a_health_request_is_read_by_social_workers_and_by_whoever_proposed_it(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    offer = solution(session, "Psy", themes="sante--faire-face-a-une-situation-daddiction")
    nour = social_worker(session, cast)
    draft = service.Draft(reason=REASON, message=MESSAGE)
    referral = service.propose(session, cast.amina, nour, offer, draft, now=NOON)
    session.commit()
    signed_in(nour).visits(at(referral))
    claire = signed_in(cast.claire)
    claire.visits(at(referral), status=404)
    assert "Psy" not in claire.visits(f"/pro/personnes/{cast.amina.id}/solutions").text
    page = claire.visits(f"/pro/personnes/{cast.amina.id}/solutions/{offer.id}")
    assert at(referral) not in page.links()


def test_a_colleague_reads_it_and_takes_over_once_the_adviser_is_gone(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    referral = proposed(session, cast)
    nour = signed_in(social_worker(session, cast))
    assert actions_of(nour.visits(at(referral)), at(referral)) == set()
    assert nour.posts(f"{at(referral)}/abandon", pourquoi="Non").status_code == 404
    followed = select(Accompaniment).where(Accompaniment.adviser_id == cast.claire.id)
    session.exec(followed).one().ended_on = NOON.date()
    session.commit()
    assert "abandon" in actions_of(nour.visits(at(referral)), at(referral))


def test_elsewhere_it_does_not_exist(session: Session, cast: Cast, signed_in: SignIn) -> None:
    referral = proposed(session, cast)
    karim = signed_in(cast.karim)
    karim.visits(at(referral), status=404)
    karim.visits(f"/pro/personnes/{cast.amina.id}/solutions/{referral.offer_id}", status=404)
    stolen = f"/pro/personnes/{cast.bilal.id}/demandes-solutions/{referral.id}"
    karim.visits(stolen, status=404)


def test_what_waits_for_the_adviser_comes_first(session: Session, cast: Cast) -> None:
    statuses = [
        Status.WAITING,
        Status.SENT,
        Status.PROPOSED,
        Status.ACCEPTED,
        Status.UNANSWERED,
        Status.AGREED,
        Status.DISCUSSED,
        Status.ASKED,
        Status.REFUSED,
    ]
    for number, status in enumerate(statuses):
        offer = solution(session, f"S{number}")
        saved(
            session,
            Referral(
                person_id=cast.amina.id,
                offer_id=offer.id,
                adviser_id=cast.claire.id,
                origin=Origin.ASKED,
                status=status,
                created_at=NOON,
                changed_at=NOON - timedelta(days=number),
            ),
        )
    session.commit()
    today = NOON.date()

    def told(kept: Kept) -> list[str]:
        listed = listed_for(session, cast.claire, today=today, kept=kept)
        return [one.solution for one in listed.lines]

    assert told(Kept.MINE) == ["S7", "S6", "S5", "S4", "S3"]
    assert told(Kept.OPEN) == ["S7", "S6", "S5", "S4", "S3", "S2", "S1", "S0"]
    assert told(Kept.OVER) == ["S8"]
    assert count_for(session, cast.claire, today=today) == 5
    assert count_for(session, cast.karim, today=today) == 0


def test_the_list_has_pages_and_an_empty_one_says_so(
    session: Session, cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.referrals.desk_list.AT_ONCE", 1)
    for name in ("A", "B"):
        offer = solution(session, name)
        actions.ask(session, cast.amina, offer, cast.claire, "Svp", site=SITE, now=NOON)
    session.commit()
    claire = signed_in(cast.claire)
    page = claire.visits("/pro/solutions/demandes")
    assert "/pro/solutions/demandes?quoi=a-faire&feuille=2" in page.links()
    assert "B" in claire.visits("/pro/solutions/demandes?quoi=a-faire&feuille=2").text
    assert "Aucune demande ici" in claire.visits("/pro/solutions/demandes?quoi=terminees").text
