"""What the territory learns: used, missing, no longer right. No small count is told."""

import json
from datetime import timedelta
from random import Random

import pytest
from sqlmodel import Session

from backend.catalogue.models import NATIONAL, Feed, Import, Offer
from backend.offers.misses import note_miss
from backend.offers.models import Remark, Wrong
from backend.people.models import Adviser, Person
from backend.referrals.models import Cause, Move, Origin, Referral, ReferralEntry, Status, Writer
from backend.referrals.used import ENOUGH, together, used
from backend.vocabulary.themes import Theme
from tests.cast import Cast, saved, team_of_the_territory
from tests.conftest import NOON, SignIn
from tests.parcours.writing import social_worker
from tests.referrals.asking import solution

HERE = "/pro/solutions"


@pytest.fixture
def rosa(session: Session, cast: Cast) -> Adviser:
    """Of the team of Amina's territory."""
    rosa = team_of_the_territory(session, cast)
    session.commit()
    return rosa


def somebody(session: Session, cast: Cast) -> Person:
    person = Person(territory_id=cast.tarn.id, first_name="N", last_name="Autre", created_at=NOON)
    return saved(session, person)


def asked(session: Session, person: Person, offer: Offer, status: Status, days: int = 3) -> None:
    is_answered = status in {Status.ACCEPTED, Status.REFUSED}
    referral = saved(
        session,
        Referral(
            person_id=person.id,
            offer_id=offer.id,
            origin=Origin.ASKED,
            status=status,
            created_at=NOON - timedelta(days=30),
            changed_at=NOON,
            sent_at=NOON - timedelta(days=20),
            answered_at=NOON - timedelta(days=20 - days) if is_answered else None,
        ),
    )
    if status is Status.REFUSED:
        session.add(
            ReferralEntry(
                referral_id=referral.id,
                person_id=person.id,
                move=Move.REFUSE,
                writer=Writer.SOLUTION,
                cause=Cause.FULL,
                happened_at=NOON,
            )
        )


def test_what_is_used_is_counted_from_five_on(session: Session, cast: Cast) -> None:
    car = solution(session)
    crowd = [somebody(session, cast) for _ in range(7)]
    for person in crowd[:5]:
        asked(session, person, car, Status.REFUSED, days=4)
    for person in crowd[5:]:
        asked(session, person, car, Status.ACCEPTED, days=6)
    asked(session, cast.bilal, car, Status.REFUSED)  # another territory's
    session.commit()

    found = used(session, cast.tarn, now=NOON)

    assert (found.asked, found.proposed) == (7, None)
    assert (found.refused, found.accepted, found.unanswered, found.sent) == (5, None, None, 7)
    assert found.median_days == 4
    assert found.reasons == {Cause.FULL: 5}
    assert [(one.need, one.count, one.median_days) for one in found.needs] == [
        (Theme.MOBILITY, 7, 4)
    ]
    assert [(shown.sheet.name, count) for shown, count in found.solutions] == [
        ("Garage solidaire", 7)
    ]
    assert used(session, cast.tarn, now=NOON + timedelta(days=400)).asked is None


def test_a_need_too_small_is_told_with_the_next(session: Session, cast: Cast) -> None:
    car, roof = solution(session), solution(session, "Toit", themes="logement-hebergement--x")
    for number in range(8):
        asked(session, somebody(session, cast), car if number < 5 else roof, Status.SENT)
    session.commit()
    found = used(session, cast.tarn, now=NOON)
    assert [(one.need, one.count) for one in found.needs] == [(None, 8)]
    assert list(found.solutions) == []


@pytest.mark.parametrize("seed", range(100))
def test_nothing_small_follows_from_what_is_told(seed: int) -> None:
    dice = Random(seed)  # noqa: S311
    counts = {f"n{number}": dice.randint(1, 12) for number in range(dice.randint(0, 7))}
    alone, rest = together(counts)
    assert all(count >= ENOUGH for count in alone.values())
    hidden = [count for name, count in counts.items() if name not in alone]
    assert rest in {0, sum(hidden)}
    assert len(hidden) != 1 or not alone  # else it would be what lacks in the total
    if alone:
        assert not hidden or sum(hidden) >= ENOUGH


def test_every_adviser_reads_what_is_used_and_missing(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    for _ in range(5):
        person = somebody(session, cast)
        session.commit()
        note_miss(
            session.get_bind(),  # ty: ignore[invalid-argument-type]
            person=person,
            territory_id=cast.tarn.id,
            need=Theme.MOBILITY,
            commune_code="",
            now=NOON - timedelta(days=30),
        )
    nour = social_worker(session, cast)
    page = signed_in(nour).visits(HERE)
    assert "Ce qui est utilisé, ces 12 derniers mois" in page.text
    assert "moins de 5" in page.text
    assert "Déplacements sans commune 5" in page.text
    assert "du samedi 1er mars 2025" in page.text
    assert "Ce n’est plus exact" not in page.text
    assert f"{HERE}/offres" not in page.links()  # a social worker writes none
    assert f"{HERE}/offres" in signed_in(cast.claire).visits(HERE).links()
    assert "Rien à dire pour l’instant" in signed_in(cast.karim).visits(HERE).text


def test_the_team_deals_with_what_is_no_longer_right(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn
) -> None:
    offer = solution(session, source_url="https://dora.example/garage")
    remark = saved(
        session,
        Remark(
            person_id=cast.amina.id,
            territory_id=cast.tarn.id,
            offer_id=offer.id,
            wrong=Wrong.CLOSED,
            words="Le garage est fermé.",
            said_at=NOON,
        ),
    )
    session.commit()
    boss, path = signed_in(rosa), f"{HERE}/remarques/{remark.id}"
    page = boss.visits(HERE)
    assert "Le garage est fermé." in page.text
    assert "https://dora.example/garage" in page.links()
    assert "Amina" not in page.text
    claire = signed_in(cast.claire)
    assert "Le garage est fermé." not in claire.visits(HERE).text
    assert claire.posts(path).status_code == 404
    assert "notée comme traitée" in boss.submits(page, path).text
    session.refresh(remark)
    assert (remark.handled_at, remark.adviser_id) == (NOON, rosa.id)
    session.commit()
    assert "Aucune remarque n’attend" in boss.visits(HERE).text


def test_the_team_reads_what_the_last_import_refused(
    session: Session, rosa: Adviser, signed_in: SignIn
) -> None:
    saved(session, Feed(name=NATIONAL, failure="Adresse injoignable"))
    row = Import(
        feed=NATIONAL,
        content="services",
        finished_at=NOON,
        read=10,
        added=7,
        changed=1,
        unchanged=0,
        gone=1,
        refused=1,
        refusals=json.dumps([["dora--x", "nom: champ manquant"]]),
    )
    saved(session, row)
    session.commit()
    page = signed_in(rosa).visits(HERE)
    assert "dora--x : nom: champ manquant" in page.text
    assert "Adresse injoignable" in page.text
