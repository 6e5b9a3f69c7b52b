from datetime import timedelta

import pytest
from sqlmodel import Session

from backend.appointments import actions
from backend.appointments.models import MoveRefused, Status
from tests.appointments.saving import given
from tests.cast import Cast
from tests.conftest import NOON, SignIn

LAST_WEEK = NOON - timedelta(days=7)


def test_her_words_reach_the_row(session: Session, cast: Cast) -> None:
    row = given(session, cast.amina, LAST_WEEK, status=Status.NOSHOW)

    actions.dispute_absence(row, "J’étais là.", now=NOON)

    assert (row.absence_disputed_at, row.absence_words) == (NOON, "J’étais là.")
    assert row.status is Status.NOSHOW  # she says; those who noted it decide


def test_said_twice_the_first_words_stay(session: Session, cast: Cast) -> None:
    row = given(session, cast.amina, LAST_WEEK, status=Status.NOSHOW)

    actions.dispute_absence(row, "J’étais là.", now=NOON)
    actions.dispute_absence(row, "", now=NOON + timedelta(hours=1))

    assert (row.absence_disputed_at, row.absence_words) == (NOON, "J’étais là.")


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.NOSHOW])
def test_only_a_noted_absence_can_be_contested(
    session: Session, cast: Cast, status: Status
) -> None:
    row = given(session, cast.amina, LAST_WEEK, status=status)

    with pytest.raises(MoveRefused):
        actions.dispute_absence(row, "", now=NOON)


def test_without_javascript_the_card_says_that_it_was_said(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = given(session, cast.amina, LAST_WEEK, status=Status.NOSHOW)
    amina = signed_in(cast.amina)

    page = amina.submits(
        amina.visits(f"/rendez-vous/{row.id}"),
        f"/rendez-vous/{row.id}/absence",
        mots="J’étais là, <b>à l’heure</b>.",
    )

    assert page.response.url.path == f"/rendez-vous/{row.id}"
    assert "J’étais là, <b>à l’heure</b>." in page.text
    assert not page.all("form", action=f"/rendez-vous/{row.id}/absence")


def test_words_are_not_needed(session: Session, cast: Cast, signed_in: SignIn) -> None:
    row = given(session, cast.amina, LAST_WEEK, status=Status.NOSHOW)
    amina = signed_in(cast.amina)

    amina.submits(amina.visits(f"/rendez-vous/{row.id}"), f"/rendez-vous/{row.id}/absence")

    session.refresh(row)
    assert row.absence_disputed_at == NOON


def test_the_fragment_put_in_the_page_is_the_page_loaded_again(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = given(session, cast.amina, LAST_WEEK, status=Status.NOSHOW)
    amina = signed_in(cast.amina)
    path = f"/rendez-vous/{row.id}"

    fragment = amina.submits(amina.visits(path), f"{path}/absence", htmx=True, mots="J’étais là.")

    (swapped,) = fragment.all("section", class_="absence")
    (loaded,) = amina.visits(path).all("section", class_="absence")
    assert "".join(swapped.itertext()).split() == "".join(loaded.itertext()).split()


def test_too_many_words_are_kept_to_be_shortened(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = given(session, cast.amina, LAST_WEEK, status=Status.NOSHOW)
    amina = signed_in(cast.amina)

    page = amina.submits(
        amina.visits(f"/rendez-vous/{row.id}"), f"/rendez-vous/{row.id}/absence", mots="a" * 501
    )

    assert page.status == 422
    assert page.form(f"/rendez-vous/{row.id}/absence")["mots"] == "a" * 501
    session.refresh(row)
    assert row.absence_disputed_at is None


def test_an_absence_that_was_corrected_meanwhile_cannot_be_contested(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = given(session, cast.amina, LAST_WEEK, status=Status.SEEN)

    response = signed_in(cast.amina).posts(f"/rendez-vous/{row.id}/absence")

    assert response.status_code == 409


def test_nobody_contests_for_somebody_else(session: Session, cast: Cast, signed_in: SignIn) -> None:
    row = given(session, cast.amina, LAST_WEEK, status=Status.NOSHOW)

    response = signed_in(cast.bilal).posts(f"/rendez-vous/{row.id}/absence", mots="non")

    assert response.status_code == 404
