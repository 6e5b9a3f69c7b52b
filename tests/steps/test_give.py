"""Steps an adviser writes, and what each status asks of the days."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session, select

from backend.people.recorded import Author, Origin
from backend.steps.actions import StepFacts, record
from backend.steps.models import ALLOWED_MOVES, DatesRefused, Kind, MoveRefused, Status, Step
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.parcours.writing import by, day, social_worker, step


def test_an_adviser_adds_a_step_that_she_sees(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    claire, amina = signed_in(cast.claire), signed_in(cast.amina)
    new = f"/pro/personnes/{cast.amina.id}/etapes/nouvelle"

    claire.submits(
        claire.visits(new),
        new,
        genre="immersion",
        titre="Immersion en crèche",
        etat="planned",
        debut="2026-03-16",
    )

    row = session.exec(select(Step)).one()
    assert (row.adviser_id, row.structure_id, row.in_charge_since) == (
        cast.claire.id,
        cast.department.id,
        NOON.date(),
    )
    page = amina.visits("/parcours")
    assert "Immersion en crèche" in page.text
    assert "prévu le lundi 16 mars" in page.text
    assert "référente, Claire Bonnet" in page.text


def test_another_structure_changes_nothing_of_it(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    nour = social_worker(session, cast)
    line = step(session, cast.amina, "Formation", by(cast.claire))

    signed_in(nour).visits(f"/pro/personnes/{cast.amina.id}/etapes/{line.id}", status=404)


def test_bad_days_are_refused_and_what_was_typed_is_kept(cast: Cast, signed_in: SignIn) -> None:
    claire = signed_in(cast.claire)
    new = f"/pro/personnes/{cast.amina.id}/etapes/nouvelle"

    page = claire.submits(
        claire.visits(new), new, genre="job", titre="CDD", etat="done", fin="2026-04-01"
    )

    assert page.status == 422
    assert page.form(new)["titre"] == "CDD"


FACTS = StepFacts(kind=Kind.TRAINING, title="Formation", status=Status.IN_PROGRESS)
TOOL = Author(origin=Origin.API, reference="F-1")


def test_the_same_reference_is_the_same_step(session: Session, cast: Cast) -> None:
    author = replace(TOOL, structure_id=cast.department.id)
    first = record(session, cast.amina, FACTS, author, now=NOON)
    again = record(
        session, cast.amina, replace(FACTS, status=Status.DONE, ended_on=day(0)), author, now=NOON
    )

    assert again.id == first.id
    assert (again.status, again.placed_on) == (Status.DONE, NOON.date())
    assert len(session.exec(select(Step)).all()) == 1


def test_told_the_same_nothing_is_written(session: Session, cast: Cast) -> None:
    author = replace(TOOL, structure_id=cast.department.id)
    record(session, cast.amina, FACTS, author, now=NOON)
    session.commit()

    record(session, cast.amina, FACTS, author, now=NOON.replace(month=4))

    assert not session.dirty
    assert not session.new


def test_a_reference_is_one_person_s(session: Session, cast: Cast) -> None:
    author = replace(TOOL, structure_id=cast.department.id)
    record(session, cast.amina, FACTS, author, now=NOON)

    with pytest.raises(MoveRefused):
        record(session, cast.bilal, FACTS, author, now=NOON)


@pytest.mark.parametrize("status", Status)
def test_every_status_has_its_days(session: Session, cast: Cast, status: Status) -> None:
    written = step(session, cast.amina, "Étape", status=status)

    is_open = status in {Status.PLANNED, Status.IN_PROGRESS, Status.PAUSED}
    assert (written.placed_on is None) is is_open
    assert (written.started_on is None) is (
        status in {Status.PLANNED, Status.CANCELLED, Status.ABANDONED}
    )


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("after", Status)
def test_it_moves_as_the_table_says(
    session: Session, cast: Cast, before: Status, after: Status
) -> None:
    written = step(session, cast.amina, "Étape", status=before)

    if after is before or after in ALLOWED_MOVES[before]:
        written.move_to(after, on=NOON.date())
        assert written.status is after
    else:
        with pytest.raises(MoveRefused):
            written.move_to(after, on=NOON.date())


def test_it_cannot_end_before_it_began(session: Session, cast: Cast) -> None:
    facts = replace(
        FACTS, status=Status.DONE, started_on=date(2026, 2, 1), ended_on=date(2026, 1, 1)
    )
    with pytest.raises(DatesRefused):
        record(session, cast.amina, facts, by(cast.claire), now=NOON)
