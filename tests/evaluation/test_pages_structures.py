"""/resultats/structures: beside the others, never ranked."""

import pytest
from sqlmodel import Session

from backend.evaluation.models import Cut
from backend.surveys.models import Moment
from backend.territories.models import Structure
from tests.cast import Cast
from tests.evaluation.pages import HIDDEN, TARN
from tests.evaluation.published import (
    SUMMER,
    faces,
    release,
    structure,
)
from tests.visitor import Visitor


@pytest.fixture
def lien(session: Session, cast: Cast) -> Structure:
    return structure(session, cast.tarn, "Le Lien <b>&")


def test_structures_are_in_the_order_of_the_alphabet_and_never_ranked(
    session: Session, cast: Cast, anybody: Visitor
) -> None:
    of = release(session, cast.tarn)
    faces(session, of)
    told = {
        "Épicerie": (90, 5, 5),
        "Atelier": (10, 50, 40),
        "Zénith": (50, 25, 25),
        "Été": (9, 3, 3),
    }
    for name, counts in told.items():
        one = structure(session, cast.tarn, name)
        faces(session, of, Cut.STRUCTURE, counts=counts, structure_id=one.id)
    session.commit()

    rows = [
        " ".join("".join(row.itertext()).split())
        for row in anybody.visits(TARN).all("tr")
        if "donnés," in "".join(row.itertext())
    ]

    assert [row.split()[0] for row in rows] == ["Atelier", "Épicerie", "Été", "Zénith"]
    assert "en dessous des autres" in rows[0]
    assert "au-dessus des autres" in rows[1]
    assert "pas de différence établie" in rows[2]
    assert "pas de différence établie" in rows[3]


def test_a_structure_says_how_it_stands_beside_the_others(
    session: Session, cast: Cast, lien: Structure, anybody: Visitor
) -> None:
    before, of = release(session, cast.tarn, SUMMER), release(session, cast.tarn)
    faces(session, before, Cut.STRUCTURE, counts=(10, 5, 5), structure_id=lien.id)
    faces(session, of, Cut.STRUCTURE, counts=(90, 5, 5), structure_id=lien.id, asked=200)
    faces(session, of, Cut.STRUCTURE, counts=(40, 30, 30), structure_id=cast.department.id)
    about = {"structure_id": lien.id, "moment": Moment.STEP}
    faces(session, of, Cut.STRUCTURE_MOMENT, counts=(12, 2, 2), **about)
    session.commit()

    page = anybody.visits(f"/resultats/structures/{lien.id}")

    assert "Cela s’est très bien passé pour 9 personnes sur 10, entre 8 et 9." in page.text
    assert "Le Lien <b>&" in page.text
    assert "prises ensemble : au-dessus des autres." in page.text
    assert "plus qu’au trimestre d’avant" in page.text
    assert "À la fin d’une étape 8 personnes sur 10" in page.text
    assert "Maison du Département" not in page.text


def test_a_structure_below_the_threshold_says_so(
    session: Session, cast: Cast, lien: Structure, anybody: Visitor
) -> None:
    of = release(session, cast.tarn)
    faces(session, of)
    faces(session, of, Cut.STRUCTURE, counts=(40, 30, 30), structure_id=cast.department.id)
    session.commit()

    page = anybody.visits(f"/resultats/structures/{lien.id}")

    assert HIDDEN in page.text
    assert "sur 10" not in page.text
    anybody.visits("/resultats/structures/99999", status=404)
    anybody.visits("/resultats/structures/99999999999999", status=404)
