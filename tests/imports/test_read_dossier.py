"""France Travail's « dossier individu » becomes lines of her situation, and objectives."""

from datetime import date

import pytest
from sqlmodel import Session, col, select

from backend.assessments.models import Observation
from backend.imports.reading import FileRefused
from backend.people.models import IdentifierSystem, Person, PersonIdentifier
from backend.projects.models import Objective, ObjectiveStatus
from backend.vocabulary.themes import Theme
from tests.cast import Cast
from tests.imports.conftest import (
    AMINA,
    BUS,
    LICENCE,
    STRANGER,
    TakeIn,
    as_json,
    dossier,
    item,
)


def lines(session: Session) -> list[Observation]:
    return list(session.exec(select(Observation).order_by(col(Observation.id))))


def objectives(session: Session) -> list[Objective]:
    return list(session.exec(select(Objective).order_by(col(Objective.id))))


def test_a_situation_said_yes_is_a_line_of_her_situation(
    taken_in: TakeIn, session: Session, amina: Person
) -> None:
    said = dossier(
        situations=(BUS, item("6", "Aucun moyen de transport à disposition", "NON_ABORDEE"))
    )

    report = taken_in(as_json(said), person=amina)

    assert (report.added, report.rejected) == (1, [])
    (line,) = lines(session)
    assert (line.theme, line.situation, line.words) == (Theme.MOBILITY, "public_transport", "")
    assert line.observed_on == date(2025, 11, 3)  # 23:00 UTC on the eve is that day in Paris
    assert line.person_id == amina.id


def test_a_situation_of_no_list_is_kept_in_its_words(
    taken_in: TakeIn, session: Session, amina: Person
) -> None:
    taken_in(as_json(dossier(situations=(item("99", "Habite une île", "OUI"),))), person=amina)

    assert [(line.situation, line.words) for line in lines(session)] == [("", "Habite une île")]


@pytest.mark.parametrize("said", ["NON", "NON_ABORDEE"])
def test_a_line_ends_when_it_is_no_longer_said(
    taken_in: TakeIn, session: Session, amina: Person, said: str
) -> None:
    taken_in(as_json(dossier(situations=(BUS,))), person=amina)

    report = taken_in(as_json(dossier(situations=(BUS | {"valeur": said},))), person=amina)

    assert report.updated == 1
    assert [line.ended_on is not None for line in lines(session)] == [True]


def test_a_constraint_that_is_closed_ends_its_lines(
    taken_in: TakeIn, session: Session, amina: Person
) -> None:
    taken_in(as_json(dossier(situations=(BUS,))), person=amina)

    taken_in(as_json(dossier(situations=(BUS,), constraint="CLOTUREE")), person=amina)

    assert [line.ended_on is not None for line in lines(session)] == [True]


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("EN_COURS", ObjectiveStatus.IN_PROGRESS),
        ("REALISE", ObjectiveStatus.REACHED),
        ("ABANDONNE", ObjectiveStatus.GIVEN_UP),
    ],
)
def test_an_aim_is_an_objective(
    taken_in: TakeIn, session: Session, amina: Person, value: str, status: ObjectiveStatus
) -> None:
    untouched = item("29", "Trouver une solution de transport", "NON_ABORDE")
    taken_in(as_json(dossier(aims=(LICENCE | {"valeur": value}, untouched))), person=amina)

    (objective,) = objectives(session)
    assert (objective.status, objective.theme) == (status, Theme.MOBILITY)
    assert (objective.words, objective.set_on) == (LICENCE["libelle"], date(2025, 11, 3))


def test_an_objective_is_reached_by_a_later_file(
    taken_in: TakeIn, session: Session, amina: Person
) -> None:
    taken_in(as_json(dossier(aims=(LICENCE,))), person=amina)

    report = taken_in(as_json(dossier(aims=(LICENCE | {"valeur": "REALISE"},))), person=amina)

    assert report.updated == 1
    assert [one.status for one in objectives(session)] == [ObjectiveStatus.REACHED]


def test_needs_and_strengths_are_lines_of_the_project(
    taken_in: TakeIn, session: Session, amina: Person
) -> None:
    needs = (
        item("8", "Valoriser ses compétences", "BESOIN"),
        item("4", "Confirmer son choix de métier", "POINT_FORT"),
        item("5", "Trouver sa formation", "NON_EXPLORE"),
    )

    taken_in(as_json(dossier(needs=needs)), person=amina)

    assert {(line.theme, line.words) for line in lines(session)} == {
        (Theme.APPLY, "Valoriser ses compétences"),
        (Theme.CHOOSE_A_TRADE, "Point fort : Confirmer son choix de métier"),
    }


def test_a_need_that_became_a_strength_ends(
    taken_in: TakeIn, session: Session, amina: Person
) -> None:
    need = item("8", "Valoriser ses compétences", "BESOIN")
    taken_in(as_json(dossier(needs=(need,))), person=amina)

    taken_in(as_json(dossier(needs=(need | {"valeur": "POINT_FORT"},))), person=amina)

    open_ones = [line.words for line in lines(session) if line.ended_on is None]
    assert open_ones == ["Point fort : Valoriser ses compétences"]


def test_the_same_file_again_writes_nothing(
    taken_in: TakeIn, session: Session, amina: Person
) -> None:
    content = as_json(dossier(situations=(BUS,), aims=(LICENCE,)))
    taken_in(content, person=amina)
    before = [row.model_dump() for row in [*lines(session), *objectives(session)]]

    report = taken_in(content, person=amina)

    assert (report.added, report.updated, report.unchanged) == (0, 0, 1)
    assert [row.model_dump() for row in [*lines(session), *objectives(session)]] == before


@pytest.mark.parametrize("joined", ["list", "lines"])
def test_several_dossiers_each_say_whom_they_are_about(
    taken_in: TakeIn, session: Session, amina: Person, joined: str
) -> None:
    documents = [
        dossier(identifiant_unique_de=AMINA, situations=(BUS,)),
        dossier(identifiant_unique_de=STRANGER, situations=(BUS,)),
        dossier(situations=(BUS,)),
        {"rien": 1},
    ]
    content = b"\n".join(as_json(one) for one in documents)

    report = taken_in(as_json(documents) if joined == "list" else content)

    assert (report.added, sorted(line for line, _ in report.rejected)) == (1, [2, 3, 4])
    assert [line.person_id for line in lines(session)] == [amina.id]


def test_a_line_that_is_no_json_is_named(taken_in: TakeIn, amina: Person) -> None:
    good = as_json(dossier(identifiant=AMINA, situations=(BUS,)))

    report = taken_in(good + b"\n{...\n" + good)

    assert amina.id
    assert (report.read, report.rejected[0][0]) == (3, 2)


def test_a_dossier_of_somebody_else_is_not_added_to_a_person(
    taken_in: TakeIn, session: Session, cast: Cast, amina: Person
) -> None:
    session.add(
        PersonIdentifier(
            territory_id=cast.tarn.id,
            system=IdentifierSystem.FRANCE_TRAVAIL,
            value=STRANGER,
            person_id=cast.bilal.id,
        )
    )
    session.commit()

    report = taken_in(as_json(dossier(identifiant=STRANGER, situations=(BUS,))), person=amina)

    assert report.refused == 1
    assert lines(session) == []


def test_a_document_that_is_cut_short_is_one_clear_error(taken_in: TakeIn) -> None:
    with pytest.raises(FileRefused, match="JSON"):
        taken_in(as_json(dossier())[:-40])
