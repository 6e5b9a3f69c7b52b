"""The rights of a territory, set from the command line."""

import pytest
from sqlmodel import Session, select

from backend.audit.models import AuditEntry
from backend.claims.actions import ClaimFacts, open_claim
from backend.claims.models import Claim, ClaimRule
from backend.claims.rules import rule_of, team_of
from backend.claims.states import Kind
from backend.law.models import LegalContact
from backend.law.queries import contacts_of
from backend.territories.models import Structure
from tests.cast import Cast, saved
from tests.commands.conftest import Parcours
from tests.conftest import NOON


@pytest.mark.usefixtures("cast")
def test_the_rules_of_a_territory_are_listed(parcours: Parcours) -> None:
    told = parcours("claims", "list", "81").output.splitlines()
    assert len(told) == len(Kind)
    assert "no_news | 2 months | rejection | CRPA L231-4 | ordinary | 7 days | referent" in told
    assert "There is no territory 99." in parcours("claims", "list", "99", fails=True).output


def test_a_rule_is_set_and_given_back(parcours: Parcours, cast: Cast, session: Session) -> None:
    name = cast.department.name
    set_ = ("claims", "set", "81", "no_news")
    told = parcours(*set_, "--delay", "1 month", "--answer-days", "3", "--service", name).output
    assert (
        told.strip() == f"no_news | 1 month | rejection | CRPA L231-4 | ordinary | 3 days | {name}"
    )
    parcours(*set_, "--silence", "acceptance", "--article", "CRPA L231-1")
    rule = rule_of(session, cast.tarn.id, Kind.NO_NEWS)
    assert (str(rule.told.delay), rule.told.answer_days) == ("1 month", 3)
    assert rule.structure_id == cast.department.id
    parcours(*set_, "--usual")
    session.expire_all()
    assert session.exec(select(ClaimRule)).all() == []
    actions = [(one.actor, one.action) for one in session.exec(select(AuditEntry))]
    assert actions == [("command", "claim.rule")] * 3


def test_a_rule_that_cannot_be_is_refused(parcours: Parcours, cast: Cast) -> None:
    set_ = ("claims", "set", "81", "no_news")
    for wrong, told in (
        (("--delay", "soon"), "is not a delay"),
        (("--silence", "acceptance"), "only where a text says so"),
        (("--article", "CRPA L1"), "not in the table"),
        (("--answer-days", "0"), "1 to 366 days"),
        (("--service", cast.mission_locale.name), "No structure named"),
    ):
        assert told in parcours(*set_, *wrong, fails=True).output


def test_a_contact_is_said(parcours: Parcours, cast: Cast, session: Session) -> None:
    for phone in ("0562735757", "0562735758"):
        parcours(
            "claims", "contact", "81", "tribunal", "--name", "TA de Toulouse", "--phone", phone
        )
    [contact] = contacts_of(session, cast.tarn.id).values()
    assert (contact.name, contact.phone) == ("TA de Toulouse", "0562735758")
    assert len(session.exec(select(LegalContact)).all()) == 1


def test_the_team_is_named_and_takes_what_nobody_could_answer(
    parcours: Parcours, cast: Cast, session: Session
) -> None:
    nobody = saved(session, Structure(territory_id=cast.tarn.id, name="Tarn", is_team=True))
    facts = ClaimFacts(kind=Kind.OTHER_REFERENT, words="Bonjour")
    claim = open_claim(session, cast.amina, facts, site="", now=NOON)
    assert claim.structure_id == nobody.id
    parcours("claims", "team", "81", "Direction de l’insertion", "--email", "e@example.org")
    session.expire_all()
    team = team_of(session, cast.tarn.id)
    assert team is not None
    assert (team.name, team.email) == ("Direction de l’insertion", "e@example.org")
    assert session.get_one(Claim, claim.id).structure_id == team.id
    parcours("claims", "team", "81", cast.department.name)
    session.expire_all()
    team = team_of(session, cast.tarn.id)
    assert team is not None
    assert team.id == cast.department.id


def test_a_service_is_reached(parcours: Parcours, cast: Cast, session: Session) -> None:
    told = parcours("claims", "service", "81", cast.department.name, "--email", "e@example.org")
    assert told.output.strip() == f"e@example.org, {cast.department.phone}"
    session.refresh(cast.department)
    assert cast.department.email == "e@example.org"
