"""What an adviser does with a claim, through the pages."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from backend.claims.actions import ClaimFacts, ask_reasons, contest, open_claim, rate
from backend.claims.models import Claim, ClaimEntry
from backend.claims.passing import pass_time
from backend.claims.service import answer
from backend.claims.shipped_answers import SHIPPED
from backend.claims.states import Kind, Move, Outcome, Silence, Status
from backend.law.models import Body
from backend.messaging.consents import give
from backend.messaging.models import ConsentTo, Letter
from backend.projects.actions import ObjectiveFacts, set_objective
from backend.sharing.models import Consultation, Purpose
from backend.territories.models import Structure
from backend.vocabulary.themes import Theme
from tests.cast import Cast, saved
from tests.conftest import NOON, SignIn
from tests.parcours.writing import by

SITE = "https://parcours.test"
WORDS = "Plus de nouvelles depuis janvier."


@pytest.fixture
def claim(session: Session, cast: Cast) -> Claim:
    facts = ClaimFacts(kind=Kind.NO_NEWS, words=WORDS, helper="Ma sœur")
    opened = open_claim(session, cast.amina, facts, site=SITE, now=NOON)
    session.commit()
    return opened


def again(session: Session, claim: Claim) -> Claim:
    session.expire_all()
    session.refresh(claim)
    session.commit()  # on SQLite, who reads within a transaction keeps others from writing
    return claim


def moves(session: Session, claim: Claim) -> list[Move]:
    told = select(ClaimEntry).where(ClaimEntry.claim_id == claim.id).order_by(ClaimEntry.id)  # ty: ignore[invalid-argument-type]
    done = [entry.move for entry in session.exec(told)]
    session.commit()
    return done


def test_the_page_tells_her_words_the_dates_and_who_helps(
    session: Session, cast: Cast, signed_in: SignIn, claim: Claim
) -> None:
    page = signed_in(cast.claire).visits(f"/pro/demandes/{claim.id}")
    for told in (WORDS, claim.number, "Amina Benali", "Ma sœur", "lundi 9 mars", "samedi 2 mai"):
        assert told in page.text
    [look] = session.exec(select(Consultation)).all()
    assert (look.purpose, look.adviser_id) == (Purpose.CLAIM, cast.claire.id)


def test_the_objective_she_speaks_of_is_shown(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    facts = ObjectiveFacts(words="Obtenir le CAP", set_on=NOON.date(), theme=Theme.TRAIN)
    objective = set_objective(session, cast.amina, facts, by(cast.claire), now=NOON)
    told = ClaimFacts(kind=Kind.CONTEST_OBJECTIVE, words="Non", about=f"objective:{objective.id}")
    claim = open_claim(session, cast.amina, told, site=SITE, now=NOON)
    session.commit()
    assert "Obtenir le CAP" in signed_in(cast.claire).visits(f"/pro/demandes/{claim.id}").text


def test_a_named_person_takes_charge(
    session: Session, cast: Cast, signed_in: SignIn, claim: Claim
) -> None:
    claire = signed_in(cast.claire)
    path = f"/pro/demandes/{claim.id}"
    page = claire.submits(claire.visits(path), f"{path}/prise-en-charge")
    assert "Cette demande est à votre charge" in page.text
    assert (again(session, claim).status, claim.adviser_id) == (Status.ASSIGNED, cast.claire.id)
    assert not [f for f in page.all("form") if f.get("action") == f"{path}/prise-en-charge"]


def test_a_message_joins_the_thread(cast: Cast, signed_in: SignIn, claim: Claim) -> None:
    claire = signed_in(cast.claire)
    path = f"/pro/demandes/{claim.id}"
    page = claire.submits(claire.visits(path), f"{path}/message", message="Je regarde.")
    assert "Je regarde." in page.text
    assert "Votre message est envoyé" in page.text
    assert claire.submits(page, f"{path}/message", message=" ").status == 422


def test_what_is_missing_is_asked_for_until_a_later_day(
    session: Session, cast: Cast, signed_in: SignIn, claim: Claim
) -> None:
    claire = signed_in(cast.claire)
    path = f"/pro/demandes/{claim.id}"
    page = claire.visits(path)
    refused = claire.submits(page, f"{path}/pieces", manque="Un papier", jusqu_au="2026-03-02")
    assert refused.status == 422
    assert refused.form(f"{path}/pieces")["manque"] == "Un papier"
    assert "Choisissez un jour après aujourd’hui" in refused.text
    far = claire.submits(page, f"{path}/pieces", manque="Un papier", jusqu_au="2028-03-02")
    assert far.status == 422
    asked = claire.submits(page, f"{path}/pieces", manque="Un papier", jusqu_au="2026-03-20")
    assert "Ce qui manque est demandé" in asked.text
    assert again(session, claim).status is Status.INCOMPLETE
    assert claim.missing_until == date(2026, 3, 20)


def test_it_is_forwarded_to_a_service_of_the_territory_only(
    session: Session, cast: Cast, signed_in: SignIn, claim: Claim
) -> None:
    caf = saved(session, Structure(territory_id=cast.tarn.id, name="CAF du Tarn"))
    session.commit()
    claire = signed_in(cast.claire)
    path = f"/pro/demandes/{claim.id}"
    page = claire.visits(path)
    elsewhere = str(cast.mission_locale.id)
    sent: dict[str, Any] = {"pourquoi": "Elle s’en occupe."}
    assert claire.submits(page, f"{path}/transmission", structure=elsewhere, **sent).status == 422
    after = claire.submits(page, f"{path}/transmission", structure=str(caf.id), **sent)
    assert "La demande est transmise" in after.text
    assert again(session, claim).structure_id == caf.id
    assert claim.received_at == NOON
    claire.visits(path, status=404)


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.PARTLY])
def test_a_refusal_says_why(
    session: Session, cast: Cast, signed_in: SignIn, claim: Claim, outcome: Outcome
) -> None:
    claire = signed_in(cast.claire)
    path = f"/pro/demandes/{claim.id}"
    page = claire.submits(claire.visits(path), f"{path}/reponse", issue=outcome, reponse="")
    assert page.status == 422
    assert "Écrivez les motifs" in page.text
    assert again(session, claim).status is Status.RECEIVED


def test_a_template_fills_the_answer_in_and_its_blanks_are_not_sent(
    session: Session, cast: Cast, signed_in: SignIn, claim: Claim
) -> None:
    claire = signed_in(cast.claire)
    path = f"/pro/demandes/{claim.id}"
    assert "no_news-accepted" in {one.key for one in SHIPPED}
    page = claire.visits(f"{path}?modele=no_news-accepted")
    words = page.form(f"{path}/reponse")["reponse"]
    assert "[jour et heure]" in words
    refused = claire.submits(page, f"{path}/reponse")
    assert refused.status == 422
    assert refused.form(f"{path}/reponse")["reponse"].split() == words.split()
    done = claire.submits(page, f"{path}/reponse", reponse="Je vous appelle mardi à 10 h.")
    assert "Votre réponse est envoyée" in done.text
    assert again(session, claim).outcome is Outcome.ACCEPTED
    assert claire.visits(f"{path}?modele=unknown").status == 200


def test_two_answers_do_not_cross(cast: Cast, signed_in: SignIn, claim: Claim) -> None:
    claire = signed_in(cast.claire)
    path = f"/pro/demandes/{claim.id}"
    page = claire.visits(path)
    assert claire.submits(page, f"{path}/reponse", issue="accepted").status == 200
    assert claire.submits(page, f"{path}/reponse", issue="accepted").status == 409
    assert claire.submits(page, f"{path}/prise-en-charge").status == 409


def test_reasons_of_an_implied_refusal_are_given_by_a_named_person(
    session: Session,
    cast: Cast,
    signed_in: SignIn,
    claim: Claim,
) -> None:
    later = NOON + timedelta(days=62)
    pass_time(session, now=later)
    ask_reasons(session, claim, site=SITE, now=later)
    session.commit()
    claire = signed_in(cast.claire)
    path = f"/pro/demandes/{claim.id}"
    page = claire.visits(path)
    assert claire.submits(page, f"{path}/motifs", motifs="").status == 422
    told = claire.submits(page, f"{path}/motifs", motifs="Le service était fermé.")
    assert "Les motifs sont envoyés" in told.text
    assert moves(session, claim)[-2:] == [Move.ASSIGN, Move.GIVE_REASONS]
    assert again(session, claim).adviser_id == cast.claire.id
    assert claim.silence is Silence.REJECTION


def test_a_refusal_on_paper_names_who_decides_and_how_to_contest(
    session: Session, cast: Cast, signed_in: SignIn, claim: Claim
) -> None:
    claire = signed_in(cast.claire)
    path = f"/pro/demandes/{claim.id}"
    page = claire.visits(path)
    claire.visits(f"{path}/lettre", status=404)
    assert claire.posts(f"{path}/envoi", jour="2026-03-02").status_code == 409
    page = claire.submits(page, f"{path}/reponse", issue="refused", reponse="Parce que.\nVoilà.")
    assert "n’a pas accepté d’être notifiée par voie électronique" in page.text
    letter = claire.visits(f"{path}/lettre")
    for told in (
        "Amina Benali",
        cast.department.name,
        claim.number,
        "Parce que.",
        "Claire Bonnet",
        "référente",
        "CRPA L411-2",
        "le tribunal administratif",
        "lundi 4 mai 2026",
    ):
        assert told in letter.text, told
    for day, status in (("2026-03-01", 422), ("2026-03-03", 422), ("2026-03-02", 200)):
        after = claire.submits(page, f"{path}/envoi", jour=day)
        assert after.status == status
    assert "La date d’envoi est notée" in after.text
    assert moves(session, claim)[-1] is Move.POST


def test_her_own_language_stands_beside_the_french(
    session: Session, cast: Cast, signed_in: SignIn, claim: Claim
) -> None:
    cast.amina.language = "en"
    session.add(cast.amina)
    give(session, cast.amina, ConsentTo.E_NOTIFICATION, words="Yes", now=NOON)
    session.commit()
    claire = signed_in(cast.claire)
    path = f"/pro/demandes/{claim.id}"
    answered = claire.submits(
        claire.visits(path), f"{path}/reponse", issue="refused", reponse="Parce que."
    )
    assert "voie électronique" not in answered.text
    letter = claire.visits(f"{path}/lettre")
    assert [section.get("lang") for section in letter.all("section")] == ["fr", "en"]
    assert "Request refused" in letter.text


def test_the_e_mail_to_the_service_says_nothing_of_her(session: Session, cast: Cast) -> None:
    cast.department.email = "service@example.org"
    session.add(cast.department)
    facts = ClaimFacts(kind=Kind.NO_NEWS, words=WORDS)
    claim = open_claim(session, cast.amina, facts, site=SITE, now=NOON)
    [letter] = session.exec(select(Letter).where(Letter.recipient == "service@example.org")).all()
    told = f"{letter.subject} {letter.text}".lower()
    for secret in ("amina", "benali", "nouvelles", claim.number.lower(), "référent"):
        assert secret not in told.replace("mon parcours", ""), secret
    assert f"{SITE}/pro/demandes/{claim.id}" in letter.text


def test_what_she_says_of_the_answer_and_her_appeal_are_read_there(
    session: Session, cast: Cast, signed_in: SignIn, claim: Claim
) -> None:
    answer(session, claim, cast.claire, Outcome.REFUSED, "Non", site=SITE, now=NOON)
    rate(session, claim, helped=False, words="Pas du tout.", now=NOON)
    session.commit()
    claire = signed_in(cast.claire)
    page = claire.visits(f"/pro/demandes/{claim.id}")
    assert "La réponse a aidéNon" in page.text
    assert "Pas du tout." in page.text
    contest(session, claim, "Regardez encore.", site=SITE, now=NOON)
    session.commit()
    looked_at_again = claire.visits(f"/pro/demandes/{claim.id}")
    assert "Contestée lelundi 2 mars" in looked_at_again.text
    assert "Regardez encore." in looked_at_again.text


def test_each_kind_is_in_the_operator_s_page() -> None:
    told = Path("docs/claims.md").read_text(encoding="utf-8")
    assert [kind for kind in Kind if f"`{kind}`" not in told] == []
    assert [body for body in Body if f"`{body}`" not in told] == []
