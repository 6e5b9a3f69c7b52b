"""Persons from a file: good rows go in, bad ones are named by line and reason."""

import time
from datetime import date
from itertools import islice, permutations

import pytest
from sqlmodel import Session, select

from backend.people.credentials import set_passphrase
from backend.people.imports import ColumnsMissing, import_people
from backend.people.models import Accompaniment, IdentifierSystem, Person, PersonIdentifier
from backend.people.register import Report
from tests.cast import Cast
from tests.conftest import NOON

HEADER = (
    "Identifiant dans le SI*;Prénom*;Nom*;Date de naissance*;NIR;Téléphone;Email;Adresse;"
    "Identifiant Pôle emploi;Droits RSA;Accompagnateurs"
)
FATOU = "77;Fatou;Diallo;1990-02-28;290028100000012;06 12 34 56 78;fatou@example.org;;300L;Oui;"


def taken_in(session: Session, cast: Cast, *rows: str, encoding: str = "utf-8-sig") -> Report:
    text = "\r\n".join((HEADER, *rows)) + "\r\n"
    lines = text.encode(encoding).splitlines(keepends=True)
    report = import_people(session, lines, structure=cast.department, now=NOON)
    session.commit()
    return report


def named(session: Session, last_name: str) -> Person:
    return session.exec(select(Person).where(Person.last_name == last_name)).one()


def test_a_row_makes_a_person_with_her_identifiers(session: Session, cast: Cast) -> None:
    report = taken_in(session, cast, FATOU)

    assert (report.added, report.updated, report.rejected) == (1, 0, [])
    fatou = named(session, "Diallo")
    assert (fatou.first_name, fatou.birth_date) == ("Fatou", date(1990, 2, 28))
    assert (fatou.email, fatou.phone) == ("fatou@example.org", "+33612345678")
    assert fatou.territory_id == cast.tarn.id
    known = session.exec(
        select(PersonIdentifier.system, PersonIdentifier.value).where(
            PersonIdentifier.person_id == fatou.id
        )
    ).all()
    assert set(known) == {
        (IdentifierSystem.INFORMATION_SYSTEM, "77"),
        (IdentifierSystem.FRANCE_TRAVAIL, "300L"),
    }


def test_the_social_security_number_is_kept_nowhere(session: Session, cast: Cast) -> None:
    taken_in(session, cast, FATOU)

    everything = [session.exec(select(table)).all() for table in (Person, PersonIdentifier)]
    assert "290028100000012" not in str(everything)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_file_may_come_from_excel(session: Session, cast: Cast, encoding: str) -> None:
    report = taken_in(session, cast, "78;Élodie;Œuvrard;17/05/1994", encoding=encoding)

    assert report.added == 1
    assert named(session, "Œuvrard").birth_date == date(1994, 5, 17)


@pytest.mark.parametrize(
    "row",
    [
        ";Fatou;Diallo;1990-02-28",
        "77;;Diallo;1990-02-28",
        "77;Fatou;  ;1990-02-28",
        "77;Fatou;Diallo;",
        "77;Fatou",
        "77;Fatou;Diallo;28 février 1990",
        "77;Fatou;Diallo;1990-02-30",
        "77;Fatou;Diallo;2990-02-28",
        "77;Fatou;Diallo;1890-02-28",
        "77;Fatou;Diallo;1990-02-28;;;fatou",
        f"77;{'F' * 101};Diallo;1990-02-28",
    ],
)
def test_a_bad_row_stays_out_and_is_named(session: Session, cast: Cast, row: str) -> None:
    report = taken_in(session, cast, row, "78;Awa;Traoré;1991-01-01")

    assert report.added == 1
    assert [line for line, reason in report.rejected if reason] == [2]
    assert session.exec(select(Person).where(Person.last_name == "Diallo")).all() == []


@pytest.mark.parametrize(
    ("cell", "phone", "remarks"),
    [
        ("0612345678, 071234567", "+33612345678", 0),
        ("071234567 / 06 12 34 56 78", "+33612345678", 0),
        ("0694000001", "+594694000001", 0),
        ("voir sa mère", None, 1),
        ("", None, 0),
    ],
)
def test_the_first_number_that_can_be_dialled_is_kept(
    session: Session, cast: Cast, cell: str, phone: str | None, remarks: int
) -> None:
    report = taken_in(session, cast, f"77;Fatou;Diallo;1990-02-28;;{cell}")

    assert report.added == 1
    assert named(session, "Diallo").phone == phone
    assert len(report.remarks) == remarks


def test_the_same_identifier_is_an_update(session: Session, cast: Cast) -> None:
    taken_in(session, cast, FATOU)
    report = taken_in(session, cast, "77;Fatou;Diallo-Sow;1990-02-28;;0755000007;;;300L")

    assert (report.added, report.updated) == (0, 1)
    fatou = named(session, "Diallo-Sow")
    assert (fatou.phone, fatou.email) == ("+33755000007", "fatou@example.org")
    assert len(session.exec(select(PersonIdentifier)).all()) == 4  # two of the cast, two of hers


def test_what_she_chose_herself_is_not_overwritten(session: Session, cast: Cast) -> None:
    taken_in(session, cast, FATOU)
    set_passphrase(session, named(session, "Diallo"), "hash", now=NOON)
    taken_in(session, cast, FATOU.replace("06 12 34 56 78", "0755000007"))

    assert named(session, "Diallo").phone == "+33612345678"


def test_the_same_identifier_twice_in_a_file_is_one_person(session: Session, cast: Cast) -> None:
    report = taken_in(session, cast, FATOU, FATOU.replace("Fatou;", "Fatoumata;"))

    assert (report.added, report.updated) == (1, 1)
    assert named(session, "Diallo").first_name == "Fatoumata"


def test_a_namesake_under_another_identifier_is_said_and_not_merged(
    session: Session, cast: Cast
) -> None:
    report = taken_in(
        session,
        cast,
        FATOU,
        "78;FATOU;diallo;1990-02-28",
        "79;amina;Bénali;1994-05-17",  # of the cast, without an identifier of this system
        "80;Fatou;Diallo;1990-03-01",
    )

    assert report.added == 2
    assert [line for line, reason in report.rejected if reason] == [3, 4]
    assert session.exec(select(PersonIdentifier).where(PersonIdentifier.value == "79")).all() == []


def test_an_adviser_s_address_makes_an_accompaniment(session: Session, cast: Cast) -> None:
    row = FATOU + "Claire@Example.org, karim@example.org"
    report = taken_in(session, cast, row)
    again = taken_in(session, cast, row)

    fatou = named(session, "Diallo")
    links = session.exec(select(Accompaniment).where(Accompaniment.person_id == fatou.id)).all()
    assert [link.adviser_id for link in links] == [cast.claire.id]
    assert [line for line, _reason in report.remarks] == [2]  # Karim works in another territory
    assert "karim@example.org" in again.remarks[0][1]


def test_an_identifier_that_is_somebody_else_s_is_left_out(session: Session, cast: Cast) -> None:
    report = taken_in(session, cast, FATOU, "78;Awa;Traoré;1991-01-01;;;;;300L")

    assert report.added == 2
    assert [line for line, _reason in report.remarks] == [3]


def test_quotes_empty_lines_and_cells_of_two_lines_are_read(session: Session, cast: Cast) -> None:
    report = taken_in(
        session,
        cast,
        '77;Fatou;Diallo;1990-02-28;;;;"11 rue du Fromage\r\nLieu-dit ""Le sandwich"""',
        "",
        ";;;;;",
        "78;Awa;;1991-01-01",
    )

    assert report.added == 1
    assert [line for line, _reason in report.rejected] == [6]


def test_a_file_without_the_columns_is_refused_by_their_names(session: Session, cast: Cast) -> None:
    for lines in ([], [b"a;b\n"]):
        with pytest.raises(ColumnsMissing, match="Identifiant dans le SI, Prénom, Nom"):
            import_people(session, lines, structure=cast.department, now=NOON)


def test_a_cell_too_large_to_be_read_stops_nothing(session: Session, cast: Cast) -> None:
    report = taken_in(session, cast, "77;" + "x" * 200_000, "78;Awa;Traoré;1991-01-01")

    assert report.added == 1
    assert [line for line, _reason in report.rejected] == [2]


def test_thousands_of_rows_go_in_quickly(session: Session, cast: Cast) -> None:
    rows = (
        f"{n};Fatou;{name};{1960 + n % 40}-02-{1 + n % 28:02};;06 12 34 56 78;"
        f"f{n}@example.org;;{n}L;;claire@example.org"
        for n, name in enumerate(map("".join, islice(permutations("abcdefgh"), 3_000)))
    )
    begun = time.monotonic()
    report = taken_in(session, cast, *rows)

    assert report.added == 3_000
    assert time.monotonic() - begun < 30, "an office imports ten thousand: a minute would be long"
