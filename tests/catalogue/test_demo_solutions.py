"""The catalogue of the demo: written for it, in the form of data·inclusion."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from data_inclusion.schema import v1

from backend import demo
from backend.catalogue.needs import category_of
from backend.offers.hours import hours_in_words

FICTIONAL = ("+33199", "+3353649")  # kept by the regulator for films and books
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Rows]:
    path = Path(str(demo.__file__)).parent / "solutions.json"
    read: dict[str, Rows] = json.loads(path.read_text(encoding="utf-8"))
    return read


def test_every_row_follows_the_schema(catalogue: dict[str, Rows]) -> None:
    for row in catalogue["services"]:
        v1.Service.model_validate(row)
    for row in catalogue["structures"]:
        v1.Structure.model_validate(row)


def test_each_is_named_once_and_run_by_somebody(catalogue: dict[str, Rows]) -> None:
    structures = [row["id"] for row in catalogue["structures"]]
    services = [row["id"] for row in catalogue["services"]]
    assert len(set(structures)) == len(structures)
    assert len(set(services)) == len(services)
    assert {row["structure_id"] for row in catalogue["services"]} <= set(structures)


def test_every_need_has_a_solution(catalogue: dict[str, Rows]) -> None:
    themes = {theme for row in catalogue["services"] for theme in row["thematiques"]}
    assert themes == {theme.value for theme in v1.Thematique}
    tarn = [row for row in catalogue["services"] if row.get("code_insee", "").startswith("81")]
    met = {category_of(theme) for row in tarn for theme in row["thematiques"]}
    assert met == {category.value for category in v1.Categorie}


def test_each_way_in_has_its_contact(catalogue: dict[str, Rows]) -> None:
    contact = {
        "telephoner": "telephone",
        "envoyer-un-courriel": "courriel",
        "utiliser-lien-mobilisation": "lien_mobilisation",
    }
    for row in catalogue["services"]:
        assert all(row.get(contact[way]) for way in row["modes_mobilisation"] if way in contact)


def test_nobody_real_can_be_reached(catalogue: dict[str, Rows]) -> None:
    for row in [*catalogue["services"], *catalogue["structures"]]:
        assert row.get("telephone", "+33199").startswith(FICTIONAL)
        assert row.get("courriel", "x@a.example").endswith((".example", "@example.org"))


def test_nearly_all_hours_are_told_in_words(catalogue: dict[str, Rows]) -> None:
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    rows = [*catalogue["services"], *catalogue["structures"]]
    as_written = {
        hours
        for row in rows
        if (hours := row.get("horaires_accueil"))
        and (told := hours_in_words(hours, ZoneInfo("Europe/Paris"), "81", now))
        and told.lines == [hours]
    }
    assert as_written == {
        "1er lundi du mois, selon le niveau de l’eau",
        "le mardi et le vendredi matin, sonner au portail vert",
    }
