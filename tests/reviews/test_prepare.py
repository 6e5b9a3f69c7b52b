"""What she wants to say at the next one: saved as she goes, shown when she says so."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from backend.reviews import actions
from backend.reviews.models import Preparation
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.projects.saving import colleague
from tests.reviews.saving import PREPARATION, SAID, held, planned, prepared

TYPED = {"bien": "La formation", "bloque": "Pas de voiture", "veux": "Une immersion"}


def test_without_javascript_she_saves_and_finds_it_again(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)

    page = amina.submits(amina.visits(PREPARATION), PREPARATION, htmx=False, **TYPED)

    assert "Ce que vous avez préparé est enregistré." in page.text
    assert "Pour l’instant, vous êtes la seule personne" in page.text
    assert TYPED.items() <= page.form(PREPARATION).items()
    row = session.exec(select(Preparation)).one()
    assert (row.person_id, row.review_id, row.shown_at) == (cast.amina.id, None, None)


def test_each_field_is_saved_as_it_is_filled_in(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    page = amina.visits(PREPARATION)

    so_far: dict[str, str] = {}
    for name, words in TYPED.items():
        so_far[name] = words
        fragment = amina.submits(page, PREPARATION, htmx=True, **so_far)
        assert "Enregistré, lundi 2 mars à 13 h" in fragment.text.replace("\u00a0", " ")

    row = session.exec(select(Preparation)).one()
    assert [row.went_well, row.blocks, row.wants] == list(TYPED.values())


@pytest.mark.parametrize("htmx", [True, False])
def test_too_long_an_answer_is_said_and_nothing_is_lost(
    session: Session, cast: Cast, signed_in: SignIn, *, htmx: bool
) -> None:
    amina = signed_in(cast.amina)

    page = amina.submits(amina.visits(PREPARATION), PREPARATION, htmx=htmx, bien="a" * 1001)

    assert page.status == 422
    assert "raccourcir" in page.text or "trop long" in page.text
    assert htmx or page.form(PREPARATION)["bien"] == "a" * 1001
    assert session.exec(select(Preparation)).all() == []


def test_she_shows_it_and_takes_it_back(cast: Cast, signed_in: SignIn) -> None:
    amina, claire = signed_in(cast.amina), signed_in(cast.claire)
    theirs = f"/pro/personnes/{cast.amina.id}/points/preparation"

    page = amina.submits(amina.visits(PREPARATION), PREPARATION, htmx=False, **TYPED)
    assert "Pas de voiture" not in claire.visits(theirs).text

    page = amina.submits(page, PREPARATION, montrer="1")
    assert "Les personnes qui vous accompagnent peuvent le lire" in page.text
    assert "Pas de voiture" in claire.visits(theirs).text
    amina.submits(page, PREPARATION, bloque="Toujours pas de voiture")
    assert "Toujours pas de voiture" in claire.visits(theirs).text

    amina.submits(page, PREPARATION, montrer="0")
    assert "voiture" not in claire.visits(theirs).text


def test_it_is_given_to_the_one_that_is_held_and_the_next_begins_empty(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = planned(session, cast)
    mine = prepared(session, cast)
    day = NOON + timedelta(days=18)

    actions.hold(session, row, on=day.date(), decisions="Oui", now=day)
    actions.hold(session, row, on=day.date(), decisions="Oui, en mai", now=day)
    session.commit()

    assert mine.review_id == row.id
    assert row.decisions == "Oui, en mai"
    amina = signed_in(cast.amina)
    assert amina.visits(PREPARATION).form(PREPARATION)["bien"] == ""
    amina.submits(amina.visits(PREPARATION), PREPARATION, bien="Autre chose")
    assert len(session.exec(select(Preparation)).all()) == 2


def test_one_held_long_before_she_wrote_does_not_take_it(session: Session, cast: Cast) -> None:
    mine = prepared(session, cast)
    old = planned(session, cast)

    actions.hold(session, old, on=(NOON - timedelta(days=90)).date(), decisions="…", now=NOON)

    assert mine.review_id is None


def test_said_again_in_the_same_words_it_keeps_its_day(session: Session, cast: Cast) -> None:
    mine = prepared(session, cast)

    actions.prepare(session, cast.amina, SAID, now=NOON + timedelta(days=1))

    assert mine.saved_at == NOON


def test_nobody_prepares_for_her_nor_reads_what_she_keeps(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = held(session, cast, NOON.date())
    prepared(session, cast).review_id = row.id
    session.commit()
    sophie = signed_in(colleague(session, cast, cast.amina))

    assert sophie.posts(PREPARATION, **TYPED).status_code == 401
    text = sophie.visits(f"/pro/personnes/{cast.amina.id}/points/{row.id}").text
    assert "Pas de voiture" not in text
    assert signed_in(cast.bilal).visits(PREPARATION).form(PREPARATION)["bien"] == ""
