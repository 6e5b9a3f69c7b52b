"""Her parcours on one page: all structures on one line, bounded questions, a page a year."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from backend.appointments.models import Status as AppointmentStatus
from backend.people.handovers import Relay, announce
from backend.people.models import Accompaniment
from backend.projects.actions import write_project
from backend.reviews.models import Review
from backend.steps.models import Kind, Status
from tests.appointments.saving import statements
from tests.cast import Cast, appointment, saved
from tests.conftest import NOON, SignIn
from tests.parcours.writing import by, day, done, social_worker, step
from tests.visitor import Page


def stops(page: Page) -> list[str]:
    """The words of each stop, in their order."""
    found = [li for li in page.all("li") if "stop" in (li.get("class") or "").split()]
    return [" ".join("".join(li.itertext()).split()) for li in found]


def test_two_structures_and_she_herself_are_on_one_line_in_order(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    nour = social_worker(session, cast)
    step(
        session,
        cast.amina,
        "Immersion en crèche",
        by(cast.claire),
        kind=Kind.IMMERSION,
        **done(-60, -40),
    )
    step(session, cast.amina, "Cours de français", by(nour), kind=Kind.FRENCH, **done(-28, -20))
    step(session, cast.amina, "Code de la route", status=Status.IN_PROGRESS, started_on=day(-5))
    step(session, cast.amina, "CAP", by(cast.claire), status=Status.PLANNED, planned_on=day(20))
    write_project(session, cast.amina, "Travailler en crèche", now=NOON.replace(day=1))
    session.add(
        Review(
            person_id=cast.amina.id,
            structure_id=cast.department.id,
            origin="desk",
            created_at=NOON,
            changed_at=NOON,
            held_on=day(-10),
            decisions="Chercher une crèche",
        )
    )
    saved(session, appointment(cast.amina, NOON.replace(day=9), title="Point"))
    saved(
        session,
        appointment(
            cast.amina, NOON.replace(day=12), status=AppointmentStatus.REVOKED, title="Annulé"
        ),
    )
    session.commit()

    page = signed_in(cast.amina).visits("/parcours?annee=2026")
    told = stops(page)

    names = ["Immersion en crèche", "12 jours entre l’immersion et le cours de français"]
    names += ["Cours de français", "15 jours entre", "Point de situation", "Mon projet"]
    names += ["Votre référent unique", "Code de la route", "Point", "CAP"]
    assert [next((n for n in names if n in stop), stop) for stop in told] == names
    assert "Annulé" not in page.text


def test_on_the_first_day_it_says_what_will_come(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.amina).visits("/parcours")

    assert "Écrire mon projet" in page.text
    assert "/parcours/etapes/nouvelle" in page.links()


@pytest.mark.parametrize("count", [0, 5, 500])
def test_as_many_questions_for_five_steps_as_for_five_hundred(
    session: Session, cast: Cast, signed_in: SignIn, count: int
) -> None:
    for number in range(count):
        step(
            session,
            cast.amina,
            f"Étape {number}",
            by(cast.claire),
            **done(-number * 3 - 2, -number * 3),
        )
    amina = signed_in(cast.amina)

    for path in ("/parcours", "/parcours?annee=2025"):
        with statements() as asked:
            page = amina.visits(path)
        assert len([one for one in asked if one.startswith("SELECT")]) == 5
    assert len(stops(page)) <= 400


def test_a_long_parcours_is_paged_by_year(session: Session, cast: Cast, signed_in: SignIn) -> None:
    for months in range(150):
        step(session, cast.amina, f"Étape {months}", **done(-months * 10 - 5, -months * 10 - 1))
    amina = signed_in(cast.amina)

    page = amina.visits("/parcours")
    years = {f"/parcours?annee={year}" for year in range(2022, 2027)}

    assert years <= set(page.links())
    assert sum("Étape" in stop for stop in stops(page)) == 29  # and her référent: thirty
    past = stops(amina.visits("/parcours?annee=2024"))
    assert sum("Étape" in stop for stop in past) == 37
    assert "Rien n’a été noté" in amina.visits("/parcours?annee=2019").text


def test_a_change_of_referent_and_the_gap_are_seen(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    nour = social_worker(session, cast)
    relay = Relay(leaving=cast.claire, to=None, happens_on=day(0), reason="Départ à la retraite")
    announce(session, cast.amina, relay, structure_id=cast.department.id, now=NOON)
    relay = Relay(leaving=None, to=nour, happens_on=day(9), reason="Nouvelle référente")
    announce(session, cast.amina, relay, structure_id=nour.structure_id, now=NOON)
    session.commit()
    amina = signed_in(cast.amina)

    line = amina.visits("/parcours").text
    team = amina.visits("/parcours/equipe").text

    assert "Du lundi 2 mars au mercredi 11 mars, personne n’était votre référent unique" in line
    assert "Nouvelle référente" in line
    assert "Départ à la retraite" in team
    assert "Claire Bonnet arrête de vous accompagner" in team
    assert "À partir du mercredi 11 mars" in team


def test_the_year_is_a_number_of_this_era(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)

    for year in ("0", "99999", "-3"):
        assert amina.visits(f"/parcours?annee={year}").title.startswith("Mon parcours")


def test_hours_and_years_are_those_of_her_territory(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    late = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)  # the evening before in Cayenne
    saved(session, appointment(cast.bilal, late, title="Atelier"))
    session.commit()

    assert "dimanche 1er mars à 22 h 30" in signed_in(cast.bilal).visits("/parcours").text


def review(cast: Cast, **days: Any) -> Review:
    return Review(
        person_id=cast.amina.id,
        structure_id=cast.department.id,
        origin="desk",
        created_at=NOON,
        changed_at=NOON,
        **days,
    )


def test_the_next_point_is_the_one_its_own_page_says(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    session.add(review(cast, planned_on=day(-20)))  # nobody told what came of it
    session.add(review(cast, held_on=day(-10)))
    session.commit()
    amina = signed_in(cast.amina)

    for path in ("/parcours", "/parcours/points"):
        assert "20 mai" in amina.visits(path).text, path


def test_without_anybody_to_hold_it_no_point_is_promised(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    for link in session.exec(select(Accompaniment)).all():
        session.delete(link)
    session.commit()

    assert "à prévoir avant" not in signed_in(cast.amina).visits("/parcours").text
