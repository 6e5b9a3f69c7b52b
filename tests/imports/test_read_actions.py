"""France Travail's CSV of actions becomes steps."""

from datetime import date

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, col, select

from backend.people.models import Person
from backend.people.recorded import Origin
from backend.steps.models import Kind, Status, Step
from tests.imports.conftest import ACTIONS, STRANGER, TakeIn, action, actions

BEGAN = {"date_debut": "2026-02-02 00:00:00.0"}


def steps(session: Session) -> list[Step]:
    return list(session.exec(select(Step).order_by(col(Step.id))))


def test_a_row_is_a_step_of_hers(taken_in: TakeIn, session: Session, amina: Person) -> None:
    report = taken_in(
        actions(
            action(
                codeaction="EFO",
                lblaction="UNE FORMATION DANS LE DOMAINE SUIVANT",
                formation="LOGICIEL BUREAUTIQUE",
                objectif_formation="Remise à niveau",
            )
        )
    )

    assert (report.read, report.added, report.rejected) == (1, 1, [])
    (step,) = steps(session)
    assert (step.person_id, step.origin, step.adviser_id) == (amina.id, Origin.FILE, None)
    assert step.kind is Kind.TRAINING
    assert step.title == "Une formation dans le domaine suivant : logiciel bureautique"
    assert step.words == "Remise à niveau"


@pytest.mark.parametrize(
    ("dates", "status", "started_on", "ended_on"),
    [
        ({}, Status.PLANNED, None, None),
        ({"date_prev_debut": "2026-05-01"}, Status.PLANNED, None, None),
        (BEGAN, Status.IN_PROGRESS, date(2026, 2, 2), None),
        (BEGAN | {"date_fin": "2026-04-01"}, Status.IN_PROGRESS, date(2026, 2, 2), None),
        (BEGAN | {"date_fin": "2026-03-01"}, Status.DONE, date(2026, 2, 2), date(2026, 3, 1)),
        ({"date_debut": "2026-03-20"}, Status.PLANNED, None, None),
        (
            {"date_realisation_action": "2026-02-01"},
            Status.DONE,
            date(2026, 2, 1),
            date(2026, 2, 1),
        ),
        ({"date_debut": "15/02/2026"}, Status.IN_PROGRESS, date(2026, 2, 15), None),
    ],
)
@pytest.mark.usefixtures("amina")
def test_its_dates_say_where_it_stands(
    taken_in: TakeIn,
    session: Session,
    dates: dict[str, str],
    status: Status,
    started_on: date | None,
    ended_on: date | None,
) -> None:
    taken_in(actions(action(**dates)))

    (step,) = steps(session)
    assert (step.status, step.started_on, step.ended_on) == (status, started_on, ended_on)


@pytest.mark.usefixtures("amina")
def test_the_same_file_again_writes_nothing(taken_in: TakeIn, session: Session) -> None:
    content = actions(action(**BEGAN), action(lblaction="CREER SON ENTREPRISE"))
    taken_in(content)
    before = [step.model_dump() for step in steps(session)]

    report = taken_in(content)

    assert (report.added, report.updated, report.unchanged) == (0, 0, 2)
    assert [step.model_dump() for step in steps(session)] == before


@pytest.mark.usefixtures("amina")
def test_a_later_extract_moves_the_step_on(taken_in: TakeIn, session: Session) -> None:
    taken_in(actions(action()))

    report = taken_in(actions(action(**BEGAN)))

    assert report.updated == 1
    assert [step.status for step in steps(session)] == [Status.IN_PROGRESS]


@pytest.mark.usefixtures("amina")
def test_what_an_adviser_ended_since_stays_ended(taken_in: TakeIn, session: Session) -> None:
    taken_in(actions(action(**BEGAN)))
    (step,) = steps(session)
    step.move_to(Status.ABANDONED, on=date(2026, 2, 20))
    session.commit()

    assert taken_in(actions(action(**BEGAN))).unchanged == 1
    assert [step.status for step in steps(session)] == [Status.ABANDONED]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1"])
@pytest.mark.usefixtures("amina")
def test_accents_survive_whatever_the_encoding(
    taken_in: TakeIn, session: Session, encoding: str
) -> None:
    taken_in(actions(action(lblaction="Préparer l'après"), encoding=encoding))

    assert [step.title for step in steps(session)] == ["Préparer l'après"]


@pytest.mark.usefixtures("amina")
def test_bad_rows_are_named_while_the_good_ones_go_in(taken_in: TakeIn, session: Session) -> None:
    report = taken_in(
        actions(
            action(),
            action(STRANGER),
            action("NULL"),
            action(date_debut="avant-hier"),
            action(lblaction=""),
            "trop;court",
            action(date_debut="2026-02-10", date_fin="2026-02-01"),
        )
    )

    assert (report.added, report.refused) == (1, 6)
    assert sorted(line for line, _ in report.rejected) == [3, 4, 5, 6, 7, 8]
    assert len(steps(session)) == 1
    said = str(report.rejected)
    assert STRANGER not in said
    assert STRANGER[-4:] in said


def test_a_thousand_rows_cost_few_questions_the_second_time(
    taken_in: TakeIn, engine: Engine, amina: Person
) -> None:
    content = actions(*(action(lblaction=f"ATELIER {number}") for number in range(1000)))
    taken_in(content)
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *facts: asked.append(facts[2]))

    report = taken_in(content)

    assert report.unchanged == 1000
    assert amina.id
    assert len(asked) <= 8


def test_the_columns_are_those_of_the_sample() -> None:
    assert len(action().split(";")) == len(ACTIONS.split(";"))
