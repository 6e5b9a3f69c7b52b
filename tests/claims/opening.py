"""What the tests of her claims say again and again."""

from typing import Any

from sqlmodel import Session, select

from backend.claims.actions import ClaimFacts, open_claim
from backend.claims.models import Claim
from backend.claims.service import answer
from backend.claims.states import Kind, Outcome
from backend.people.models import Person
from backend.web.language import _, speaking
from tests.cast import Cast
from tests.conftest import NOON

SITE = "https://parcours.test"
WORDS = "Plus de nouvelles depuis janvier."
NEW = "/droits/demandes/nouvelle"


def opened(session: Session, person: Person, kind: Kind = Kind.NO_NEWS, **others: Any) -> Claim:
    claim = open_claim(
        session, person, ClaimFacts(kind=kind, words=WORDS, **others), site=SITE, now=NOON
    )
    session.commit()
    return claim


def answered(
    session: Session, cast: Cast, outcome: Outcome = Outcome.REFUSED, **others: Any
) -> Claim:
    claim = opened(session, cast.amina, **others)
    answer(session, claim, cast.claire, outcome, "Parce que c’est ainsi", site=SITE, now=NOON)
    session.commit()
    return claim


def address(claim: Claim) -> str:
    return f"/droits/demandes/{claim.id}"


def claims_of(session: Session, person: Person) -> list[Claim]:
    session.expire_all()
    rows = session.exec(select(Claim).where(Claim.person_id == person.id)).all()
    session.commit()  # what reads here must not hold back what her pages write
    return list(rows)


def speaks(session: Session, person: Person, language: str) -> None:
    person.language = language
    session.add(person)
    session.commit()


def said(language: str, message: str, **values: str) -> str:
    with speaking(language):
        return " ".join((_(message) % values if values else _(message)).split())
