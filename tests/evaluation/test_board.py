"""What the territory's team looks at: established changes, moments that go wrong, who is heard."""

import csv
from io import StringIO

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session

from backend.evaluation.board_queries import Board, board_of
from backend.evaluation.changes import established, gap_in_words
from backend.evaluation.models import Asked, Cut, Release
from backend.evaluation.queries import Told
from backend.evaluation.statistics import Interval, Standing
from backend.people.models import Adviser
from backend.surveys.models import Moment, SurveyRequest
from backend.vocabulary.themes import Theme
from tests.board.conftest import boss
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.evaluation.published import (
    AUTUMN,
    SUMMER,
    faces,
    quarter_of_all,
    questionnaire,
    release,
    result,
    structure,
)

__all__ = ["boss"]
HERE = "/pro/territoire/avis"


@pytest.fixture
def quarters(session: Session, cast: Cast) -> tuple[Release, Release]:
    return release(session, cast.tarn, SUMMER), release(session, cast.tarn, AUTUMN)


def board(session: Session, cast: Cast, quarter: str = "") -> Board:
    session.commit()
    return board_of(session, cast.tarn, quarter=quarter, today=NOON.date())


def test_only_the_team_sees_it(
    session: Session, cast: Cast, boss: Adviser, signed_in: SignIn
) -> None:
    quarter_of_all(session, cast.tarn, [cast.department])
    session.commit()
    for path in (HERE, f"{HERE}/questionnaires.csv"):
        signed_in(cast.claire).visits(path, status=404)
        signed_in(cast.karim).visits(path, status=404)
        assert signed_in(boss).visits(path).status == 200


def test_a_territory_without_results_is_told_when_they_come(
    boss: Adviser, signed_in: SignIn
) -> None:
    page = signed_in(boss).visits(HERE)
    assert "jeudi 23 avril 2026" in page.text
    assert not [link for link in page.links() if link.startswith("/resultats/donnees")]


def test_only_established_changes_are_told(
    session: Session, cast: Cast, quarters: tuple[Release, Release]
) -> None:
    before, now = quarters
    faces(session, before, counts=(60, 30, 30))
    faces(session, now, counts=(66, 30, 30))
    appointment, claim = {"moment": Moment.APPOINTMENT}, {"moment": Moment.CLAIM}
    faces(session, before, Cut.MOMENT, counts=(50, 5, 5), **appointment)
    faces(session, now, Cut.MOMENT, counts=(20, 20, 20), **appointment)
    faces(session, before, Cut.MOMENT, counts=(10, 5, 5), **claim)
    faces(session, now, Cut.MOMENT, counts=(11, 5, 5), **claim)
    [change] = board(session, cast).changes
    assert (change.label, change.question) == ("After an appointment", Asked.SATISFACTION)
    assert change.gap.high < -0.2
    assert not change.is_better
    assert (change.before.count, change.now.count) == (50, 20)


def test_every_comparison_takes_its_part_of_the_risk(session: Session, cast: Cast) -> None:
    """Alone it would be established; among many it may be chance."""
    before, now = release(session, cast.tarn, SUMMER), release(session, cast.tarn, AUTUMN)

    def told(of: Release, good: int, groups: int) -> list[Told]:
        rows = [
            faces(session, of, Cut.THEME, counts=(good, 20, 20), theme=theme)
            for theme in list(Theme)[:groups]
        ]
        return [Told(row, None, None) for row in rows]

    assert len(established(told(now, 40, 1), told(before, 20, 1))) == 1
    assert established(told(now, 40, 16), told(before, 20, 16)) == []


def test_what_is_told_together_is_not_compared(
    session: Session, cast: Cast, quarters: tuple[Release, Release]
) -> None:
    """They are not the same groups from a quarter to the next; nor are versions of a question."""
    for of, good in zip(quarters, (50, 6), strict=True):
        faces(session, of, Cut.STRUCTURE, counts=(good, 20, 20), together=True)
        faces(session, of, Cut.STRUCTURE, counts=(good, 20, 20))
        version = questionnaire(session, cast.tarn, version=good // 2)
        about = {"moment": Moment.APPOINTMENT, "questionnaire_id": version.id}
        result(session, of, Cut.MOMENT, Asked.FIRST, yes=good, no=20, **about)
    assert board(session, cast).changes == []


def test_a_quarter_missing_in_between_is_not_jumped_over(session: Session, cast: Cast) -> None:
    faces(session, release(session, cast.tarn, SUMMER.replace(month=4)), counts=(100, 10, 10))
    faces(session, release(session, cast.tarn, AUTUMN), counts=(10, 50, 60))
    found = board(session, cast)
    assert (found.before, found.changes) == (None, [])


def test_moments_below_the_others_come_first(
    session: Session, cast: Cast, quarters: tuple[Release, Release]
) -> None:
    _, now = quarters
    faces(session, now, Cut.MOMENT, counts=(60, 5, 5), moment=Moment.CLAIM)
    faces(session, now, Cut.MOMENT, counts=(55, 5, 5), moment=Moment.STEP)
    about = {"moment": Moment.APPOINTMENT}
    faces(session, now, Cut.MOMENT, counts=(20, 30, 30), **about)
    result(session, now, Cut.MOMENT, Asked.HELPED, yes=20, a_little=20, no=20, **about)
    many = {"waiting": 9, "money": 8, "health": 7, "family": 6}
    result(session, now, Cut.MOMENT, Asked.OBSTACLES, **about, answers=40, **many)
    first, *others = board(session, cast).moments
    assert (first.line.result.moment, first.standing) == (Moment.APPOINTMENT, Standing.BELOW)
    assert first.helped
    assert (first.helped.count, first.helped.total) == (20, 60)
    assert [count for _, count in first.obstacles] == [9, 8, 7]
    assert Standing.BELOW not in {one.standing for one in others}


def test_how_far_people_go(session: Session, cast: Cast, quarters: tuple[Release, Release]) -> None:
    _, now = quarters
    counts = {"face": 60, "short": 41, "helped": 39}  # fewer than 5 wrote words
    about = {"moment": Moment.STEP, "answers": 60}
    result(session, now, Cut.MOMENT, Asked.REACHED, **about, **counts)
    [one] = board(session, cast).reached
    assert (one.label, one.counts) == ("At the end of a step", [60, 41, 39, None])


def test_structures_are_told_or_named_as_not_told(
    session: Session, cast: Cast, quarters: tuple[Release, Release]
) -> None:
    _, now = quarters
    others = [structure(session, cast.tarn, name) for name in ("Zébulon", "Écho", "alpha")]
    for one in (cast.department, others[0]):
        faces(session, now, Cut.STRUCTURE, structure_id=one.id)
    faces(session, now, Cut.STRUCTURE, together=True)
    found = board(session, cast)
    assert [line.name for line in found.by_structure] == [
        "Maison du Département d’Albi",
        "Zébulon",
        "",
    ]
    assert [one.name for one in found.not_told] == ["alpha", "Écho"]


def test_another_quarter_can_be_looked_at(
    session: Session, cast: Cast, quarters: tuple[Release, Release]
) -> None:
    before, now = quarters
    assert board(session, cast).release == now
    assert board(session, cast, "2025-07").release == before
    assert board(session, cast, "nonsense").release == now


def test_the_page_in_words(session: Session, cast: Cast, boss: Adviser, signed_in: SignIn) -> None:
    faces(session, release(session, cast.tarn, SUMMER), counts=(90, 5, 5))
    quarter_of_all(session, cast.tarn, [cast.department, structure(session, cast.tarn, "<Écho>")])
    session.commit()
    page = signed_in(boss).visits(HERE)
    for said in (
        "octobre à décembre 2025",
        "Ce qui a changé",
        "Tout le territoire · Cela s’est très bien passé : entre 1 et 4 personnes de moins sur 10",
        "<Écho>",
        "« Passer »12, 1 sur 10",
        "jeudi 23 avril 2026",
    ):
        assert said in page.text, said
    for href in (
        "/pro/avis/paroles",
        "/pro/territoire/ameliorations",
        "/pro/territoire/questionnaires",
        "/pro/ensemble",
        "/resultats/donnees/resultats.csv?territoire=81",
        f"{HERE}/questionnaires.csv",
        f"{HERE}?trimestre=2025-07",
    ):
        assert href in page.links(), href
    boss.language = "ar"
    session.add(boss)
    session.commit()
    assert signed_in(boss).visits(HERE).language == "ar"


def test_when_the_whole_is_not_told_nor_is_who_skipped(
    session: Session, cast: Cast, boss: Adviser, signed_in: SignIn
) -> None:
    release(session, cast.tarn)
    session.commit()
    page = signed_in(boss).visits(HERE)
    assert "« Passer »" not in page.text
    assert "120" not in page.text


def test_what_is_asked_and_answered_now_moves_nothing(
    session: Session, cast: Cast, boss: Adviser, signed_in: SignIn
) -> None:
    quarter_of_all(session, cast.tarn, [cast.department])
    version = questionnaire(session, cast.tarn, version=3)
    session.commit()
    before = signed_in(boss).visits(HERE).text
    session.add(
        SurveyRequest(
            person_id=cast.amina.id,
            territory_id=cast.tarn.id,
            moment=Moment.APPOINTMENT,
            subject_id=1,
            structure_id=cast.department.id,
            questionnaire_id=version.id,
            happened_on=NOON.date(),
            quarter=NOON.date().replace(month=1, day=1),
            asked_at=NOON,
            expires_at=NOON,
        )
    )
    session.commit()
    assert signed_in(boss).visits(HERE).text == before


def test_the_versions_of_what_is_asked_as_a_file(
    session: Session, cast: Cast, boss: Adviser, signed_in: SignIn
) -> None:
    questionnaire(session, cast.tarn, version=1)
    questionnaire(session, cast.guyane, version=1)
    session.commit()
    response = signed_in(boss).visits(f"{HERE}/questionnaires.csv").response
    assert response.headers["cache-control"] == "no-store"
    rows = list(csv.DictReader(StringIO(response.text, newline="")))
    assert [(row["moment"], row["version"], row["rang"], row["langue"]) for row in rows] == [
        ("appointment", "1", "1", "ar"),
        ("appointment", "1", "1", "fr"),
    ]
    assert (rows[1]["texte"], rows[1]["publie_le"]) == ("Était-ce clair ?", "2025-06-01")


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (Interval(0.11, 0.43), "entre 1 et 4 personnes de plus sur 10"),
        (Interval(-0.43, -0.11), "entre 1 et 4 personnes de moins sur 10"),
        (Interval(0.01, 0.33), "jusqu’à 3 personnes de plus sur 10"),
        (Interval(-0.13, -0.01), "jusqu’à 1 personne de moins sur 10"),
        (Interval(0.18, 0.22), "environ 2 personnes de plus sur 10"),
        (Interval(-0.22, -0.18), "environ 2 personnes de moins sur 10"),
        (Interval(0.001, 0.04), "moins d’1 personne de plus sur 10"),
    ],
)
def test_a_difference_in_words(gap: Interval, said: str) -> None:
    assert gap_in_words(gap) == said


def test_its_cost_does_not_depend_on_how_much_there_is(
    session: Session, cast: Cast, engine: Engine
) -> None:
    structures = [structure(session, cast.tarn, f"S{number}") for number in range(8)]
    quarter_of_all(session, cast.tarn, structures)
    session.commit()
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *seen: asked.append(seen[2]))
    found = board(session, cast)
    assert found.changes == []
    assert len(found.by_structure) == 9
    assert len(asked) <= 5


def test_rows_of_another_territory_are_not_here(session: Session, cast: Cast) -> None:
    quarter_of_all(session, cast.guyane, [cast.mission_locale])
    found = board(session, cast)
    assert (found.release, found.told, found.moments, found.reached) == (None, [], [], [])
    assert found.structures == [cast.department]
