"""A line of others that is not right: she says so, they read it, nothing is overwritten."""

from sqlmodel import Session

from backend.steps.models import Status, Step
from tests.cast import Cast
from tests.conftest import SignIn
from tests.parcours.writing import by, done, step

WORDS = "La formation a duré deux mois, pas un."


def test_her_words_stay_beside_the_line_and_reach_the_desk(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    line = step(session, cast.amina, "Formation", by(cast.claire), **done(-60, -30))
    amina, claire = signed_in(cast.amina), signed_in(cast.claire)
    path = f"/parcours/etapes/{line.id}"

    page = amina.submits(amina.visits(path), f"{path}/desaccord", mots=WORDS)

    assert WORDS in page.text
    assert "Vous avez dit que ce n’est pas juste" in amina.visits("/parcours").text
    assert WORDS in claire.visits("/pro").text
    theirs = claire.visits(f"/pro/personnes/{cast.amina.id}/etapes/{line.id}")
    assert WORDS in theirs.text
    session.refresh(line)
    assert (line.title, line.status) == ("Formation", Status.DONE)


def test_without_words_nothing_is_said(session: Session, cast: Cast, signed_in: SignIn) -> None:
    line = step(session, cast.amina, "Formation", by(cast.claire))
    amina = signed_in(cast.amina)
    path = f"/parcours/etapes/{line.id}"

    page = amina.submits(amina.visits(path), f"{path}/desaccord", mots="")

    assert page.status == 422
    session.refresh(line)
    assert line.disputed_at is None


def test_she_takes_her_words_back(session: Session, cast: Cast, signed_in: SignIn) -> None:
    line = step(session, cast.amina, "Formation", by(cast.claire))
    amina = signed_in(cast.amina)
    path = f"/parcours/etapes/{line.id}"
    page = amina.submits(amina.visits(path), f"{path}/desaccord", mots=WORDS)

    page = amina.submits(page, f"{path}/desaccord/retrait", htmx=True)

    assert WORDS not in page.text
    session.refresh(line)
    assert (line.disputed_at, line.dispute_words) == (None, "")


def test_once_talked_over_it_leaves_the_desk_and_her_words_stay(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    line = step(session, cast.amina, "Formation", by(cast.claire))
    amina, claire = signed_in(cast.amina), signed_in(cast.claire)
    path = f"/parcours/etapes/{line.id}"
    amina.submits(amina.visits(path), f"{path}/desaccord", mots=WORDS)
    desk = f"/pro/personnes/{cast.amina.id}/etapes/{line.id}"

    claire.submits(claire.visits(desk), f"{desk}/desaccord")

    assert WORDS not in claire.visits("/pro").text
    page = amina.visits(path)
    assert WORDS in page.text
    assert "en ont pris note" in page.text


def test_her_own_step_is_changed_not_disputed(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    hers = step(session, cast.amina, "Code de la route")

    answer = signed_in(cast.amina).posts(f"/parcours/etapes/{hers.id}/desaccord", mots="non")

    assert answer.status_code == 409
    assert session.get_one(Step, hers.id).disputed_at is None
