"""How words are heard, cut and corrected."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from backend.catalogue.finding import Search, find
from backend.search.everyday import everyday
from backend.search.sounds import sound_of
from backend.search.spelling import edits_of
from backend.search.stems import stems_in
from backend.search.understanding import understand

ANY_TEXT = st.text(max_size=60)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("logeman", "logement"),
        ("formassion", "formation"),
        ("kresh", "creche"),
        ("apartement", "appartement"),
        ("ordinateure", "ordinateur"),
        ("permi", "permis"),
        ("loye", "loyer"),
        ("voitur", "voiture"),
        ("alimantaire", "alimentaire"),
        ("fone", "phone"),
    ],
)
def test_words_that_sound_alike(typed: str, meant: str) -> None:
    assert sound_of(typed) == sound_of(meant)


def test_words_that_do_not_sound_alike() -> None:
    heard = {sound_of(word) for word in ("logement", "emploi", "sante", "permis", "voiture")}

    assert len(heard) == 5


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("L’aide d'urgence qu’il faut", ["aid", "urgenc"]),
        ("Je cherche une CRÈCHE, des crèches", ["crech", "crech"]),
        ("créer, création", ["cre", "creation"]),
        ("cœur", ["coeur"]),
        ("السكن سكن", ["سكن", "سكن"]),
        ("", []),
        ("… !? _ ☃ 住房", []),
    ],
)
def test_stems(text: str, stems: list[str]) -> None:
    assert [word.stem for word in stems_in(text)] == stems


def test_one_mistake_away() -> None:
    near = set(edits_of("psy"))

    assert {"ps", "spy", "psi", "psyc"} <= near


def test_everyday_words_are_many() -> None:
    assert len(everyday()) > 250


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("un LOGEMAN, vite", "un logement, vite"),
        ("krech", "crèche"),
        ("Nounou", ""),  # a word that is known is left as it is
        ("xqzwvk", ""),
    ],
)
def test_what_was_understood_is_said(shelf: Session, typed: str, understood: str) -> None:
    assert understand(shelf, typed).words == understood


def test_words_that_mean_nothing_find_nothing(shelf: Session) -> None:
    assert find(shelf, Search("xqzwvk")).total == 0


def test_little_words_alone_ask_for_everything(shelf: Session) -> None:
    assert find(shelf, Search("je cherche")).total == find(shelf, Search()).total > 100


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(typed=ANY_TEXT, theme=ANY_TEXT, department=ANY_TEXT, public=ANY_TEXT)
def test_whatever_is_typed_is_no_part_of_a_query(
    shelf: Session, typed: str, theme: str, department: str, public: str
) -> None:
    find(shelf, Search(typed))
    find(shelf, Search(typed, theme=theme, department=department, publics=(public,)))


@pytest.mark.parametrize(
    "typed",
    ["a' | 'z", 'w" OR "z', "NEAR(a b)", "-logement", "logement*", "tokens:aide", "\\", "%"],
)
def test_signs_of_a_query_are_only_signs(shelf: Session, typed: str) -> None:
    find(shelf, Search(typed))
