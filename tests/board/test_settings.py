"""What the team sets: rules, contacts, the watch, templates; each traced, none backdated."""

import json
from typing import Any

import pytest
from sqlmodel import Session, select

from backend.audit.models import AuditEntry
from backend.claims.actions import ClaimFacts, open_claim
from backend.claims.models import AnswerTemplate, ClaimRule
from backend.claims.rules import rule_of
from backend.claims.states import Kind, Silence
from backend.continuity.models import WatchRule, Worry
from backend.law.models import Body, LegalContact
from backend.people.models import Adviser
from tests.cast import Cast
from tests.conftest import NOON, SignIn

RULE = "/pro/territoire/droits/no_news"


def deeds(session: Session) -> list[tuple[str, str, dict[str, object]]]:
    told = session.exec(select(AuditEntry).order_by(AuditEntry.number))  # ty: ignore[invalid-argument-type]
    found = [(one.actor, one.action, json.loads(one.details)) for one in told]
    session.commit()
    return found


def test_a_rule_holds_for_the_requests_to_come(
    session: Session,
    cast: Cast,
    boss: Adviser,
    signed_in: SignIn,
) -> None:
    facts = ClaimFacts(kind=Kind.NO_NEWS, words="Bonjour")
    before = open_claim(session, cast.amina, facts, site="", now=NOON)
    session.commit()
    rosa = signed_in(boss)
    page = rosa.submits(
        rosa.visits(RULE), RULE, nombre="1", promesse="3", service=str(cast.department.id)
    )
    assert "Elle vaut pour les demandes à venir" in page.text
    assert "1 mois" in page.text
    assert cast.department.name in page.text
    after = open_claim(session, cast.amina, facts, site="", now=NOON)
    session.commit()
    assert (before.due_on.month, after.due_on.month) == (5, 4)
    [rule] = session.exec(select(ClaimRule)).all()
    assert (rule.delay, rule.answer_days, rule.silence, rule.article) == ("1 month", 3, None, None)
    [(actor, _, details)] = [one for one in deeds(session) if one[1] == "claim.rule"]
    assert actor == f"adviser:{boss.id}"
    assert details["delay"] == "1 month"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"nombre": "0"}, "Ce délai n’est pas possible"),
        ({"nombre": "400"}, "Ce délai n’est pas possible"),
        ({"nombre": "deux"}, "Écrivez un nombre"),
        ({"article": "CRPA L1"}, "Cet article n’est pas dans la table"),
        ({"silence": "acceptance"}, "ne vaut accord que si un texte le dit"),
        ({"promesse": "0"}, "sous 1 à 366 jours"),
        ({"service": "999"}, "Choisissez une des réponses"),
    ],
)
def test_what_cannot_be_a_rule_is_refused_and_kept_on_the_page(
    session: Session,
    boss: Adviser,
    signed_in: SignIn,
    sent: dict[str, Any],
    told: str,
) -> None:
    rosa = signed_in(boss)
    page = rosa.submits(rosa.visits(RULE), RULE, **sent)
    assert page.status == 422
    assert told.replace("\u00a0", " ") in page.text.replace("\u00a0", " ")
    assert session.exec(select(ClaimRule)).all() == []


def test_silence_means_yes_with_the_text_that_says_so(
    session: Session,
    cast: Cast,
    boss: Adviser,
    signed_in: SignIn,
) -> None:
    rosa = signed_in(boss)
    rosa.submits(rosa.visits(RULE), RULE, silence="acceptance", article="CRPA L231-1")
    assert rule_of(session, cast.tarn.id, Kind.NO_NEWS).told.silence is Silence.ACCEPTANCE
    session.commit()
    page = rosa.submits(rosa.visits(RULE), f"{RULE}/retour")
    assert "de nouveau celle de tous les territoires" in page.text
    assert rule_of(session, cast.tarn.id, Kind.NO_NEWS).told.silence is Silence.REJECTION


def test_contacts_are_set_and_removed(
    session: Session,
    boss: Adviser,
    signed_in: SignIn,
) -> None:
    rosa = signed_in(boss)
    here = "/pro/territoire/contacts/tribunal"
    assert rosa.submits(rosa.visits(here), here, nom="").status == 422
    assert rosa.submits(rosa.visits(here), here, nom="TA", courriel="ta").status == 422
    page = rosa.submits(
        rosa.visits(here), here, nom="tribunal administratif de Toulouse", telephone="0562735757"
    )
    assert "Le contact est enregistré" in page.text
    assert "tribunal administratif de Toulouse" in page.text
    [contact] = session.exec(select(LegalContact)).all()
    assert contact.body is Body.TRIBUNAL
    session.commit()
    rosa.submits(rosa.visits(here), here, nom="Tribunal administratif")
    assert rosa.visits(here).form(here)["nom"] == "Tribunal administratif"
    gone = rosa.submits(rosa.visits(here), f"{here}/suppression")
    assert "Le contact est supprimé" in gone.text
    rosa.visits("/pro/territoire/contacts/maire", status=404)
    assert [one[1] for one in deeds(session)] == ["law.contact"] * 3


def test_the_watch_judges_by_the_days_of_the_territory(
    session: Session,
    boss: Adviser,
    signed_in: SignIn,
) -> None:
    rosa = signed_in(boss)
    here = "/pro/territoire/continuite/no_contact"
    assert rosa.submits(rosa.visits(here), here, jours="0").status == 422
    assert rosa.submits(rosa.visits(here), here, jours="20", avance="-1").status == 422
    page = rosa.submits(rosa.visits(here), here, jours="20", avance="5")
    assert "Elle vaut dès la nuit prochaine" in page.text
    assert "après 20 jours · les professionnels le voient 5 jours avant" in page.text
    [rule] = session.exec(select(WatchRule)).all()
    assert (rule.worry, rule.days, rule.head_start_days, rule.is_on) == (
        Worry.NO_CONTACT,
        20,
        5,
        True,
    )
    session.commit()
    token = rosa.visits(here).form(here)["_csrf_token"]
    rosa.client.post(here, data={"_csrf_token": token, "jours": "20", "avance": "5"})
    assert "désactivée" in rosa.visits("/pro/territoire/continuite").text
    rosa.submits(rosa.visits(here), f"{here}/retour")
    session.expire_all()
    assert session.exec(select(WatchRule)).all() == []
    rosa.visits("/pro/territoire/continuite/autre", status=404)


def test_a_territory_has_templates_of_its_own(
    session: Session,
    cast: Cast,
    boss: Adviser,
    signed_in: SignIn,
) -> None:
    rosa = signed_in(boss)
    here = "/pro/territoire/modeles"
    sent: dict[str, Any] = {
        "demande": "no_news",
        "issue": "accepted",
        "titre": "On vous appelle",
        "mots": "Oui.",
    }
    blank: dict[str, Any] = sent | {"mots": ""}
    assert rosa.submits(rosa.visits(here), here, **blank).status == 422
    page = rosa.submits(rosa.visits(here), here, **sent)
    assert "Le modèle est enregistré" in page.text
    [template] = session.exec(select(AnswerTemplate)).all()
    session.commit()
    facts = ClaimFacts(kind=Kind.NO_NEWS, words="Bonjour")
    claim = open_claim(session, cast.amina, facts, site="", now=NOON)
    session.commit()
    shown = signed_in(cast.claire).visits(f"/pro/demandes/{claim.id}?modele={template.id}")
    assert shown.form(f"/pro/demandes/{claim.id}/reponse")["reponse"].strip() == "Oui."
    own = f"{here}/{template.id}"
    assert rosa.submits(rosa.visits(own), own, titre="").status == 422
    changed = rosa.submits(rosa.visits(own), own, titre="Appel", demande="")
    assert "Appel" in changed.text
    gone = rosa.submits(rosa.visits(own), f"{own}/suppression")
    assert "Le modèle est supprimé" in gone.text
    rosa.visits(own, status=404)


def test_a_service_is_reached_as_the_receipts_say(
    session: Session, cast: Cast, boss: Adviser, signed_in: SignIn
) -> None:
    rosa = signed_in(boss)
    here = f"/pro/territoire/services/{cast.department.id}"
    assert rosa.submits(rosa.visits(here), here, telephone="").status == 422
    assert rosa.submits(rosa.visits(here), here, courriel="albi").status == 422
    page = rosa.submits(rosa.visits(here), here, courriel="albi@example.org")
    assert "albi@example.org" in page.text
    session.refresh(cast.department)
    assert cast.department.email == "albi@example.org"
    session.commit()
    assert [one[1] for one in deeds(session)] == ["territory.service"]
    rosa.visits(f"/pro/territoire/services/{cast.mission_locale.id}", status=404)
