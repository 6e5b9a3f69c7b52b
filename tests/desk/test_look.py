"""What an adviser finds on the first page."""

from datetime import timedelta

from sqlmodel import Session

from backend.appointments.models import Answer, Source, Status
from backend.desk import queries
from tests.appointments.saving import given, many, statements
from tests.cast import Cast
from tests.conftest import NOON, SignIn

DAY = timedelta(days=1)


def test_those_who_cannot_come_are_first_then_the_soonest(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    here = {"structure_id": cast.department.id}
    tomorrow = given(session, cast.amina, NOON + DAY, answer=Answer.COMING, **here)
    today = given(session, cast.amina, NOON + timedelta(hours=1), **here)
    in_days = given(session, cast.amina, NOON + 5 * DAY, answer=Answer.CANNOT_COME, **here)

    page = signed_in(cast.claire).visits("/pro")

    rows = [href for href in page.links() if href.startswith("/pro/rendez-vous/")]
    assert rows == [f"/pro/rendez-vous/{row.id}" for row in (in_days, today, tomorrow)]
    assert f"tel:{cast.amina.phone}" in page.links()


def test_only_what_is_to_come_soon_at_the_own_structure_is_there(
    session: Session, cast: Cast
) -> None:
    here = {"structure_id": cast.department.id}
    given(session, cast.amina, NOON - DAY, **here)
    given(session, cast.amina, NOON + 8 * DAY, **here)
    given(session, cast.amina, NOON + DAY, status=Status.REVOKED, **here)
    given(session, cast.amina, NOON + DAY, uid="2", structure_id=cast.mission_locale.id)
    given(session, cast.amina, NOON + DAY, uid="3", source=Source.PERSON)
    given(session, cast.bilal, NOON + DAY, **here)  # not followed by Claire

    assert queries.expected(session, cast.claire, now=NOON, today=NOON.date()) == []


def test_contested_absences_are_there_with_their_words_until_corrected(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = given(
        session,
        cast.amina,
        NOON - DAY,
        structure_id=cast.department.id,
        status=Status.NOSHOW,
        absence_disputed_at=NOON,
        absence_words="J’étais là.",
    )
    claire = signed_in(cast.claire)

    page = claire.visits("/pro")
    assert "J’étais là." in page.text
    path = f"/pro/rendez-vous/{row.id}"
    claire.submits(claire.visits(path), f"{path}/issue", issue="seen")

    assert "J’étais là." not in claire.visits("/pro").text


def test_another_adviser_sees_nothing_of_it(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    given(session, cast.amina, NOON + DAY, structure_id=cast.department.id)

    page = signed_in(cast.karim).visits("/pro")

    assert "Amina" not in page.text
    assert "Bilal" in page.text


def test_a_person_has_no_desk(cast: Cast, signed_in: SignIn) -> None:
    response = signed_in(cast.amina).client.get("/pro", follow_redirects=False)

    assert response.status_code in {303, 404}


def test_three_or_three_hundred_are_asked_for_in_as_many_statements(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    many(session, cast.amina, 3, structure_id=cast.department.id)
    many(session, cast.bilal, 300, structure_id=cast.mission_locale.id)
    claire, karim = signed_in(cast.claire), signed_in(cast.karim)

    with statements() as few:
        claire.visits("/pro")
    with statements() as lots:
        karim.visits("/pro")

    assert len(few) == len(lots)
