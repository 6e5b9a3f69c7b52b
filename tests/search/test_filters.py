"""Where, for whom, how: what a search is narrowed by."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from backend.catalogue.finding import PAGE, Found, Search, find
from backend.catalogue.needs import CATEGORIES, category_of
from backend.places.queries import commune_with
from backend.vocabulary.themes import Theme
from tests.search.asking import ALBI, CASTRES, CAYENNE, GAILLAC, names_of

NURSERIES = "famille--garde-denfants"


def everything(shelf: Session, search: Search) -> list[Found]:
    first = find(shelf, search)
    return [find(shelf, replace(search, page=page)) for page in range(1, first.pages + 1)]


def names(shelf: Session, search: Search) -> set[str]:
    return {name for found in everything(shelf, search) for name in names_of(found)}


def test_pages_follow_one_another(shelf: Session) -> None:
    pages = everything(shelf, Search(department="81"))

    ids = [row.offer_id for found in pages for row in found.rows]
    assert len(ids) == len(set(ids)) == pages[0].total > PAGE
    assert all(len(found.rows) == PAGE for found in pages[:-1])


def test_a_page_too_far_is_the_first(shelf: Session) -> None:
    found = find(shelf, Search("nounou", department="81", page=40))

    assert (found.page, found.rows != []) == (1, True)


def test_nothing_found(shelf: Session) -> None:
    found = find(shelf, Search(theme="sante--inconnue"))

    assert (found.rows, found.total, found.pages) == ([], 0, 1)


def test_who_may_come(shelf: Session) -> None:
    """The nursery of Gaillac is for those of its own communes."""
    own = Search(theme=NURSERIES, commune=commune_with(shelf, GAILLAC), distance_km=50)
    others = Search(theme=NURSERIES, commune=commune_with(shelf, ALBI), distance_km=50)

    assert "Halte-garderie à la demi-journée" in names(shelf, own)
    assert "Halte-garderie à la demi-journée" not in names(shelf, others)


def test_far_is_further_than_asked(shelf: Session) -> None:
    albi = commune_with(shelf, ALBI)
    near = names(shelf, Search(theme=NURSERIES, commune=albi, distance_km=20))
    far = names(shelf, Search(theme=NURSERIES, commune=albi, distance_km=50))

    assert far - near == {"Liste des assistantes maternelles"}  # in Castres, 36 km from there


def test_distance_is_told(shelf: Session) -> None:
    albi = commune_with(shelf, ALBI)
    found = find(shelf, Search("assistante maternelle", commune=albi, distance_km=50))

    assert found.rows[0].distance_km is not None
    far = {row.sheet.name: row.distance_km for row in found.rows}
    assert far["Liste des assistantes maternelles"] == pytest.approx(36, abs=2)


def test_what_is_used_at_home_is_never_too_far(shelf: Session) -> None:
    cayenne = commune_with(shelf, CAYENNE)
    asked = Search(theme="sante--addictions", commune=cayenne, distance_km=5)

    assert names(shelf, asked) == {"Conversation en ligne sur les addictions"}


@pytest.mark.parametrize("place", ["commune", "department", "nowhere"])
def test_online_or_on_site(shelf: Session, place: str) -> None:
    castres = commune_with(shelf, CASTRES)
    commune = castres if place == "commune" else None
    department = "81" if place == "department" else ""
    for online, mode in ((True, "a-distance"), (False, "en-presentiel")):
        search = Search(online=online, department=department, commune=commune)
        modes = [r.sheet.modes for found in everything(shelf, search) for r in found.rows]
        assert modes
        assert all(mode in told for told in modes)


def test_only_what_is_free(shelf: Session) -> None:
    pages = everything(shelf, Search(free=True))

    assert {row.sheet.fee for found in pages for row in found.rows} == {"gratuit"}


def test_open_to_her_public(shelf: Session) -> None:
    pages = everything(shelf, Search(publics=("jeunes",)))

    for row in (row for found in pages for row in found.rows):
        publics = row.sheet.publics.split()
        assert not publics or {"jeunes", "tous-publics"} & set(publics)


def test_what_she_may_use_by_herself(shelf: Session) -> None:
    pages = everything(shelf, Search(usable_by_her=True))

    assert all("usagers" in row.sheet.usable_by for found in pages for row in found.rows)


@pytest.mark.parametrize("need", list(CATEGORIES))
def test_each_need_finds_its_own(shelf: Session, need: Theme) -> None:
    found = find(shelf, Search(need=need, department="81"))

    assert found.rows
    for row in found.rows:
        met = {category_of(theme) for theme in row.sheet.themes.split()}
        assert met & set(CATEGORIES[need])


def test_without_words_the_nearest_comes_before_the_furthest(shelf: Session) -> None:
    found = find(shelf, Search(commune=commune_with(shelf, ALBI), online=False, distance_km=50))

    far = [row.distance_km for row in found.rows if row.distance_km is not None]
    assert max(far) < 10


def test_a_departement_shows_its_own_and_what_comes_to_it(shelf: Session) -> None:
    found = names(shelf, Search(department="81"))

    assert "Auto-école sociale" in found
    assert "Ligne d’écoute, jour et nuit" in found  # by phone, for all of France
    assert "Aide au permis de la Région Occitanie" in found
    assert "Permis B accompagné" not in found  # in Guyane
