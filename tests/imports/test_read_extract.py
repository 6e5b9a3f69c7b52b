"""France Travail's main extract: who accompanies there, what is difficult, the last interview."""

from datetime import date

from sqlmodel import Session, select

from backend.assessments.models import Observation
from backend.people.models import Accompaniment, Adviser, FieldOfWork, Person
from backend.steps.models import Kind, Status, Step
from backend.territories.models import Structure
from backend.vocabulary.themes import Theme
from tests.cast import Cast, saved
from tests.imports.conftest import STRANGER, TakeIn, entry, extract


def agency(session: Session, cast: Cast) -> Structure:
    return saved(session, Structure(territory_id=cast.tarn.id, name="France Travail Albi"))


def lea(session: Session, structure: Structure) -> Adviser:
    return saved(
        session,
        Adviser(
            structure_id=structure.id,
            first_name="Léa",
            last_name="Marty",
            email="lea@ft.example.org",
            function="conseillère",
            field=FieldOfWork.PROFESSIONAL,
        ),
    )


def links(session: Session, person: Person, adviser: Adviser) -> list[Accompaniment]:
    return list(
        session.exec(
            select(Accompaniment).where(
                Accompaniment.person_id == person.id, Accompaniment.adviser_id == adviser.id
            )
        )
    )


def test_the_last_interview_is_a_step_done(
    taken_in: TakeIn, session: Session, amina: Person
) -> None:
    assert taken_in(extract(entry())).added == 1

    step = session.exec(select(Step)).one()
    assert (step.kind, step.status, step.person_id) == (Kind.INTERVIEW, Status.DONE, amina.id)
    assert step.ended_on == date(2026, 2, 10)


def test_each_difficulty_is_a_line_of_its_theme_until_it_is_no_more(
    taken_in: TakeIn, session: Session, amina: Person
) -> None:
    taken_in(extract(entry(dif_logement="O", dif_sante="O", dif_inser_com="O", dif_transport="N")))

    lines = session.exec(select(Observation).where(Observation.person_id == amina.id)).all()
    assert {line.theme for line in lines} == {Theme.HOUSING, Theme.HEALTH, Theme.JOB}
    assert all(line.words for line in lines)

    report = taken_in(extract(entry(dif_logement="O", dif_inser_com="O")))
    assert report.updated == 1
    ended = [line.theme for line in lines if line.ended_on is not None]
    assert ended == [Theme.HEALTH]


def test_her_adviser_there_accompanies_her_since_the_day_it_says(
    taken_in: TakeIn, session: Session, cast: Cast, amina: Person
) -> None:
    structure = agency(session, cast)
    adviser = lea(session, structure)
    row = entry(referent_mail="Lea@FT.example.org", suivi_debut="2025-05-22 00:00:00.0")

    report = taken_in(extract(row), structure=structure)
    again = taken_in(extract(row), structure=structure)

    (link,) = links(session, amina, adviser)
    assert (link.started_on, link.is_referent) == (date(2025, 5, 22), False)  # Claire is
    assert (report.remarks, again.unchanged) == ([], 1)


def test_whom_nobody_is_the_referent_of_gets_one(
    taken_in: TakeIn, session: Session, cast: Cast, amina: Person
) -> None:
    structure = agency(session, cast)
    adviser = lea(session, structure)
    links(session, amina, cast.claire)[0].is_referent = False
    session.commit()

    taken_in(extract(entry(referent_mail=adviser.email)), structure=structure)

    assert links(session, amina, adviser)[0].is_referent


def test_an_accompaniment_that_ended_is_not_begun_again_by_an_old_extract(
    taken_in: TakeIn, session: Session, cast: Cast, amina: Person
) -> None:
    structure = agency(session, cast)
    adviser = lea(session, structure)
    row = extract(entry(referent_mail=adviser.email, suivi_debut="2025-05-22"))
    taken_in(row, structure=structure)
    links(session, amina, adviser)[0].ended_on = date(2026, 2, 1)
    session.commit()

    taken_in(row, structure=structure)

    assert [link.ended_on for link in links(session, amina, adviser)] == [date(2026, 2, 1)]


def test_an_adviser_of_another_structure_is_only_remarked_upon(
    taken_in: TakeIn, session: Session, cast: Cast, amina: Person
) -> None:
    report = taken_in(extract(entry(referent_mail="karim@example.org")))

    assert [line for line, _ in report.remarks] == [2]
    assert "karim" not in str(report.remarks)
    assert links(session, amina, cast.karim) == []


def test_bad_rows_are_named(taken_in: TakeIn, session: Session, amina: Person) -> None:
    report = taken_in(
        extract(entry(STRANGER), entry(der_entretien="2027-01-01"), entry(suivi_debut="?"), entry())
    )

    assert (report.added, sorted(line for line, _ in report.rejected)) == (1, [2, 3, 4])
    assert session.exec(select(Step.person_id)).all() == [amina.id]
