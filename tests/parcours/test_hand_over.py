"""An adviser hands over: the day and the reason are hers to read, nobody follows twice."""

from datetime import date

import pytest
from sqlmodel import Session, col, select

from backend.people.handovers import HandoverRefused, Relay, announce
from backend.people.models import Accompaniment, Handover
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.parcours.writing import day, social_worker


def links(session: Session, cast: Cast) -> list[tuple[int, bool, date, date | None]]:
    rows = session.exec(
        select(Accompaniment)
        .where(Accompaniment.person_id == cast.amina.id)
        .order_by(col(Accompaniment.started_on), col(Accompaniment.id))
    )
    return [(r.adviser_id, r.is_referent, r.started_on, r.ended_on) for r in rows]


def test_claire_hands_over_and_she_is_told_the_day_and_the_reason(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    nour = social_worker(session, cast)
    claire, amina = signed_in(cast.claire), signed_in(cast.amina)
    path = f"/pro/personnes/{cast.amina.id}/relais"

    claire.submits(
        claire.visits(path),
        path,
        vers=str(nour.id),
        jour="2026-03-16",
        raison="Je change de bureau",
    )

    assert "/parcours/equipe" in amina.visits("/").links()
    told = amina.visits("/parcours/equipe").text
    assert "Nour Petit prend la suite de Claire Bonnet" in told
    assert "Je change de bureau" in told
    assert "À partir du lundi 16 mars" in told
    assert links(session, cast) == [
        (nour.id, False, day(-10), date(2026, 3, 16)),
        (cast.claire.id, True, day(0), date(2026, 3, 16)),
        (nour.id, True, date(2026, 3, 16), None),
    ]


@pytest.mark.parametrize(
    ("field", "typed"),
    [("jour", ""), ("jour", "2027-01-01"), ("jour", "2025-01-01"), ("raison", "")],
)
def test_a_day_and_a_reason_are_asked(
    session: Session, cast: Cast, signed_in: SignIn, field: str, typed: str
) -> None:
    claire = signed_in(cast.claire)
    path = f"/pro/personnes/{cast.amina.id}/relais"
    sent = {"vers": "", "jour": "2026-03-16", "raison": "Départ"} | {field: typed}

    page = claire.submits(claire.visits(path), path, htmx=False, **sent)

    assert page.status == 422
    assert session.exec(select(Handover)).all() == []


def test_nobody_of_another_territory_takes_over(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    claire = signed_in(cast.claire)
    path = f"/pro/personnes/{cast.amina.id}/relais"

    answer = claire.posts(path, vers=str(cast.karim.id), jour="2026-03-16", raison="Départ")

    assert answer.status_code == 404
    assert session.exec(select(Handover)).all() == []


def test_after_the_day_the_former_one_sees_nothing_more(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    relay = Relay(leaving=cast.claire, to=None, happens_on=day(0), reason="Départ")
    announce(session, cast.amina, relay, structure_id=cast.department.id, now=NOON)
    session.commit()

    signed_in(cast.claire).visits(f"/pro/personnes/{cast.amina.id}/parcours", status=404)
    page = signed_in(cast.amina).visits("/parcours/equipe")
    assert "on ne sait pas encore qui prend la suite" in page.text.lower()


def test_the_same_reference_is_announced_once(session: Session, cast: Cast) -> None:
    relay = Relay(leaving=cast.claire, to=None, happens_on=day(5), reason="Départ", reference="R-1")
    first = announce(session, cast.amina, relay, structure_id=cast.department.id, now=NOON)
    again = announce(session, cast.amina, relay, structure_id=cast.department.id, now=NOON)

    assert again.id == first.id


def test_who_does_not_accompany_her_cannot_leave(session: Session, cast: Cast) -> None:
    relay = Relay(leaving=cast.karim, to=cast.claire, happens_on=day(5), reason="Départ")

    with pytest.raises(HandoverRefused):
        announce(session, cast.amina, relay, structure_id=cast.department.id, now=NOON)
