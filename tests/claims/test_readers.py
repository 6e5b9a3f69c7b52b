"""The condition on the row says what the sentences of docs/claims.md say, whoever is around."""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import pytest
from sqlmodel import Session

from backend.claims.actions import ClaimFacts, open_claim
from backend.claims.inbox import one_for_adviser
from backend.claims.models import Claim
from backend.claims.states import Kind
from backend.people.models import Accompaniment, Adviser, FieldOfWork
from backend.territories.models import Structure
from backend.vocabulary.themes import Theme
from tests.cast import Cast, saved
from tests.conftest import NOON

TODAY = NOON.date()
DAY = timedelta(days=1)
KINDS = (Kind.NO_NEWS, Kind.OTHER_REFERENT, Kind.SOCIAL_SUPPORT)
THEMES = (None, Theme.JOB, Theme.HEALTH, Theme.FAMILY)
PRIVATE = (Theme.HEALTH, Theme.FAMILY)


@dataclass
class Around:
    structures: dict[int, Structure] = field(default_factory=dict)
    advisers: list[Adviser] = field(default_factory=list)
    links: list[Accompaniment] = field(default_factory=list)  # of today

    def here(self, structure_id: int) -> list[Adviser]:
        return [
            one
            for one in self.advisers
            if one.structure_id == structure_id and not one.has_left(TODAY)
        ]

    def links_with(self, advisers: list[Adviser]) -> list[Accompaniment]:
        known = {one.id for one in advisers}
        return [link for link in self.links if link.adviser_id in known]


def drawn(session: Session, cast: Cast, draw: Random) -> tuple[Around, Claim]:
    around = Around({cast.department.id: cast.department}, [cast.claire])
    around.links = [
        Accompaniment(
            person_id=cast.amina.id, adviser_id=cast.claire.id, is_referent=True, started_on=TODAY
        )
    ]
    for number in range(3):
        structure = saved(
            session,
            Structure(
                territory_id=draw.choice((cast.tarn.id, cast.tarn.id, cast.guyane.id)),
                name=f"S{number}",
                is_team=draw.random() < 0.4,
            ),
        )
        around.structures[structure.id] = structure
    for number in range(8):
        around.advisers.append(_adviser(session, draw, around, number))
        if draw.random() < 0.4:
            _accompanies(session, cast, draw, around)
    facts = ClaimFacts(kind=draw.choice(KINDS), words="Bonjour", theme=draw.choice(THEMES))
    claim = open_claim(session, cast.amina, facts, site="", now=NOON)
    own = [one for one in around.structures.values() if one.territory_id == cast.tarn.id]
    claim.structure_id = draw.choice(own).id
    claim.adviser_id = draw.choice([None, None, draw.choice(around.advisers).id])
    claim.escalated_at = draw.choice([None, None, NOON])
    claim.contested_on = draw.choice([None, None, None, TODAY])
    session.add(claim)
    session.flush()
    return around, claim


def _adviser(session: Session, draw: Random, around: Around, number: int) -> Adviser:
    return saved(
        session,
        Adviser(
            structure_id=draw.choice(list(around.structures)),
            first_name="A",
            last_name="B",
            email=f"{number}@example.org",
            function="conseil",
            field=draw.choice(list(FieldOfWork)),
            left_on=draw.choice([None, None, None, TODAY, TODAY + DAY]),
        ),
    )


def _accompanies(session: Session, cast: Cast, draw: Random, around: Around) -> None:
    ended_on = draw.choice([None, None, TODAY])
    link = Accompaniment(
        person_id=cast.amina.id,
        adviser_id=around.advisers[-1].id,
        is_referent=draw.random() < 0.2,
        started_on=TODAY - DAY,
        ended_on=ended_on,
    )
    saved(session, link)
    if ended_on is None:
        around.links.append(link)


def expected(around: Around, claim: Claim, adviser: Adviser) -> bool:
    if claim.adviser_id == adviser.id:
        return True
    if _is_about(around, claim, adviser):
        return False
    return _is_of_the_service(around, claim, adviser) or _is_of_the_team(around, claim, adviser)


def _is_about(around: Around, claim: Claim, adviser: Adviser) -> bool:
    is_referent = any(link.is_referent for link in around.links_with([adviser]))
    somebody_else = [one for one in around.here(adviser.structure_id) if one.id != adviser.id]
    return claim.kind is Kind.OTHER_REFERENT and is_referent and bool(somebody_else)


def _is_of_the_service(around: Around, claim: Claim, adviser: Adviser) -> bool:
    is_private = claim.theme in PRIVATE
    if adviser.structure_id != claim.structure_id:
        return False
    if is_private and adviser.field is not FieldOfWork.SOCIAL:
        return False
    if around.structures[claim.structure_id].is_team or around.links_with([adviser]):
        return True
    bound = [
        one
        for one in around.here(claim.structure_id)
        if not is_private or one.field is FieldOfWork.SOCIAL
    ]
    links = around.links_with(bound)
    if claim.kind is Kind.OTHER_REFERENT:
        links = [link for link in links if not link.is_referent]
    return not links


def _is_of_the_team(around: Around, claim: Claim, adviser: Adviser) -> bool:
    own = around.structures[adviser.structure_id]
    if not own.is_team or own.territory_id != claim.territory_id:
        return False
    social = [one for one in around.here(claim.structure_id) if one.field is FieldOfWork.SOCIAL]
    is_orphan = claim.theme in PRIVATE and not social
    return bool(claim.escalated_at or claim.contested_on or is_orphan)


@pytest.mark.parametrize("seed", range(25))
def test_who_reads_it_is_as_the_sentences_say(session: Session, cast: Cast, seed: int) -> None:
    around, claim = drawn(session, cast, Random(seed))  # noqa: S311 (a generated world)
    readers = {
        one.id
        for one in around.advisers
        if one_for_adviser(session, one, claim.id, today=TODAY) is not None
    }
    assert readers == {one.id for one in around.advisers if expected(around, claim, one)}
