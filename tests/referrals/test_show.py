"""The page of a request: where it stands, what would leave, what she can do, in each state."""

from typing import Any

import pytest
from sqlmodel import Session

from backend.people.models import Person
from backend.referrals import actions, service
from backend.referrals.answering import Answer, record_answer
from backend.referrals.entries import SOLUTION
from backend.referrals.models import Cause, Move, Origin, Referral, Status, Way
from backend.referrals.queries import about_person, one_about
from backend.referrals.rules import may_read, part_of_referral
from backend.sharing.models import Part, Share
from backend.sharing.queries import sight_of
from tests.cast import Cast, saved
from tests.conftest import NOON, SignIn
from tests.parcours.writing import social_worker
from tests.referrals.asking import (
    REASON,
    SITE,
    address,
    as_it_stands,
    proposed,
    sent,
    sheet,
    solution,
)

IN_FRENCH = {
    Status.ASKED: "Vous avez demandé à : référente, Claire Bonnet.",
    Status.PROPOSED: "Cette solution vous est proposée par : référente, Claire Bonnet.",
    Status.DISCUSSED: "Ce que vous avez dit est lu par : référente, Claire Bonnet.",
    Status.AGREED: "Maintenant, il faut appeler.",
    Status.SENT: "La réponse est attendue au plus tard le mardi 17 mars.",
    Status.UNANSWERED: "Vous n’y êtes pour rien.",
    Status.WAITING: "Vous êtes sur leur liste d’attente.",
    Status.ACCEPTED: "Une place est possible pour vous.",
    Status.STARTED: "C’est une étape de votre parcours.",
    Status.REFUSED: "D’autres solutions existent.",
    Status.DECLINED: "Vous avez dit non. Rien n’a été envoyé.",
    Status.DROPPED: "Cette proposition a été arrêtée par : référente, Claire Bonnet.",
    Status.WITHDRAWN: "Vous avez retiré votre demande le lundi 2 mars.",
}


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_in_each_state_she_reads_where_it_stands(
    session: Session, cast: Cast, signed_in: SignIn, language: str
) -> None:
    referral = sent(session, cast)
    cast.amina.language = language
    referral.agreed_at = referral.sent_at
    session.commit()
    amina = signed_in(cast.amina)
    for status, sentence in IN_FRENCH.items():
        for way in Way:
            referral.status, referral.way = status, way
            session.add(referral)
            session.commit()
            page = amina.visits(address(referral))
            primary = [one for one in page.tree.iter() if "button--primary" in one.get("class", "")]
            assert len(primary) <= 1, status
            if language == "fr":
                assert sentence in page.text.replace("\u00a0", " "), status


def test_what_she_answers_is_kept_and_her_adviser_writes_it_otherwise(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    referral = proposed(session, cast)
    amina, here = signed_in(cast.amina), address(referral)
    page = amina.visits(here)
    assert REASON in page.text
    assert "Rien ne part avant votre accord." in page.text
    first = page
    page = amina.submits(page, f"{here}/question", question="Sans dire que c’est pour un emploi")
    assert "Vos mots sont transmis à la personne qui vous accompagne." in page.text
    assert "Sans dire que c’est pour un emploi" in page.text
    draft = service.Draft(reason=REASON, message="Une voiture, s’il vous plaît.")
    referral = as_it_stands(session, referral)
    service.revise(session, referral, cast.claire, draft, now=NOON)
    session.commit()
    page = amina.submits(first, f"{here}/accord")  # a page that was left open
    assert "Le texte a changé entre-temps. Rien n’est parti." in page.text
    assert "Une voiture, s’il vous plaît." in page.text
    late = amina.submits(first, f"{here}/details", telephone="on")
    assert "Le texte a changé entre-temps." in late.text
    assert as_it_stands(session, referral).version == 2
    page = amina.submits(page, f"{here}/details", telephone="on")
    assert "Voici le nouveau texte. Rien n’est parti." in page.text
    assert page.form(f"{here}/details")["telephone"] == "on"


def test_she_says_no_then_changes_her_mind(session: Session, cast: Cast, signed_in: SignIn) -> None:
    referral = proposed(session, cast)
    amina, here = signed_in(cast.amina), address(referral)
    page = amina.submits(amina.visits(here), f"{here}/message", mots="Merci")
    assert "Votre message est transmis" in page.text
    page = amina.submits(page, f"{here}/refus", raison="J’ai trouvé ailleurs")
    assert "Vous avez dit non. Rien n’a été envoyé." in page.text
    assert "J’ai trouvé ailleurs" in page.text
    page = amina.submits(page, f"{here}/question", question="Finalement, oui")
    assert as_it_stands(session, referral).status is Status.DISCUSSED


def test_what_is_missing_is_said_and_what_she_had_chosen_stays(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    referral = proposed(session, cast)
    amina, here = signed_in(cast.amina), address(referral)
    page = amina.submits(amina.visits(here), f"{here}/details", courriel="on")
    for action, name in (("question", "question"), ("message", "mots")):
        empty: dict[str, Any] = {name: ""}
        page = amina.submits(page, f"{here}/{action}", **empty)
        assert page.status == 422
        assert page.form(f"{here}/details")["courriel"] == "on"
    page = amina.submits(page, f"{here}/details", naissance="1800-01-01", commune="Albi")
    assert page.status == 422
    assert page.form(f"{here}/details")["commune"] == "Albi"
    assert amina.posts(f"{here}/accord").status_code == 422
    assert amina.posts(f"{here}/refus", raison="x" * 2001).status_code == 422
    assert as_it_stands(session, referral).version == 2


def test_once_it_is_sent_she_notes_what_she_was_answered(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    referral = sent(session, cast)
    amina, here = signed_in(cast.amina), address(referral)
    for wrong in ("", "bof"):
        page = amina.submits(amina.visits(here), f"{here}/reponse", reponse=wrong)
        assert page.status == 422
    assert amina.posts(f"{here}/appel", appel="x" * 2001).status_code == 422
    assert amina.posts(f"{here}/debut").status_code == 422
    page = amina.submits(amina.visits(here), f"{here}/reponse", reponse="liste")
    assert "La réponse est notée." in page.text
    assert as_it_stands(session, referral).status is Status.WAITING
    for done in ("accord", "details", "texte"):  # what left is not written again
        sent_again = {"version": "1", "message": "Autre"}
        assert amina.posts(f"{here}/{done}", **sent_again).status_code == 409


def test_somebody_else_s_is_not_found(session: Session, cast: Cast, signed_in: SignIn) -> None:
    referral = proposed(session, cast)
    signed_in(cast.bilal).visits(address(referral), status=404)
    signed_in(cast.bilal).visits("/solutions/demandes/99999999999", status=404)


def test_a_reason_of_a_no_is_translated(session: Session, cast: Cast, signed_in: SignIn) -> None:
    referral = sent(session, cast)
    no = Answer(move=Move.REFUSE, cause=Cause.FULL, words="Désolés")
    record_answer(session, referral, SOLUTION, no, now=NOON)
    session.commit()
    page = signed_in(cast.amina).visits(address(referral))
    assert "Plus de place" in page.text
    assert "Désolés" in page.text


@pytest.mark.parametrize(
    ("themes", "part"),
    [
        ("sante--acceder-aux-soins", Part.HEALTH),
        ("remobilisation--bien-etre", Part.HEALTH),
        ("famille--garde-denfants mobilite--permis", Part.FAMILY),
        ("mobilite--permis", Part.STEPS),
        ("", Part.STEPS),
    ],
)
def test_asking_for_a_solution_is_as_private_as_what_it_is_for(themes: str, part: Part) -> None:
    assert part_of_referral(sheet("Une solution", themes=themes)) is part


def test_who_may_read_it(session: Session, cast: Cast) -> None:
    nour = social_worker(session, cast)
    care = solution(session, "Psychologue", themes="sante--acceder-aux-soins")
    told = service.Draft(reason="", message="Bonjour")
    health = service.propose(session, cast.amina, nour, care, told, now=NOON)
    other = proposed(session, cast)

    def reads(adviser: str, referral: Referral, about: str) -> bool:
        who = {"nour": nour, "claire": cast.claire, "karim": cast.karim}[adviser]
        sight = sight_of(session, who, cast.amina, today=NOON.date())
        return may_read(sight, referral, sheet("Une solution", themes=about))

    assert reads("nour", health, "sante--soins")
    assert not reads("claire", health, "sante--soins")
    assert reads("claire", other, "mobilite--permis")
    assert reads("nour", other, "mobilite--permis")
    assert not reads("karim", other, "mobilite--permis")
    shared = Share(
        person_id=cast.amina.id,
        structure_id=cast.department.id,
        part=Part.HEALTH,
        granted_at=NOON,
    )
    saved(session, shared)
    assert reads("claire", health, "sante--soins")


def test_what_she_prepares_alone_is_hers_until_it_leaves(session: Session, cast: Cast) -> None:
    offer, amina = solution(session), cast.amina
    own = actions.write_own(session, amina, offer, "Bonjour", nothing(), now=NOON)
    assert own.origin is Origin.OWN
    sight = sight_of(session, cast.claire, amina, today=NOON.date())
    assert not may_read(sight, own, sheet("Une solution"))
    assert shown_about(session, amina, own) == []
    actions.agree(session, own, 1, site=SITE, now=NOON)
    assert may_read(sight, own, sheet("Une solution"))
    assert shown_about(session, amina, own) == [own.id]


def nothing() -> actions.Ticked:
    return actions.Ticked()


def shown_about(session: Session, person: Person, one: Referral) -> list[int]:
    found = [referral.id for referral in about_person(session, person)]
    assert bool(one_about(session, person, one.id)) == (one.id in found)
    return found
