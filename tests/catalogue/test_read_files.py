"""Every form of a file of data·inclusion, and what its dumps do to lists and days."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from backend.catalogue.models import Sheet, StructureSheet
from backend.catalogue.reading import FileRefused
from backend.catalogue.rows import Content
from tests.catalogue.payloads import (
    as_both,
    as_csv,
    as_list,
    as_page,
    as_parquet,
    given,
    read,
    runners,
    service,
    structure,
)

EPOCH = 1739491200000  # 2025-02-14, in milliseconds


def sheet(session: Session) -> Sheet:
    return session.exec(select(Sheet)).one()


@pytest.mark.parametrize(
    "content",
    [
        as_list(service()),
        as_list(service(date_maj=EPOCH)),
        b"\xef\xbb\xbf\n" + as_list(service()),
        as_page(service()),
        as_csv(service()),
        as_csv(service(nombre_semaines=3.0, frais_precisions="", date_maj=EPOCH)),
        as_csv(service()).replace(b"81000", b'"81000"'),
        as_parquet(service()),
        as_parquet(service(date_maj=date(2025, 2, 14), volume_horaire_hebdomadaire=float("nan"))),
        as_both([service()], []),
    ],
)
def test_each_form_gives_the_same_sheet(engine: Engine, session: Session, content: bytes) -> None:
    given(engine, as_list(service()))

    report = given(engine, content)

    assert report.of(Content.SERVICES).unchanged == 1
    found = sheet(session)
    assert found.themes == "famille--garde-denfants sante--acces-aux-soins"
    assert (found.updated_on, found.weeks, found.quality) == (date(2025, 2, 14), 3, 0.9)


def test_structures_are_told_from_services(engine: Engine, session: Session) -> None:
    given(engine, as_both([service()], [structure()]))

    assert (list(read(engine)), runners(engine)) == (["dora--1"], ["L’Atelier des parents"])
    assert session.exec(select(StructureSheet.networks)).one() == "mission-locale"
    assert "w_parent" in sheet(session).tokens.split()  # of the structure, though it comes last


def test_a_service_alone_may_hold_its_structure(engine: Engine) -> None:
    alone = as_list(service(structure=structure()))[1:-1]

    report = given(engine, alone)

    assert (report.of(Content.SERVICES).added, report.of(Content.STRUCTURES).added) == (1, 1)


def test_a_page_of_several_makes_nothing_gone(engine: Engine) -> None:
    given(engine, as_list(service(1), service(2), service(3)))

    given(engine, as_page(service(2, nom="Autre nom"), pages=3))

    assert list(read(engine).values()) == ["Garde d’enfants 1", "Autre nom", "Garde d’enfants 3"]


def test_an_unknown_place_is_not_in_the_gulf_of_guinea(engine: Engine, session: Session) -> None:
    given(engine, as_list(service(latitude=0, longitude=0)))

    assert sheet(session).latitude is None


def test_what_no_database_takes_is_left_out(engine: Engine, session: Session) -> None:
    given(engine, as_list(service(nom="Garde\x00 d’enfants", nombre_semaines=10**12)))

    assert (sheet(session).name, sheet(session).weeks) == ("Garde d’enfants", None)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  ",
        b"[]",
        b"a;b\n1;2\n",
        b"\xff\xfe\x00",
        b"PAR1 and nothing else",
        b'{"total": 3}',
    ],
)
def test_what_is_no_catalogue_is_refused(engine: Engine, content: bytes) -> None:
    with pytest.raises(FileRefused):
        given(engine, content)


@pytest.mark.parametrize("form", [as_list, as_page, as_csv, as_parquet])
def test_a_file_that_was_cut_changes_nothing(engine: Engine, form: type) -> None:
    given(engine, as_list(service(1), service(2)))
    whole: bytes = form(*(service(number, nom="Autre nom") for number in range(1, 1500)))

    with pytest.raises(FileRefused):
        given(engine, whole[: len(whole) * 2 // 3])

    assert list(read(engine).values()) == ["Garde d’enfants 1", "Garde d’enfants 2"]
