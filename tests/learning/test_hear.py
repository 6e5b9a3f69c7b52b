"""What people say at each moment: from what was published, and nothing else."""

from datetime import date

from sqlmodel import Session

from backend.evaluation.models import Asked, Cut
from backend.learning.colleagues import Colleague
from backend.learning.hearing import hearing
from backend.people.models import Adviser
from backend.surveys.models import Moment, Obstacle
from tests.cast import Cast
from tests.conftest import SignIn
from tests.learning.telling import HOME, practice, release, result

SATISFIED = {"good": 16, "medium": 3, "bad": 1}
HELPED = {"yes": 8, "a_little": 6, "no": 4, "do_not_know": 2}
BLOCKED = {"transport": 5, "waiting": 9}


def test_before_anything_is_told_the_page_says_so(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.claire).visits(HOME)
    assert "Aucun chiffre ne peut encore être donné" in page.text
    assert "Aucune pratique n’est écrite pour ce moment." in page.text
    assert f"{HOME}/pratiques/nouvelle?moment=claim" in page.links()
    assert "Aucun e-mail ne part de ces pages" in page.text


def test_what_helps_and_what_blocks_is_said_in_words(
    session: Session, cast: Cast, nour: Adviser, signed_in: SignIn
) -> None:
    told = release(session, cast.tarn)
    result(session, told, Asked.SATISFACTION, SATISFIED, moment=Moment.APPOINTMENT)
    result(session, told, Asked.HELPED, HELPED, moment=Moment.APPOINTMENT)
    result(session, told, Asked.OBSTACLES, BLOCKED, moment=Moment.APPOINTMENT, answers=10)
    for who in (cast.claire, nour):
        text = signed_in(who).visits(HOME).text.replace("\u00a0", " ")
        assert "8 personnes sur 10, entre 6 et 9 (20 réponses)" in text
        assert "4 personnes sur 10, entre 2 et 6 (20 réponses)" in text
        assert "(9 personnes)" in text
        assert text.index("(9 personnes)") < text.index("(5 personnes)")
        assert text.count("Trop peu de réponses à ce moment") == len(Moment) - 1
        assert "octobre à décembre 2025" in text
    assert "8 personnes sur 10" not in signed_in(cast.karim).visits(HOME).text


def test_moments_told_as_one_are_never_told_apart(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    told = release(session, cast.tarn)
    result(session, told, Asked.SATISFACTION, SATISFIED, together=True)
    heard = hearing(session, cast.tarn)
    assert not any(one.is_told for one in heard.moments.values())
    assert heard.together.went_well is not None
    assert "Les autres moments, pris ensemble" in signed_in(cast.claire).visits(HOME).text


def test_only_the_last_release_and_the_cut_by_moment_are_read(session: Session, cast: Cast) -> None:
    old = release(session, cast.tarn, date(2025, 7, 1))
    result(session, old, Asked.HELPED, HELPED, moment=Moment.CLAIM)
    new = release(session, cast.tarn)
    result(session, new, Asked.HELPED, HELPED, moment=Moment.JOB)
    result(session, new, Asked.HELPED, HELPED, cut=Cut.TERRITORY)
    result(
        session,
        new,
        Asked.SATISFACTION,
        SATISFIED,
        cut=Cut.STRUCTURE_MOMENT,
        moment=Moment.STEP,
        structure_id=cast.department.id,
    )
    result(session, new, Asked.REACHED, {"face": 20, "words": 3}, moment=Moment.REVIEW)
    heard = hearing(session, cast.tarn)
    assert [moment for moment, one in heard.moments.items() if one.is_told] == [Moment.JOB]
    assert not heard.together.is_told
    assert not hearing(session, cast.guyane).is_told


def test_a_count_that_was_not_told_is_not_taken_for_none(session: Session, cast: Cast) -> None:
    told = release(session, cast.tarn)
    result(session, told, Asked.SATISFACTION, {"bad": 7}, moment=Moment.STEP, answers=12)
    result(session, told, Asked.OBSTACLES, {"transport": 6}, moment=Moment.STEP, answers=12)
    heard = hearing(session, cast.tarn).moments[Moment.STEP]
    assert heard.went_well is None
    assert list(heard.obstacles) == [(Obstacle.TRANSPORT, 6)]


def test_each_moment_shows_its_first_practices(
    session: Session, cast: Cast, claires: Colleague, signed_in: SignIn
) -> None:
    for number in range(4):
        practice(session, claires, f"n° {number}.", moment=Moment.CLAIM)
    practice(session, claires, "Autre", moment=Moment.JOB)
    page = signed_in(cast.claire).visits(HOME)
    assert [number for number in range(4) if f"n° {number}." in page.text] == [1, 2, 3]
    assert "Autre" in page.text
    assert f"{HOME}/pratiques?moment=claim" in page.links()
