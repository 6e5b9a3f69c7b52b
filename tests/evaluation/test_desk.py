"""What a professional reads of the own structure: what everybody may, put side by side."""

from typing import Any

import pytest
from sqlmodel import Session

from backend.evaluation.models import Asked, Cut
from backend.people.models import Adviser, FieldOfWork
from backend.surveys.models import Comment, CommentState, Face, Moment
from tests.board.conftest import boss
from tests.cast import Cast, saved
from tests.conftest import SignIn
from tests.evaluation.published import AUTUMN, SUMMER, faces, release, result, structure

__all__ = ["boss"]
HERE = "/pro/avis"


def comment(session: Session, cast: Cast, token: str, **about: Any) -> Comment:
    facts: dict[str, Any] = {
        "territory_id": cast.tarn.id,
        "structure_id": cast.department.id,
        "moment": Moment.APPOINTMENT,
        "quarter": AUTUMN,
        "week": AUTUMN,
        "face": Face.BAD,
        "language": "fr",
        "text": f"brut {token}",
        "state": CommentState.ACCEPTED,
        "shown": f"lu {token}",
    }
    return saved(session, Comment(token=token, **(facts | about)))


@pytest.fixture
def published(session: Session, cast: Cast) -> None:
    """The department's two quarters, among others."""
    for quarter, good in ((SUMMER, 60), (AUTUMN, 10)):
        of = release(session, cast.tarn, quarter)
        faces(session, of, counts=(good + 90, 30, 20))
        faces(session, of, Cut.STRUCTURE, counts=(good, 20, 10), structure_id=cast.department.id)
        faces(session, of, Cut.STRUCTURE, counts=(90, 10, 10), together=True)
        about = {"moment": Moment.APPOINTMENT}
        faces(session, of, Cut.MOMENT, counts=(good + 90, 30, 20), **about)
        obstacles = {"waiting": 9, "transport": 5}
        result(session, of, Cut.MOMENT, Asked.OBSTACLES, answers=30, **about, **obstacles)
        reached = {"face": 777, "short": 555}
        result(session, of, Cut.MOMENT, Asked.REACHED, answers=777, **about, **reached)
    session.commit()


@pytest.mark.usefixtures("published")
def test_quarters_are_told_beside_the_territory(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.claire).visits(HERE)
    assert "Maison du Département d’Albi" in page.text
    assert "octobre à décembre 2025" in page.text
    rows = ["".join(row.itertext()).split() for row in page.all("tr")]
    text = [" ".join(row) for row in rows]
    autumn = next(one for one in text if one.startswith("octobre à décembre 2025"))
    assert "en dessous des autres" in autumn
    assert "40 donnés, 80 demandés" in autumn
    public = signed_in(cast.claire).visits(f"/resultats/structures/{cast.department.id}")
    assert "en dessous des autres" in public.text, "it is what everybody reads"
    assert "J’attends trop longtemps" in page.text, "obstacles of the territory"
    assert "777" not in page.text, "how far people went is for the team"


@pytest.mark.usefixtures("published")
def test_any_adviser_of_the_structure_reads_it(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    colleague = saved(
        session,
        Adviser(
            structure_id=cast.department.id,
            first_name="Ana",
            last_name="Roux",
            email="ana@example.org",
            function="assistante sociale",
            field=FieldOfWork.SOCIAL,
        ),
    )
    session.commit()
    assert signed_in(colleague).visits(HERE).status == 200
    page = signed_in(cast.karim).visits(HERE)
    assert "Mission locale de Cayenne" in page.text
    assert "octobre" not in page.text, "nothing is published in Guyane"
    signed_in(cast.amina).visits(HERE, status=303)


def test_too_few_is_said_with_its_reason(session: Session, cast: Cast, signed_in: SignIn) -> None:
    of = release(session, cast.tarn)
    faces(session, of, counts=(40, 10, 10))
    other = structure(session, cast.tarn, "Autre maison")
    faces(session, of, Cut.STRUCTURE, counts=(33, 4, 4), structure_id=other.id)
    faces(session, of, Cut.STRUCTURE, counts=(7, 6, 6), together=True)
    session.commit()
    page = signed_in(cast.claire).visits(HERE)
    assert "Rien n’est dit de votre structure à part pour ce trimestre" in page.text
    assert "il faut 11 personnes" in page.text
    assert "Autre maison" not in page.text
    assert "Trimestre par trimestre" not in page.text


@pytest.mark.usefixtures("published")
def test_moments_are_told_when_they_are_published(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    assert "il faut 11 personnes" in signed_in(cast.claire).visits(HERE).text
    of = release(session, cast.tarn, AUTUMN.replace(year=2024))
    faces(session, of)
    faces(
        session,
        of,
        Cut.STRUCTURE_MOMENT,
        structure_id=cast.department.id,
        moment=Moment.REVIEW,
    )
    session.commit()
    page = signed_in(cast.claire).visits(f"{HERE}?trimestre=2024-10")
    assert "Après un point de situation" in page.text
    assert "il faut 11 personnes" not in page.text


@pytest.mark.usefixtures("published")
def test_words_are_those_everybody_reads(session: Session, cast: Cast, signed_in: SignIn) -> None:
    comment(session, cast, "accepted")
    comment(session, cast, "waiting", state=CommentState.WAITING)
    comment(session, cast, "refused", state=CommentState.REFUSED)
    comment(session, cast, "running", quarter=AUTUMN.replace(year=2026, month=1))
    comment(session, cast, "moment", moment=Moment.CLAIM)
    comment(session, cast, "elsewhere", territory_id=cast.guyane.id)
    session.commit()
    page = signed_in(cast.claire).visits(HERE)
    assert "lu accepted" in page.text
    for token in ("waiting", "refused", "running", "moment", "elsewhere"):
        assert f"lu {token}" not in page.text
    assert "brut" not in page.text


@pytest.mark.usefixtures("published")
def test_where_to_go_from_there(
    session: Session, cast: Cast, boss: Adviser, signed_in: SignIn
) -> None:
    page = signed_in(cast.claire).visits(HERE)
    for href in ("/pro", "/pro/ensemble", "/resultats/territoires/81", "/resultats/methode"):
        assert href in page.links(), href
    assert "/pro/territoire/avis" not in page.links()
    assert "/pro/territoire/avis" in signed_in(boss).visits(HERE).links()
    cast.claire.language = "ar"
    session.add(cast.claire)
    session.commit()
    assert signed_in(cast.claire).visits(HERE).language == "ar"


def test_before_the_first_quarter(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.claire).visits(HERE)
    assert "jeudi 23 avril 2026" in page.text
    assert "votre structure à part" not in page.text
