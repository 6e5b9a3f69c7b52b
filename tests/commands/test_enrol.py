"""Territories, advisers and people created from the command line."""

from pathlib import Path

import pytest
from sqlmodel import Session, select

from backend.people.models import Adviser, Person
from backend.territories.models import Structure, Territory
from tests.cast import Cast
from tests.commands.conftest import Parcours

TARN = ("territory", "create", "81", "Tarn", "--phone", "+33561990010")
PASSPHRASE = "quatre velos sous la pluie"


def test_a_territory_is_created_with_its_structures(parcours: Parcours, session: Session) -> None:
    parcours(*TARN, "--structure", "Maison du Département", "--structure", "CCAS d’Albi")

    tarn = session.exec(select(Territory)).one()
    assert (tarn.code, tarn.timezone) == ("81", "Europe/Paris")
    names = {structure.name for structure in session.exec(select(Structure))}
    assert names == {"Maison du Département", "CCAS d’Albi"}


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--timezone", "Europe/Albi", "is not a time zone"),
        ("--languages", "fr,pt", "No catalogue for pt"),
        ("--brand", "#FFD84D", "contrast of 1.3"),
        ("--accent", "orange", "is not a colour"),
    ],
)
def test_a_wrong_fact_is_refused_in_words(
    parcours: Parcours, session: Session, option: str, value: str, said: str
) -> None:
    assert said in parcours(*TARN, option, value, fails=True).output
    assert session.exec(select(Territory)).all() == []


def test_a_logo_too_heavy_for_a_phone_is_refused(parcours: Parcours, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(b"\x89PNG" + bytes(60_000))

    assert "50 KB" in parcours(*TARN, "--logo", str(logo), fails=True).output


def test_an_adviser_is_created_and_may_sign_in(
    parcours: Parcours, cast: Cast, session: Session
) -> None:
    create = (
        *("adviser", "create", "lea@example.org", "--first-name", "Léa", "--last-name", "Marty"),
        *("--territory", "81", "--structure", cast.department.name),
        *("--function", "assistante sociale", "--field", "social"),
    )

    parcours(*create, "--passphrase", PASSPHRASE)

    lea = session.exec(select(Adviser).where(Adviser.email == "lea@example.org")).one()
    assert lea.structure_id == cast.department.id
    assert "somebody’s already" in parcours(
        *create, "--passphrase", PASSPHRASE, fails=True
    ).output.replace("'", "’")


def test_a_person_is_invited_by_territory_surname_and_birth_date(
    parcours: Parcours, cast: Cast
) -> None:
    printed = parcours("person", "invite", "81", "bénali", "1994-05-17").output

    assert cast.amina.last_name in printed
    assert "/i#" in printed
    assert (
        "0 people" in parcours("person", "invite", "81", "Nobody", "1994-05-17", fails=True).output
    )


def test_a_file_of_people_goes_in_but_for_its_bad_rows(
    parcours: Parcours, cast: Cast, session: Session, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(
        "\ufeffIdentifiant dans le SI*;Prénom*;Nom*;Date de naissance*;Email\n"
        "A1;Zoé;Lacroix;1990-02-28;zoe@example.org\n"
        "A2;Yann;Le Goff;1990-02-31;yann@example.org\n",
        encoding="utf-8",
    )

    result = parcours(
        *("people", "import", str(file), "--territory", "81"),
        *("--structure", cast.department.name),
        fails=True,
    )

    assert "1 added" in result.output
    assert "line 3:" in result.output
    assert session.exec(select(Person).where(Person.last_name == "Lacroix")).one()
