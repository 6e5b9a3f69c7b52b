"""« Ça va » in one tap: the page, the answer, its change, and who may not see it."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from backend import clock
from backend.checkins import actions, queries
from backend.checkins.actions import FINE, Question, Said
from backend.checkins.models import Answer, CheckIn, Moment, TooLateToChange
from backend.messaging.models import Letter
from backend.people.models import Credential
from backend.steps.models import Kind, Status
from tests.cast import Cast, saved
from tests.checkins.jobs import TODAY, job
from tests.conftest import NOON, SignIn

DAY = timedelta(days=1)
BEGUN = TODAY - 8 * DAY  # the week was over yesterday


def answers(session: Session) -> list[CheckIn]:
    session.expire_all()
    found = session.exec(select(CheckIn)).all()
    session.commit()
    return list(found)


def at(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON + days * DAY)


def test_one_tap_says_that_all_is_well(cast: Cast, session: Session, signed_in: SignIn) -> None:
    path = f"/parcours/emploi/{job(session, cast.amina, BEGUN).id}/semaine-1"
    amina = signed_in(cast.amina)
    page = amina.visits(path)
    assert "Comment ça va dans votre emploi ?" in page.text
    assert "Ne pas répondre ne vous sera jamais reproché." in page.text
    page = amina.submits(page, path)
    assert "Vous allez bien." in page.text
    assert "tel:+33563000003" in page.links()
    [kept] = answers(session)
    assert (kept.moment, kept.answer, kept.answered_at) == (Moment.WEEK_1, Answer.FINE, NOON)
    assert session.exec(select(Letter)).all() == []


@pytest.mark.parametrize(
    ("slug", "status"),
    [("semaine-1", 200), ("mois-1", 404), ("mois-2", 404), ("week_1", 404)],
)
def test_a_moment_that_has_not_come_is_not_found(
    cast: Cast, session: Session, signed_in: SignIn, slug: str, status: int
) -> None:
    step = job(session, cast.amina, BEGUN)
    amina = signed_in(cast.amina)
    for path in (f"/parcours/emploi/{step.id}/{slug}", f"/parcours/emploi/{step.id}/{slug}/souci"):
        amina.visits(path, status=status)
    if status == 404:
        assert amina.posts(f"/parcours/emploi/{step.id}/{slug}").status_code == 404
        assert answers(session) == []


def test_somebody_elses_job_is_not_found(cast: Cast, session: Session, signed_in: SignIn) -> None:
    path = f"/parcours/emploi/{job(session, cast.amina, BEGUN).id}/semaine-1"
    bilal = signed_in(cast.bilal)
    bilal.visits(path, status=404)
    assert bilal.posts(path).status_code == 404
    assert bilal.posts(f"{path}/souci", personne=str(cast.karim.id)).status_code == 404
    assert answers(session) == []


@pytest.mark.parametrize(
    "others",
    [
        {"kind": Kind.TRAINING},
        {"removed_at": NOON},
        {"status": Status.PLANNED, "started_on": None},
        {"status": Status.DONE, "ended_on": BEGUN + 6 * DAY},
    ],
)
def test_only_a_job_of_hers_that_lasted_is_asked_about(
    cast: Cast, session: Session, signed_in: SignIn, others: dict[str, object]
) -> None:
    step = job(session, cast.amina, BEGUN, **others)
    signed_in(cast.amina).visits(f"/parcours/emploi/{step.id}/semaine-1", status=404)
    assert queries.due_for(session, cast.amina, today=TODAY) is None


def test_she_may_say_something_else_for_a_week(
    cast: Cast, session: Session, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/parcours/emploi/{job(session, cast.amina, BEGUN).id}/semaine-1"
    amina = signed_in(cast.amina)
    amina.posts(path)
    at(monkeypatch, 6)
    assert f"{path}/souci" in amina.visits(path).links()
    at(monkeypatch, 7)
    page = amina.visits(path)
    assert f"{path}/souci" not in page.links()
    assert "il y a plus d’une semaine" in page.text
    assert "il y a plus d’une semaine" in amina.visits(f"{path}/souci").text
    assert amina.posts(path).status_code == 409
    refused = amina.posts(f"{path}/souci", personne=str(cast.claire.id))
    assert refused.status_code == 409
    assert [kept.answer for kept in answers(session)] == [Answer.FINE]


def test_a_late_answer_is_taken_all_the_same(
    cast: Cast, session: Session, signed_in: SignIn
) -> None:
    step = job(session, cast.amina, TODAY - 50 * DAY)
    amina = signed_in(cast.amina)
    path = f"/parcours/emploi/{step.id}/semaine-1"
    assert "Vous allez bien." in amina.submits(amina.visits(path), path).text


def test_said_twice_at_once_one_answer_is_kept(cast: Cast, session: Session) -> None:
    question = Question(job(session, cast.amina, BEGUN), Moment.WEEK_1)
    for _ in range(2):
        actions.answer(session, question, FINE, site="", now=NOON)
    session.commit()
    assert len(answers(session)) == 1
    with pytest.raises(TooLateToChange):
        actions.answer(session, question, FINE, site="", now=NOON + 7 * DAY)


def test_home_is_given_the_question_that_is_open(cast: Cast, session: Session) -> None:
    step = job(session, cast.amina, BEGUN)
    found = {day: queries.due_for(session, cast.amina, today=BEGUN + day * DAY) for day in (6, 7)}
    assert found[6] is None
    due = found[7]
    assert due is not None
    assert (due.step_id, due.moment) == (step.id, Moment.WEEK_1)
    assert due.path == f"/parcours/emploi/{step.id}/semaine-1"
    assert queries.due_for(session, cast.bilal, today=TODAY) is None
    actions.answer(session, Question(step, Moment.WEEK_1), FINE, site="", now=NOON)
    assert queries.due_for(session, cast.amina, today=TODAY) is None
    later = queries.due_for(session, cast.amina, today=BEGUN + 31 * DAY)
    assert later is not None
    assert later.moment is Moment.MONTH_1
    assert [kept.moment for kept in queries.of_step(session, step)] == [Moment.WEEK_1]


def test_silence_is_shown_to_her_referent_and_to_nobody_else(cast: Cast, session: Session) -> None:
    step = job(session, cast.amina, date(2025, 12, 1))  # asked on 8 December, 1 January, 1 March
    saved(session, Credential(person_id=cast.amina.id, passphrase_hash="", changed_at=NOON))
    actions.answer(session, Question(step, Moment.MONTH_1), FINE, site="", now=NOON)
    session.commit()
    assert silences(session, cast) == []  # the week's silence is older than sixty days
    session.delete(queries.of_step(session, step)[0])
    session.commit()
    assert silences(session, cast) == [(Moment.MONTH_1, date(2026, 1, 1))]
    assert queries.silent_for(session, cast.karim, today=TODAY) == []


def silences(session: Session, cast: Cast) -> list[tuple[Moment, date]]:
    found = queries.silent_for(session, cast.claire, today=TODAY)
    return [(silence.moment, silence.asked_on) for silence in found]


def test_no_silence_of_somebody_who_could_not_answer(cast: Cast, session: Session) -> None:
    step = job(session, cast.amina, date(2025, 12, 1))
    assert silences(session, cast) == []
    saved(session, Credential(person_id=cast.amina.id, passphrase_hash="", changed_at=NOON))
    step.created_at = NOON  # known today only: she was never asked
    session.add(step)
    session.commit()
    assert silences(session, cast) == []


def test_who_has_left_or_is_told_twice_is_not_offered_twice(cast: Cast, session: Session) -> None:
    assert queries.advisers_for(session, cast.amina, today=TODAY) == [cast.claire]
    cast.claire.left_on = TODAY
    session.add(cast.claire)
    session.commit()
    assert queries.advisers_for(session, cast.amina, today=TODAY) == []


def test_with_words_or_without_a_worry_is_one_row(cast: Cast, session: Session) -> None:
    question = Question(job(session, cast.amina, BEGUN), Moment.WEEK_1)
    worry = Said(answer=Answer.TROUBLE, words="Le trajet", adviser=cast.claire)
    kept = actions.answer(session, question, worry, site="", now=NOON)
    again = actions.answer(session, question, FINE, site="", now=NOON + DAY)
    assert kept.id == again.id
    assert (again.answer, again.words, again.adviser_id) == (Answer.FINE, "", cast.claire.id)
