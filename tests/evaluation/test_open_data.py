"""Open data: the same for everybody, sound for software, harmless in a spreadsheet."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from frictionless import Package, Resource, validate
from httpx import Response
from sqlmodel import Session, select

from backend.evaluation.models import Asked, Cut, Result
from backend.evaluation.open_data import Line
from backend.evaluation.open_files import safe
from backend.evaluation.releasing import release_due
from backend.surveys.models import Face, Moment, Said
from backend.territories.models import Structure
from backend.vocabulary.themes import Theme
from tests.cast import Cast
from tests.evaluation.opinions import RELEASED, Opinion, World
from tests.evaluation.published import (
    CLEAR,
    SUMMER,
    faces,
    quarter_of_all,
    questionnaire,
    release,
    result,
    structure,
)
from tests.visitor import Visitor

HERE = "/resultats/donnees"
FILES = ("resultats.csv", "resultats.json", "schema.json", "datapackage.json")
NASTY = (
    "=cmd|' /C calc'!A0",
    "+33 1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "Relais; =1;=2",
    "\uff1d1",
    'La « Maison », dite "du lac"',
    "Deux\nlignes\r\n=3",
    "دار العمل",
    "Ça & là <b>é</b> 🙂",
    "Le Lien, -25 ans",
)
Get = Callable[..., Response]


@pytest.fixture
def get(anybody: Visitor) -> Get:
    def ask(name: str, *, status: int = 200, **headers: str) -> Response:
        response = anybody.client.get(f"{HERE}/{name}", headers=headers)
        assert response.status_code == status, response.text
        return response

    return ask


@pytest.fixture
def nasty(session: Session, cast: Cast) -> list[Structure]:
    structures = [structure(session, cast.tarn, name) for name in NASTY]
    quarter_of_all(session, cast.tarn, structures)
    faces(session, release(session, cast.tarn, SUMMER))
    quarter_of_all(session, cast.guyane, [cast.mission_locale])
    session.commit()
    return structures


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


@pytest.mark.usefixtures("nasty")
def test_the_files_are_what_their_schema_says(get: Get, tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes(get(name).content)
    report = validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])
    assert [task.stats["rows"] for task in report.tasks] == [len(get("resultats.json").json())] * 2
    assert Package(str(tmp_path / "datapackage.json")).validate().valid
    alone = Resource(path="resultats.csv", schema="schema.json", basepath=str(tmp_path))
    assert alone.validate().valid


@pytest.mark.usefixtures("nasty")
def test_the_schema_refuses_what_is_not_in_it(get: Get, tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes(get(name).content)
    wrong = get("resultats.csv").text.replace("2025-T4", "automne", 1).replace("good", "top", 1)
    (tmp_path / "resultats.csv").write_text(wrong, "utf-8", newline="")
    found = validate(str(tmp_path / "datapackage.json")).flatten(["type", "fieldName"])
    assert sorted(found) == [["constraint-error", "modalite"], ["constraint-error", "periode"]]


def test_an_empty_file_is_sound_too(get: Get, tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes(get(name).content)
    assert get("resultats.json").json() == []
    assert get("resultats.csv").text == ",".join(Line._fields) + "\r\n"
    alone = Resource(path="resultats.csv", schema="schema.json", basepath=str(tmp_path))
    assert alone.validate().valid


@pytest.mark.usefixtures("nasty")
def test_both_files_say_the_same(get: Get) -> None:
    told: list[dict[str, Any]] = get("resultats.json").json()
    written = rows(get("resultats.csv").text)
    as_text = [
        {name: "" if cell is None else str(safe(cell)) for name, cell in line.items()}
        for line in told
    ]
    assert written == as_text
    names = {line["structure"] for line in told}
    assert names >= set(NASTY), "software is told the names as they are"


@pytest.mark.usefixtures("nasty")
def test_it_is_written_as_rfc_4180_says(get: Get) -> None:
    response = get("resultats.csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert not response.content.startswith(b"\xef\xbb\xbf")
    text = response.text
    assert text.endswith("\r\n")
    assert text.startswith(",".join(Line._fields) + "\r\n")
    strict = list(csv.reader(StringIO(text, newline=""), strict=True))
    assert {len(row) for row in strict} == {len(Line._fields)}


@pytest.mark.usefixtures("nasty")
def test_no_spreadsheet_runs_it(get: Get) -> None:
    cells = [cell for row in rows(get("resultats.csv").text) for cell in row.values()]
    pieces = [
        piece for cell in cells for line in cell.splitlines() or [""] for piece in line.split(";")
    ]
    assert not [one for one in pieces if one[:1] in set("=+-@\t\r\uff1d\uff0b\uff0d\uff20") - {""}]
    assert "'=cmd|' /C calc'!A0" in cells
    assert "Le Lien, -25 ans" in cells, "words are left as they are where nothing runs"


def test_numbers_are_not_text() -> None:
    assert safe(-1.5) == -1.5
    assert safe("-1.5") == "'-1.5"
    assert safe(None) is None


@pytest.mark.usefixtures("nasty")
def test_it_tells_nothing_but_what_is_published(get: Get) -> None:
    told = get("resultats.json").json()
    assert Asked.REACHED not in {line["question"] for line in told}
    assert {line["question"] for line in told} == set(Asked) - {Asked.REACHED, Asked.SECOND}
    assert {line["decoupage"] for line in told} == set(Cut)
    obstacles = [line for line in told if line["question"] == "obstacles"]
    assert {
        (line["modalite"], line["n"], line["reponses"], line["taux"]) for line in obstacles
    } == {
        ("waiting", 7, 20, 0.35),
        ("transport", 5, 20, 0.25),
    }
    helped = [line["modalite"] for line in told if line["question"] == "helped"]
    assert set(helped) == {"yes", "a_little", "no"}, "« I do not know » is not counted"


def test_a_line_tells_all_it_stands_on(session: Session, cast: Cast, get: Get) -> None:
    faces(session, release(session, cast.tarn), counts=(8, 2, 0), asked=25)
    session.commit()
    good, medium, bad = get("resultats.json").json()
    assert good == {
        "periode": "2025-T4",
        "territoire": "81",
        "decoupage": "territory",
        "structure_id": None,
        "structure": None,
        "moment": None,
        "theme": None,
        "regroupement": "non",
        "question": "satisfaction",
        "version": None,
        "question_texte": "De façon générale, comment ça s’est passé ?",
        "modalite": "good",
        "modalite_texte": good["modalite_texte"],
        "n": 8,
        "reponses": 10,
        "sollicitations": 25,
        "taux": 0.8,
        "ic_bas": 0.4902,
        "ic_haut": 0.9433,
        "methode_version": 1,
    }
    assert (medium["n"], bad["n"], bad["taux"]) == (2, 0, 0.0)


@pytest.mark.usefixtures("nasty")
def test_versions_of_a_question_are_not_mixed(get: Get) -> None:
    lines = get("resultats.json?territoire=81").json()
    first = [line for line in lines if line["question"] == "first"]
    assert {line["version"] for line in first} == {1, 2}
    assert {line["question_texte"] for line in first} == {"Était-ce clair ?"}
    assert {line["version"] for line in lines if line["question"] != "first"} == {None}


def test_the_second_question_has_its_own_words(session: Session, cast: Cast, get: Get) -> None:
    version = questionnaire(session, cast.tarn)
    version.questions = json.dumps([CLEAR, {"code": "time", "words": {"fr": "=Assez de temps ?"}}])
    of = release(session, cast.tarn)
    about = {"moment": Moment.APPOINTMENT, "questionnaire_id": version.id}
    result(session, of, Cut.MOMENT, Asked.SECOND, yes=8, no=4, **about)
    session.commit()
    lines = get("resultats.json").json()
    assert {line["question_texte"] for line in lines} == {"=Assez de temps ?"}
    assert [line["n"] for line in lines] == [8, 0, 4, 0], "yes, a little, no, do not know"
    assert "'=Assez de temps ?" in get("resultats.csv").text


@pytest.mark.usefixtures("nasty")
def test_one_territory_alone(get: Get) -> None:
    lines = get("resultats.json?territoire=973").json()
    assert {line["territoire"] for line in lines} == {"973"}
    assert {line["periode"] for line in get("resultats.json?territoire=81").json()} == {
        "2025-T3",
        "2025-T4",
    }
    for nobody in ("99", "%00", "8 1", "81%27--"):
        get(f"resultats.csv?territoire={nobody}", status=404)


@pytest.mark.usefixtures("nasty")
def test_who_has_it_already_is_sent_nothing(
    get: Get, session: Session, nasty: list[Structure]
) -> None:
    first = get("resultats.csv")
    tag = first.headers["etag"]
    again = get("resultats.csv", status=304, **{"if-none-match": tag})
    assert (again.content, again.headers["etag"]) == (b"", tag)
    nasty[0].name = "Le Relais"
    session.add(nasty[0])
    session.commit()
    assert get("resultats.csv", **{"if-none-match": tag}).headers["etag"] != tag


@pytest.mark.parametrize("name", [*FILES, "catalogue.jsonld"])
def test_anybody_and_any_site_may_keep_a_copy(get: Get, name: str) -> None:
    response = get(name)
    assert response.headers["cache-control"] == "public, max-age=3600"
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in response.headers


@pytest.mark.usefixtures("nasty")
def test_catalogues_find_it(get: Get) -> None:
    response = get("catalogue.jsonld")
    assert response.headers["content-type"] == "application/ld+json"
    [dataset] = json.loads(response.text)["dcat:dataset"]
    addresses = {one["dcat:downloadURL"]["@id"] for one in dataset["dcat:distribution"]}
    assert addresses == {f"https://parcours.test{HERE}/{name}" for name in FILES[:2]}
    assert {one["dct:license"]["@id"] for one in dataset["dcat:distribution"]} == {
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
    }
    assert dataset["dct:temporal"]["dcat:startDate"]["@value"] == "2025-07-01"
    assert dataset["dct:temporal"]["dcat:endDate"]["@value"] == "2025-12-31"
    assert [place["@id"][-3:] for place in dataset["dct:spatial"]] == ["/81", "973"]


@pytest.mark.usefixtures("nasty")
def test_a_page_says_what_it_is(anybody: Visitor) -> None:
    page = anybody.visits(f"{HERE}/")
    assert "Licence Ouverte 2.0" in page.text
    assert "octobre à décembre 2025" in page.text
    for name in (*FILES, "catalogue.jsonld"):
        assert f"{HERE}/{name}" in page.links()
    for column in Line._fields:
        assert column in [term.text for term in page.all("dt")]
    arabic = anybody.visits(HERE, **{"accept-language": "ar"})
    assert arabic.language == "ar"


def test_a_quarter_counted_for_real(session: Session, cast: Cast, get: Get, tmp_path: Path) -> None:
    """What the worker publishes is what the schema says, and the files say what the tables do."""
    random, world = Random(20260302), World(session, cast.tarn)  # noqa: S311 (opinions, not keys)
    world.hears(
        Opinion(
            person=random.randrange(60),
            structure=random.choice([None, 0, 0, 1, 1, 2, 3]),
            face=random.choice([None, *Face]),
            moment=random.choice(list(Moment)),
            theme=random.choice([None, *list(Theme)[:4]]),
            helped=random.choice([None, *Said]),
            first=random.choice([None, *Said]),
            obstacles=random.choice(["", "waiting", "waiting transport"]),
            version=random.choice([1, 2]),
        )
        for _ in range(600)
    )
    for version in world.questionnaires.values():
        version.questions = json.dumps([CLEAR])
    session.commit()
    release_due(session, now=RELEASED)
    for name in FILES:
        (tmp_path / name).write_bytes(get(name).content)
    assert Package(str(tmp_path / "datapackage.json")).validate().valid
    lines = get("resultats.json").json()
    open_rows = session.exec(select(Result).where(Result.question != Asked.REACHED)).all()
    assert {line["decoupage"] for line in lines} >= {Cut.TERRITORY, Cut.STRUCTURE, Cut.MOMENT}
    assert {line["question"] for line in lines} >= {"satisfaction", "helped", "obstacles", "first"}
    told = sum(sum(row.by_code.values()) for row in open_rows)
    assert sum(line["n"] for line in lines) == told, "not one more, not one less"
    for line in lines:
        assert 0 <= line["ic_bas"] <= line["taux"] <= line["ic_haut"] <= 1
        assert line["n"] <= line["reponses"] <= line["sollicitations"]
