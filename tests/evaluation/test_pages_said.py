"""What was said in words, and what came of it."""

from datetime import date

import pytest
from sqlmodel import Session

from backend.evaluation.models import Cut
from backend.surveys.models import CommentState, Moment
from backend.territories.models import Structure
from tests.cast import Cast
from tests.conftest import NOON
from tests.evaluation.pages import TARN, comment, improvement, section
from tests.evaluation.published import (
    faces,
    release,
    structure,
)
from tests.visitor import Visitor


@pytest.fixture
def lien(session: Session, cast: Cast) -> Structure:
    return structure(session, cast.tarn, "Le Lien <b>&")


def test_words_are_shown_once_accepted_with_their_moment_told_and_nothing_more(
    session: Session, cast: Cast, lien: Structure, anybody: Visitor
) -> None:
    of = release(session, cast.tarn)
    faces(session, of)
    faces(session, of, Cut.MOMENT, moment=Moment.APPOINTMENT)
    faces(session, of, Cut.MOMENT, counts=(9, 3, 3), together=True)
    comment(session, cast.tarn, "On m’écoute <script>", structure_id=lien.id)
    comment(session, cast.tarn, "en attente", state=CommentState.WAITING)
    comment(session, cast.tarn, "refusé", state=CommentState.REFUSED)
    comment(session, cast.tarn, "moment compté avec d’autres", moment=Moment.CLAIM)
    comment(session, cast.tarn, "trimestre à venir", quarter=date(2026, 1, 1))
    comment(session, cast.guyane, "ailleurs")
    session.commit()

    page = anybody.visits(TARN)
    words = section(page, "Avec leurs mots")

    assert "On m’écoute <script>" in words
    assert "Après un rendez-vous, octobre à décembre 2025" in words
    assert "Le Lien" not in page.text
    for hidden in ("en attente", "refusé", "compté avec d’autres", "à venir", "ailleurs", "écrit"):
        assert hidden not in words
    assert "<script>" not in page.response.text


def test_words_come_ten_a_page(session: Session, cast: Cast, anybody: Visitor) -> None:
    of = release(session, cast.tarn)
    faces(session, of)
    faces(session, of, Cut.MOMENT, moment=Moment.APPOINTMENT)
    for number in range(12):
        comment(session, cast.tarn, f"parole {number:02}")
    session.commit()

    first = anybody.visits(TARN)
    second = anybody.visits(f"{TARN}?trimestre=2025-10&feuille=2")

    assert len(first.all("blockquote")) == 10
    assert [f"{TARN}?trimestre=2025-10&feuille=2#paroles"] == [
        link for link in first.links() if "feuille" in link
    ]
    assert len(second.all("blockquote")) == 2
    assert not anybody.visits(f"{TARN}?feuille=999999999999").all("blockquote")
    anybody.visits(f"{TARN}?feuille=-3")


def test_what_was_done_is_told_newest_first(
    session: Session, cast: Cast, lien: Structure, anybody: Visitor
) -> None:
    of = release(session, cast.tarn)
    improvement(session, cast, done="Ancien", published_at=NOON.replace(year=2025))
    improvement(session, cast, done="<i>Nouveau</i>", structure_id=lien.id, release_id=of.id)
    improvement(session, cast, done="Brouillon", published_at=None)
    improvement(session, cast, done="Retiré", withdrawn_at=NOON)
    session.commit()

    done = section(anybody.visits(TARN), "Vous avez dit, nous avons fait")

    assert done.index("<i>Nouveau</i>") < done.index("Ancien")
    assert "Le Lien <b>&. Trimestre : octobre à décembre 2025." in done
    assert "Brouillon" not in done
    assert "Retiré" not in done
    of_structure = anybody.visits(f"/resultats/structures/{lien.id}").text
    assert "Nouveau" in of_structure
    assert "Ancien" not in of_structure


def test_an_improvement_has_a_page(
    session: Session, cast: Cast, lien: Structure, anybody: Visitor
) -> None:
    of = release(session, cast.tarn)
    row = improvement(session, cast, structure_id=lien.id, release_id=of.id)
    whole = improvement(session, cast, moment=Moment.STEP)
    draft = improvement(session, cast, published_at=None)
    gone = improvement(session, cast, withdrawn_at=NOON)
    session.commit()

    page = anybody.visits(f"/resultats/ameliorations/{row.id}")

    assert "Un accueil sans rendez-vous le mardi." in page.text
    assert f"/resultats/structures/{lien.id}?trimestre=2025-10" in page.links()
    assert TARN in anybody.visits(f"/resultats/ameliorations/{whole.id}").links()
    anybody.visits(f"/resultats/ameliorations/{draft.id}", status=404)
    anybody.visits("/resultats/ameliorations/99999", status=404)
    withdrawn = anybody.visits(f"/resultats/ameliorations/{gone.id}")
    assert "Ce texte a été retiré le lundi 2 mars 2026." in withdrawn.text
    assert "Un accueil" not in withdrawn.text
