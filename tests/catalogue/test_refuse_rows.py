"""Rows that are not to the schema are named with their reason; the others go in."""

import pytest
from sqlalchemy import Engine

from backend.catalogue.rows import Content
from tests.catalogue.payloads import as_csv, as_list, given, read, service


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"nom": "A"}, "nom: String should have at least 3 characters"),
        ({"nom": None}, "nom: is missing"),
        ({"thematiques": ["voler"]}, "thematiques: 'voler' is no value of the schema"),
        ({"frais": "cher"}, "frais: 'cher' is no value of the schema"),
        ({"date_maj": "bientôt"}, "date_maj:"),
        ({"code_postal": "810"}, "code_postal: String should have at least 5 characters"),
        ({"publics": "femmes"}, "publics: is no list"),
        ({"lien_source": "javascript:alert(1)"}, "lien_source: URL scheme should be"),
    ],
)
def test_a_bad_row_is_named_with_its_reason(
    engine: Engine, more: dict[str, object], reason: str
) -> None:
    report = given(engine, as_list(service(1), service(2, **more), service(3)))

    count = report.of(Content.SERVICES)
    assert (count.read, count.added, count.refused) == (3, 2, 1)
    [(name, why)] = count.refusals
    assert (name, why[: len(reason)]) == ("dora--2", reason)
    assert list(read(engine)) == ["dora--1", "dora--3"]


def test_a_row_without_identifier_is_named_by_its_place(engine: Engine) -> None:
    report = given(engine, as_list(service(), "nothing", service(2, id="")))

    assert [name for name, _ in report.of(Content.SERVICES).refusals] == ["row 2", "row 3"]


def test_a_line_that_lacks_cells_is_named_by_its_number(engine: Engine) -> None:
    first, *lines = as_csv(service(1), service(2)).splitlines()

    report = given(engine, b"\n".join([first, lines[0], b"dora,dora--9", lines[1], b""]))

    assert report.of(Content.SERVICES).refusals == [("line 3", "This line lacks cells.")]


def test_a_refused_row_keeps_its_last_sheet(engine: Engine) -> None:
    given(engine, as_list(service(1), service(2)))

    report = given(engine, as_list(service(1, nom="Autre nom"), service(2, frais="cher")))

    assert (report.refused, report.of(Content.SERVICES).gone) == (1, 0)
    assert read(engine) == {"dora--1": "Autre nom", "dora--2": "Garde d’enfants 2"}


@pytest.mark.parametrize("apart", [0, 600])  # in the same batch, or not
@pytest.mark.parametrize("is_trial", [False, True])
def test_the_second_of_a_name_is_refused(engine: Engine, apart: int, *, is_trial: bool) -> None:
    between = [service(number) for number in range(2, 2 + apart)]

    report = given(engine, as_list(service(), *between, service(nom="Autre")), is_trial=is_trial)

    assert report.of(Content.SERVICES).refusals == [("dora--1", "id: is given twice in this file")]
    assert ("dora--1" in read(engine)) != is_trial


def test_a_name_belongs_to_one_feed(engine: Engine) -> None:
    given(engine, as_list(service()))

    report = given(engine, as_list(service(), service(2)), feed="other")

    assert report.of(Content.SERVICES).refusals == [
        ("dora--1", "id: is already in the feed 'data-inclusion'")
    ]
    assert list(read(engine)) == ["dora--1", "dora--2"]


def test_a_file_of_bad_rows_only_makes_nothing_gone(engine: Engine) -> None:
    given(engine, as_list(service(1)))

    report = given(engine, as_list(service(2, frais="cher")), accept_gone=True)

    assert (report.is_useless, list(read(engine))) == (True, ["dora--1"])
