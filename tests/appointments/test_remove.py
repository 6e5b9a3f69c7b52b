from datetime import timedelta

from sqlmodel import Session, select

from backend.appointments import actions
from backend.appointments.models import Appointment, Source, Status
from tests.appointments.saving import given
from tests.cast import Cast
from tests.conftest import NOON, SignIn


def test_she_removes_hers_and_may_undo_it(session: Session, cast: Cast, signed_in: SignIn) -> None:
    row = given(session, cast.amina, source=Source.PERSON)
    amina = signed_in(cast.amina)
    path = f"/rendez-vous/{row.id}"

    removed = amina.submits(amina.visits(path), f"{path}/suppression")
    assert path not in amina.visits("/rendez-vous").links()
    restored = amina.submits(removed, f"{path}/retablissement")

    assert restored.response.url.path == path
    assert path in amina.visits("/rendez-vous").links()
    session.refresh(row)
    assert (row.removed_at, row.status, row.sequence) == (None, Status.UNKNOWN, 2)


def test_a_removed_one_is_cancelled_for_calendars_and_reminders(
    session: Session, cast: Cast
) -> None:
    row = given(session, cast.amina, source=Source.PERSON)

    actions.remove(row, now=NOON)
    actions.remove(row, now=NOON + timedelta(hours=1))

    assert row.is_cancelled
    assert (row.removed_at, row.changed_at, row.sequence) == (NOON, NOON, 1)


def test_a_removed_one_is_erased_after_a_month(session: Session, cast: Cast) -> None:
    given(session, cast.amina)
    given(session, cast.amina, source=Source.PERSON, removed_at=NOON, uid="one", external_id="1")
    long_ago = NOON - actions.REMOVED_KEPT
    given(session, cast.amina, source=Source.PERSON, removed_at=long_ago, uid="2", external_id="2")

    assert actions.forget_removed(session, now=NOON) == 1
    assert len(session.exec(select(Appointment)).all()) == 2
