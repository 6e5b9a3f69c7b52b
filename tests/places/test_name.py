"""A commune as people name it."""

import pytest
from sqlmodel import Session

from backend.places.loading import fill
from backend.places.queries import atlas, commune_with, communes_named, postcodes


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("albi", "Albi"),
        ("ALBI ", "Albi"),
        ("st laurent", "Saint-Laurent-du-Maroni"),
        ("Saint-Sulpice", "Saint-Sulpice-la-Pointe"),
        ("ste cecile", "Sainte-Cécile-du-Cayrou"),
        ("81000", "Albi"),
        ("97302", "Cayenne"),
        ("graulet", "Graulhet"),
        ("casstres", "Castres"),
        ("lavaur", "Lavaur"),
    ],
)
def test_typed(session: Session, typed: str, first: str) -> None:
    assert communes_named(session, typed, near_department="81")[0].name == first


@pytest.mark.parametrize("typed", ["", "  ", "xqzw", "%", "99999", "x" * 500])
def test_nothing_of_that_name(session: Session, typed: str) -> None:
    assert communes_named(session, typed) == []


def test_near_comes_first(session: Session) -> None:
    """« Saint » is in both territories."""
    tarn = communes_named(session, "saint", near_department="81", limit=3)
    guyane = communes_named(session, "saint", near_department="973", limit=3)

    assert {commune.department for commune in tarn} == {"81"}
    assert guyane[0].department == "973"
    assert len(tarn) == len(guyane) == 3


def test_by_code(session: Session) -> None:
    albi = commune_with(session, "81004")

    assert albi is not None
    assert (albi.name, albi.department, albi.region) == ("Albi", "81", "76")
    assert albi.latitude == pytest.approx(43.9, abs=0.1)
    assert albi.longitude == pytest.approx(2.1, abs=0.1)
    assert commune_with(session, "") is None
    assert postcodes(session, "81004") == ["81000"]


def test_zones(session: Session) -> None:
    known = atlas(session)
    albi = commune_with(session, "81004")

    assert albi is not None
    assert known.communes["81004"].department == "81"
    assert known.epcis[albi.epci] == {"81"}


def test_a_second_filling_writes_nothing(session: Session) -> None:
    assert fill(session, {"81", "973"}) == 0
