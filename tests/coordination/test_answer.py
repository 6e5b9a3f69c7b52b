"""She says what she thinks of a decision, in her words, once."""

import pytest
from sqlmodel import Session

from backend.coordination import actions
from backend.coordination.actions import AlreadyAnswered
from backend.coordination.models import Answer, Decision
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.coordination.saying import BLOCKED, answers, read


def test_her_home_tells_her_and_she_says_what_she_thinks_in_her_words(
    cast: Cast, decision: Decision, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    home = amina.visits("/")
    assert "Une décision vous est proposée" in home.text
    assert "/parcours/groupes" in home.links()

    page = answers(amina, decision, avis="disagrees", mots="Le foyer est trop loin de l’école.")

    assert "Vous n’êtes pas d’accord" in page.text
    assert "Le foyer est trop loin de l’école." in page.text
    assert "Votre réponse est enregistrée." in page.text
    assert "Une décision vous est proposée" not in amina.visits("/").text
    desk = signed_in(cast.claire).visits(f"/pro/groupes/{decision.group_id}")
    assert "Le foyer est trop loin de l’école." in desk.text
    assert BLOCKED in signed_in(cast.claire).visits("/pro").text  # to look at again


def test_an_answer_must_be_one_of_the_two(
    session: Session, cast: Cast, decision: Decision, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    page = answers(amina, decision, mots="Je ne sais pas.")
    assert page.status == 422
    assert page.all("textarea")[0].text == "Je ne sais pas."
    assert read(session, decision).answer is None


def test_her_words_are_never_written_over(
    session: Session, cast: Cast, decision: Decision, signed_in: SignIn
) -> None:
    actions.answer(session, decision, Answer.AGREES, words="Oui.", now=NOON)
    session.commit()
    amina = signed_in(cast.amina)
    response = amina.posts(f"/parcours/groupes/{decision.id}/reponse", avis="disagrees")
    assert response.status_code == 409
    kept = read(session, decision)
    assert (kept.answer, kept.answer_words) == (Answer.AGREES, "Oui.")
    with pytest.raises(AlreadyAnswered):
        actions.answer(session, kept, Answer.DISAGREES, now=NOON)
    session.rollback()
