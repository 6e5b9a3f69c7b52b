"""The situations and aims of the common diagnostic, and how other tools spell them."""

import csv
from pathlib import Path

import pytest

from backend.vocabulary import situations, targets
from backend.vocabulary.listing import folded
from backend.vocabulary.themes import DATA_INCLUSION, DIAGNOSTIC, FRANCE_TRAVAIL, PROJECT, Theme


def test_there_are_88_situations_under_the_ten_themes_and_58_aims() -> None:
    assert len(situations.SITUATIONS) == 88
    assert len(targets.TARGETS) == 58
    counts = [len(situations.BY_THEME[theme]) for theme in DIAGNOSTIC]
    assert counts == [14, 15, 4, 5, 6, 13, 8, 7, 5, 11]
    assert all(situations.BY_THEME[theme] == () for theme in PROJECT)


def test_a_code_is_short_enough_to_be_kept_and_has_no_space() -> None:
    for code in [*situations.SITUATIONS, *targets.TARGETS]:
        assert code.isidentifier()
        assert len(code) <= 40


@pytest.mark.parametrize("name", ["situations", "targets"])
def test_each_has_an_official_french_name_that_is_found(name: str) -> None:
    terms = situations.SITUATIONS if name == "situations" else targets.TARGETS
    find = situations.find if name == "situations" else targets.find
    with Path(f"backend/vocabulary/{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["code"] for row in rows} == set(terms)
    for row in rows:
        term = terms[row["code"]]
        assert find(row["label"], term.theme) is term
        assert find(row["label"].upper().replace("'", "’"), term.theme) is term


@pytest.mark.parametrize(
    ("words", "theme", "code"),
    [
        ("Hébergé chez un tiers", Theme.HOUSING, "with_somebody"),
        ("heberge  chez un TIERS ", Theme.HOUSING, "with_somebody"),
        ("Aidant familial (s'occuper d'un proche)", Theme.FAMILY, "family_carer"),
        ("Contraintes horaires", Theme.FAMILY, "family_hours"),
        ("Inscrit à France Travail", Theme.JOB, "registered_job_seeker"),
        ("Prêt à suivre une formation", Theme.JOB, "ready_for_training"),
        ("Prêt à suivre une formation", Theme.TRAINING, "ready_to_train"),
        ("État de santé incompatible avec la conduite", Theme.MOBILITY, "health_prevents_driving"),
        ("with_somebody", None, "with_somebody"),
    ],
)
def test_a_name_is_found_however_it_is_typed(words: str, theme: Theme | None, code: str) -> None:
    found = situations.find(words, theme)

    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("words", ["", "?", "Aime le café", "with_someone"])
def test_what_is_not_in_the_list_is_not_found(words: str) -> None:
    assert situations.find(words) is None


def test_a_situation_is_not_found_under_another_theme() -> None:
    assert situations.find("with_somebody", Theme.HEALTH) is None


def test_folding_leaves_letters_and_figures_alone() -> None:
    assert folded(" L’Été,  d'ŒUVRE n°2… ") == "l ete d œuvre n 2"


def test_france_travail_and_data_inclusion_have_words_for_our_themes() -> None:
    assert FRANCE_TRAVAIL["27"] is Theme.HOUSING
    assert set(FRANCE_TRAVAIL) == {str(code) for code in range(23, 30)}
    assert set(DATA_INCLUSION) == set(Theme)
