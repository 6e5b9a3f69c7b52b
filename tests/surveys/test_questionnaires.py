"""Versions of what is asked: the team writes a draft, looks at it, publishes it."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from backend.audit.models import AuditEntry
from backend.database import writing
from backend.people.models import Adviser
from backend.surveys import drafts
from backend.surveys.drafts import Change, Edit, Meanwhile, change, draft_of, stamp_of
from backend.surveys.models import MOST_QUESTIONS, Moment, Question, Questionnaire
from backend.surveys.questionnaire_forms import LONGEST
from backend.surveys.questionnaires import (
    current,
    in_use,
    said_in,
    shipped,
    shown,
    versions_of,
)
from tests.cast import Cast, team_of_the_territory
from tests.conftest import NOON, SignIn

STEP = Moment.STEP
INDEX = "/pro/territoire/questionnaires"
HERE = f"{INDEX}/step"


@pytest.fixture
def rosa(session: Session, cast: Cast) -> Adviser:
    """Of the team of Amina's territory."""
    rosa = team_of_the_territory(session, cast)
    session.commit()
    return rosa


def edit_of(session: Session, cast: Cast, rosa: Adviser) -> Edit:
    return Edit(cast.tarn, rosa, STEP, stamp_of(session, cast.tarn.id, STEP), NOON)


def published(session: Session, cast: Cast, rosa: Adviser, *french: str) -> Questionnaire:
    drafts.save(session, edit_of(session, cast, rosa), [{"fr": words} for words in french])
    drafts.publish(session, edit_of(session, cast, rosa))
    session.commit()
    return current(session, cast.tarn.id, STEP, now=NOON)


@pytest.mark.parametrize("moment", list(Moment))
def test_every_moment_is_supplied_with_two_short_questions_in_three_languages(
    moment: Moment,
) -> None:
    questions = shipped()[moment]
    assert len(questions) == MOST_QUESTIONS
    assert len({question["code"] for question in questions}) == MOST_QUESTIONS
    for question in questions:
        assert {"fr", "en", "ar"} <= set(question["words"])
        assert all(0 < len(words) <= LONGEST for words in question["words"].values())
        assert "?" not in question["words"]["fr"]
        assert " et " not in question["words"]["fr"]  # one idea a question


def test_a_missing_translation_falls_back_on_french() -> None:
    question: Question = {"code": "x", "words": {"fr": "Oui", "en": "Yes", "ar": ""}}
    assert [said_in(question, one) for one in ("fr", "en", "ar", "fr-x-simple", "uk")] == [
        "Oui", "Yes", "Oui", "Oui", "Oui",
    ]  # fmt: skip
    assert said_in({"code": "x", "words": {"fr": "a", "fr-x-simple": "b"}}, "fr-x-simple") == "b"


def test_the_first_version_is_what_is_supplied_and_is_made_once(
    session: Session, cast: Cast
) -> None:
    assert shown(session, cast.tarn.id, STEP) == shipped()[STEP]
    assert in_use(session, cast.tarn.id, STEP) is None
    one = current(session, cast.tarn.id, STEP, now=NOON)
    again = current(session, cast.tarn.id, STEP, now=NOON)
    assert (one.id, one.version, one.adviser_id) == (again.id, 1, None)
    assert one.asked == shipped()[STEP]
    assert current(session, cast.guyane.id, STEP, now=NOON).id != one.id


def test_two_at_once_agree_on_the_first_version(engine: Engine, cast: Cast) -> None:
    ready = Barrier(2)

    def make(_: int) -> int:
        with writing(engine) as own:
            ready.wait()
            return current(own, cast.tarn.id, STEP, now=NOON).id

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(make, range(2)))) == 1


def test_a_version_that_was_published_is_never_rewritten(
    session: Session, cast: Cast, rosa: Adviser
) -> None:
    first = current(session, cast.tarn.id, STEP, now=NOON)
    kept = first.questions
    second = published(session, cast, rosa, "J’ai avancé")
    third = published(session, cast, rosa, "J’ai appris", "J’ai avancé")
    session.expire_all()
    assert [one.version for one in versions_of(session, cast.tarn.id, STEP)] == [3, 2, 1]
    assert first.questions == kept
    assert (first.replaced_at, second.replaced_at, third.replaced_at) == (NOON, NOON, None)
    assert [one["words"]["fr"] for one in second.asked] == ["J’ai avancé"]
    assert third.asked[1]["code"] == second.asked[0]["code"]  # the same question


def test_the_same_french_words_keep_their_code(session: Session, cast: Cast, rosa: Adviser) -> None:
    used = current(session, cast.tarn.id, STEP, now=NOON)
    said = [dict(question["words"]) for question in used.asked]
    said[0]["en"] = "This step helped"
    draft = drafts.save(session, edit_of(session, cast, rosa), said)
    assert draft is not None
    assert change(used.asked, draft.asked) is Change.TRANSLATION
    said[0]["fr"] = "Cette étape a compté"
    drafts.save(session, edit_of(session, cast, rosa), said)
    assert change(used.asked, draft.asked) is Change.WORDS
    drafts.publish(session, edit_of(session, cast, rosa))
    assert current(session, cast.tarn.id, STEP, now=NOON).version == 2


def test_what_is_asked_already_makes_no_draft(session: Session, cast: Cast, rosa: Adviser) -> None:
    said = [question["words"] for question in shipped()[STEP]]
    assert drafts.save(session, edit_of(session, cast, rosa), said) is None
    assert draft_of(session, cast.tarn.id, STEP) is None


def test_a_language_the_territory_does_not_offer_is_not_lost(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn
) -> None:
    cast.tarn.languages = "ar,fr"
    session.add(cast.tarn)
    session.commit()
    boss = signed_in(rosa)
    assert "rien à enregistrer" in boss.submits(boss.visits(HERE), HERE).text
    boss.submits(boss.visits(HERE), HERE, question1_ar="")
    draft = draft_of(session, cast.tarn.id, STEP)
    assert draft is not None
    assert set(draft.asked[0]["words"]) == {"fr", "fr-x-simple", "en"}


def test_every_page_is_read_in_every_language(
    session: Session, rosa: Adviser, signed_in: SignIn
) -> None:
    boss = signed_in(rosa)
    boss.submits(boss.visits(HERE), HERE, question1_ar="", question2_ar="")
    for language in ("en", "ar"):
        rosa.language = language
        session.add(rosa)
        session.commit()
        for path in (INDEX, HERE, f"{HERE}/apercu"):
            assert boss.visits(path).language == language


def test_nobody_writes_over_what_they_have_not_seen(
    session: Session, cast: Cast, rosa: Adviser
) -> None:
    looked_at = edit_of(session, cast, rosa)
    drafts.save(session, looked_at, [{"fr": "La mienne"}])
    session.commit()
    for late in (lambda: drafts.save(session, looked_at, [{"fr": "La sienne"}]),
                 lambda: drafts.publish(session, looked_at),
                 lambda: drafts.throw_away(session, looked_at)):  # fmt: skip
        with pytest.raises(Meanwhile):
            late()
    draft = draft_of(session, cast.tarn.id, STEP)
    assert draft is not None
    assert [one["words"]["fr"] for one in draft.asked] == ["La mienne"]


@pytest.mark.parametrize("deed", ["save", "publish"])
def test_of_two_at_once_one_is_told(
    engine: Engine, session: Session, cast: Cast, rosa: Adviser, deed: str
) -> None:
    drafts.save(session, edit_of(session, cast, rosa), [{"fr": "La première"}])
    looked_at = edit_of(session, cast, rosa)
    session.commit()
    ready = Barrier(2)

    def act(number: int) -> str:
        ready.wait()
        try:
            with writing(engine) as own:
                if deed == "save":
                    drafts.save(own, replace(looked_at), [{"fr": f"La mienne {number}"}])
                else:
                    drafts.publish(own, looked_at)
        except Meanwhile:
            return "told"
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(act, range(2))) == ["done", "told"]
    rows = session.exec(select(Questionnaire).where(Questionnaire.moment == STEP)).all()
    assert len(rows) == 2
    assert sum(row.published_at is not None and row.replaced_at is None for row in rows) == 1


def test_the_team_writes_looks_and_publishes(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn
) -> None:
    boss = signed_in(rosa)
    assert "version 1, telle que fournie" in boss.visits(INDEX).text
    page = boss.visits(HERE)
    assert "Cette étape m’a été utile" in page.form(HERE)["question1_fr"]
    assert page.form(HERE)["question2_ar"] == "أعرف ما سأفعله بعد ذلك"
    page = boss.submits(
        page, HERE, question1_fr="J’ai  avancé", question1_en="I moved on", question1_ar=""
    )
    assert "Le brouillon est enregistré" in page.text
    assert "Une question n’est pas traduite" in page.text
    assert page.text.count("J’ai avancé") == 2  # in French, and in Arabic
    assert "I moved on" in page.text
    assert "Overall, how did it go?" in page.text
    assert "recommencent à zéro" in page.text
    assert page.text.count("une traduction n’a pas changé") == 1  # in simple French
    assert shown(session, cast.tarn.id, STEP)[0]["code"] == "useful"
    session.commit()
    assert "un brouillon n’est pas encore publié" in boss.visits(INDEX).text
    page = boss.submits(page, f"{HERE}/publication")
    assert "La nouvelle version est posée dès maintenant" in page.text
    assert "Version 2" in page.text
    assert [one["words"]["fr"] for one in shown(session, cast.tarn.id, STEP)] == [
        "J’ai avancé",
        "Je sais ce que je vais faire ensuite",
    ]
    [entry] = session.exec(select(AuditEntry)).all()
    assert (entry.actor, entry.action) == (f"adviser:{rosa.id}", "survey.questionnaire")
    assert json.loads(entry.details) == {"moment": "step", "version": 2}


def test_only_a_translation_is_said_to_be_one(rosa: Adviser, signed_in: SignIn) -> None:
    boss = signed_in(rosa)
    page = boss.submits(boss.visits(HERE), HERE, question1_en="This step helped")
    assert "Seules des traductions changent" in page.text


def test_a_draft_is_thrown_away(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn
) -> None:
    boss = signed_in(rosa)
    page = boss.submits(boss.visits(HERE), HERE, question1_fr="J’ai avancé")
    page = boss.submits(page, f"{HERE}/abandon")
    assert "Le brouillon est supprimé" in page.text
    assert draft_of(session, cast.tarn.id, STEP) is None
    session.commit()
    assert "Il n’y a pas de brouillon" in boss.visits(f"{HERE}/apercu").text


def test_the_same_words_are_nothing_to_save(rosa: Adviser, signed_in: SignIn) -> None:
    boss = signed_in(rosa)
    assert "rien à enregistrer" in boss.submits(boss.visits(HERE), HERE).text


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"question1_fr": ""}, "Écrivez d’abord la question en français"),
        ({"question1_fr": "a" * 91}, "90 lettres au plus"),
        ({"question2_ar": "a" * 91}, "90 lettres au plus"),
        ({"question2_fr": "Cette étape m’a été utile"}, "Cette question est déjà là"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_kept(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn, sent: dict[str, Any], told: str
) -> None:
    boss = signed_in(rosa)
    page = boss.submits(boss.visits(HERE), HERE, **sent)
    assert page.status == 422
    assert told in page.text
    assert sent.items() <= page.form(HERE).items()
    assert draft_of(session, cast.tarn.id, STEP) is None


def test_a_moment_may_have_no_short_question(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn
) -> None:
    boss = signed_in(rosa)
    nothing: dict[str, Any] = {
        name: "" for name in boss.visits(HERE).form(HERE) if name.startswith("question")
    }
    page = boss.submits(boss.visits(HERE), HERE, **nothing)
    boss.submits(page, f"{HERE}/publication")
    assert shown(session, cast.tarn.id, STEP) == []
    session.commit()
    assert "Aucune question courte" in boss.visits(INDEX).text


def test_two_people_editing_lose_no_words(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn
) -> None:
    one, other = signed_in(rosa), signed_in(rosa)
    mine, theirs = one.visits(HERE), other.visits(HERE)
    one.submits(mine, HERE, question1_fr="La mienne", question1_ar="لي")
    page = other.submits(theirs, HERE, question1_fr="La sienne")
    assert page.status == 422
    assert "Quelqu’un d’autre a changé ceci entre-temps" in page.text
    assert page.form(HERE)["question1_fr"] == "La sienne"
    assert "La mienne" in page.text
    assert "لي" in page.text
    other.submits(page, HERE)
    draft = draft_of(session, cast.tarn.id, STEP)
    assert draft is not None
    assert draft.asked[0]["words"]["fr"] == "La sienne"


def test_a_draft_that_changed_is_not_published_unseen(
    session: Session, cast: Cast, rosa: Adviser, signed_in: SignIn
) -> None:
    one, other = signed_in(rosa), signed_in(rosa)
    preview = one.submits(one.visits(HERE), HERE, question1_fr="La mienne")
    other.submits(other.visits(HERE), HERE, question1_fr="La sienne")
    assert one.submits(preview, f"{HERE}/publication").status == 409
    assert shown(session, cast.tarn.id, STEP) == shipped()[STEP]


def test_only_the_team_is_there(cast: Cast, rosa: Adviser, signed_in: SignIn) -> None:
    for path in (INDEX, HERE, f"{HERE}/apercu"):
        signed_in(cast.claire).visits(path, status=404)
        signed_in(cast.karim).visits(path, status=404)
    assert signed_in(cast.claire).posts(HERE, question1_fr="Non").status_code == 404
    signed_in(rosa).visits(f"{INDEX}/nothing", status=404)
    signed_in(rosa).visits(f"{INDEX}/nothing/apercu", status=404)
