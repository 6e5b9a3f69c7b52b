"""Who sees what was noticed: her adviser first, then she; and never what is no longer true."""

from datetime import timedelta

from sqlmodel import Session

from backend.claims.models import Claim, ClaimEntry
from backend.claims.states import Appeal, Kind, Move, Silence, Writer
from backend.continuity.models import Signal, Worry
from backend.continuity.queries import signals_of, waiting_for, worst_of
from backend.continuity.watching import run
from backend.home import queries as home
from backend.people.models import Person
from tests.appointments.saving import given, statements
from tests.cast import Cast, saved
from tests.conftest import NOON, SignIn
from tests.parcours.writing import by, day, step

DAY = timedelta(days=1)
TODAY = NOON.date()


def came(session: Session, person: Person, days_ago: int) -> None:
    """She began here, and nothing has happened since."""
    person.created_at = NOON - days_ago * DAY
    session.add(person)
    session.commit()


def night(session: Session, cast: Cast) -> None:
    for territory in (cast.tarn, cast.guyane):
        run(session, territory, now=NOON)


def test_her_adviser_sees_it_first(session: Session, cast: Cast, signed_in: SignIn) -> None:
    came(session, cast.amina, 24)
    night(session, cast)

    desk = signed_in(cast.claire).visits("/pro")
    assert "Personnes qui attendent" in desk.text
    assert "aucun contact noté depuis 24 jours" in desk.text
    assert f"/pro/personnes/{cast.amina.id}/groupes" in desk.links()
    assert f"/pro/personnes/{cast.amina.id}/parcours" in desk.links()
    assert signals_of(session, cast.amina, today=TODAY) == []
    session.commit()
    assert "24 jours" not in signed_in(cast.amina).visits("/").text


def test_then_she_sees_the_worst_alone_with_the_way_to_ask(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    came(session, cast.amina, 34)
    night(session, cast)

    page = signed_in(cast.amina).visits("/")

    assert "Cela fait 34 jours que vous n’avez plus de nouvelles." in page.text
    assert "plus de rendez-vous" not in page.text
    assert "/droits/continuite" in page.links()
    rights = signed_in(cast.amina).visits("/droits/continuite")
    assert "Cela fait 34 jours que vous n’avez plus de nouvelles." in rights.text
    assert "plus de rendez-vous." not in rights.text
    assert len(rights.all("a", class_="button button--primary")) == 1
    worst = worst_of(session, cast.amina, today=TODAY)
    session.commit()
    assert worst is not None
    assert worst.path in rights.links()
    assert worst.path == f"/droits/demandes/nouvelle/{Kind.NO_NEWS}"
    assert "la personne le voit aussi" in signed_in(cast.claire).visits("/pro").text


def test_what_is_no_longer_true_is_not_shown_though_it_is_still_written_down(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    came(session, cast.amina, 34)
    night(session, cast)
    step(session, cast.amina, "Formation", by(cast.claire), status="planned")
    given(session, cast.amina, NOON + 5 * DAY)
    assert session.get(Signal, (cast.amina.id, Worry.NO_CONTACT)) is not None
    session.commit()

    assert "34 jours" not in signed_in(cast.amina).visits("/").text
    assert "Personnes qui attendent" not in signed_in(cast.claire).visits("/pro").text
    assert waiting_for(session, cast.claire, today=TODAY) == []
    session.commit()


def test_an_answer_in_a_claim_is_a_contact(session: Session, cast: Cast) -> None:
    came(session, cast.amina, 34)
    claim = saved(
        session,
        Claim(
            number="81-2026-AAAAAA",
            person_id=cast.amina.id,
            territory_id=cast.tarn.id,
            kind=Kind.NO_NEWS,
            words="Je n’ai plus de nouvelles.",
            structure_id=cast.department.id,
            received_at=NOON - 3 * DAY,
            clock_from=day(-3),
            due_on=day(60),
            escalates_on=day(5),
            silence=Silence.NOTHING,
            appeal=Appeal.NONE,
        ),
    )
    entry = ClaimEntry(
        claim_id=claim.id,
        person_id=cast.amina.id,
        move=Move.SAY,
        writer=Writer.ADVISER,
        adviser_id=cast.claire.id,
        happened_at=NOON - 2 * DAY,
    )
    session.add(entry)
    session.commit()
    night(session, cast)
    worst = worst_of(session, cast.amina, today=TODAY)
    session.commit()
    assert worst is not None
    assert worst.worry is Worry.NO_APPOINTMENT


def test_her_home_asks_nothing_more_while_nothing_is_noticed(session: Session, cast: Cast) -> None:
    with statements() as before:
        home.today_of(session, cast.amina, now=NOON, today=TODAY)
    session.rollback()
    assert len([one for one in before if one.startswith("SELECT")]) == 2
    came(session, cast.amina, 34)
    night(session, cast)
    with statements() as after:
        home.today_of(session, cast.amina, now=NOON, today=TODAY)
    session.rollback()
    assert len([one for one in after if one.startswith("SELECT")]) <= 6
