"""Quarter after quarter: a difference is said only when chance does not explain it."""

from datetime import date

import pytest
from sqlmodel import Session

from backend.evaluation.models import Cut
from backend.territories.models import Structure
from tests.cast import Cast
from tests.evaluation.pages import TARN, section
from tests.evaluation.published import (
    AUTUMN,
    SUMMER,
    faces,
    release,
    structure,
)
from tests.visitor import Visitor


@pytest.fixture
def lien(session: Session, cast: Cast) -> Structure:
    return structure(session, cast.tarn, "Le Lien <b>&")


def test_two_quarters_differ_only_when_chance_does_not_explain_it(
    session: Session, cast: Cast, anybody: Visitor
) -> None:
    spring = date(2025, 4, 1)
    for quarter, counts in ((spring, (30, 40, 30)), (SUMMER, (80, 10, 10)), (AUTUMN, (84, 8, 8))):
        faces(session, release(session, cast.tarn, quarter), counts=counts)
    session.commit()

    changes = section(anybody.visits(TARN), "Est-ce que cela change")

    assert "Dernier trimestre (octobre à décembre 2025) : pas de différence établie." in changes
    assert changes.count("plus qu’au trimestre d’avant") == 1
    assert changes.count("pas de différence établie") == 2
    assert "100 donnés, 200 demandés" in changes


def test_a_quarter_that_tells_nothing_is_compared_with_none(
    session: Session, cast: Cast, anybody: Visitor
) -> None:
    spring = date(2025, 4, 1)
    faces(session, release(session, cast.tarn, spring), counts=(30, 40, 30))
    release(session, cast.tarn, SUMMER)
    faces(session, release(session, cast.tarn), counts=(80, 10, 10))
    session.commit()

    changes = section(anybody.visits(TARN), "Est-ce que cela change")

    assert "trop peu de réponses" in changes
    assert "plus qu’au trimestre" not in changes


def test_an_older_quarter_can_be_read_again(session: Session, cast: Cast, anybody: Visitor) -> None:
    faces(session, release(session, cast.tarn, SUMMER), counts=(20, 40, 40))
    faces(session, release(session, cast.tarn), counts=(90, 5, 5))
    session.commit()

    page = anybody.visits(f"{TARN}?trimestre=2025-07")

    assert "Cela s’est très bien passé pour 2 personnes sur 10" in page.text
    assert "Trimestre : juillet à septembre 2025." in page.text
    current = [a.get("href") for a in page.all("a", aria_current="page")]
    assert current == [f"{TARN}?trimestre=2025-07"]
    assert "Voir les chiffres les plus récents" in page.text
    newest = anybody.visits(f"{TARN}?trimestre=<script>")
    assert "Voir les chiffres les plus récents" not in newest.text
    assert "9 personnes sur 10" in newest.text


def test_a_quarter_older_than_the_drawing_can_still_be_read(
    session: Session, cast: Cast, lien: Structure, anybody: Visitor
) -> None:
    quarters = [date(2023 + place // 4, 3 * (place % 4) + 1, 1) for place in range(11)]
    for quarter in quarters:
        of = release(session, cast.tarn, quarter)
        faces(session, of, counts=(30, 40, 30))
        faces(session, of, Cut.STRUCTURE, counts=(9, 3, 3), structure_id=lien.id)
    session.commit()

    for path in (TARN, f"/resultats/structures/{lien.id}"):
        page = anybody.visits(f"{path}?trimestre=2023-01")
        assert "Trimestre : janvier à mars 2023." in page.text
        assert "Cela s’est très bien passé pour" in page.text
        assert page.response.text.count("chart__whisker") == 8
