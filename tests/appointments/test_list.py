from datetime import timedelta

import pytest
from sqlmodel import Session

from backend.appointments import queries
from backend.appointments.models import Answer, Place, Stage, Status
from tests.appointments.saving import TUESDAY, given, many, statements
from tests.cast import Cast
from tests.conftest import NOON, SignIn

DAY = timedelta(days=1)


def test_what_is_to_come_is_first_soonest_first_then_what_is_over_latest_first(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    days = (3, 1, -1, -3)
    rows = {day: given(session, cast.amina, NOON + day * DAY) for day in days}

    page = signed_in(cast.amina).visits("/rendez-vous")

    shown = [href for href in page.links() if href.startswith("/rendez-vous/")]
    assert shown == [
        f"/rendez-vous/{rows[1].id}",
        f"/rendez-vous/{rows[3].id}",
        "/rendez-vous/nouveau",
        f"/rendez-vous/{rows[-1].id}",
        f"/rendez-vous/{rows[-3].id}",
    ]


def test_one_line_says_the_day_the_function_the_name_and_the_place(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    given(session, cast.amina)

    text = signed_in(cast.amina).visits("/rendez-vous").text

    assert "mardi 10 mars" in text
    assert "14 h 30" in text
    assert text.index("référente") < text.index("Claire Bonnet") < text.index("Maison du Dép")


def test_an_appointment_under_way_is_still_to_come(session: Session, cast: Cast) -> None:
    given(session, cast.amina, NOON - timedelta(minutes=10), duration_minutes=30)

    overview = queries.overview(session, cast.amina, now=NOON)

    assert [found.stage for found in overview.upcoming] == [Stage.BEGUN]
    assert overview.past == []


def test_an_appointment_just_over_is_the_first_of_the_past(session: Session, cast: Cast) -> None:
    older = given(session, cast.amina, NOON - 2 * DAY)
    just_over = given(session, cast.amina, NOON - timedelta(hours=1), duration_minutes=30)

    overview = queries.overview(session, cast.amina, now=NOON)

    assert [found.id for found in overview.past] == [just_over.id, older.id]


def test_a_cancelled_appointment_stays_in_the_list_until_its_day(
    session: Session, cast: Cast
) -> None:
    given(session, cast.amina, status=Status.REVOKED)

    overview = queries.overview(session, cast.amina, now=NOON)

    assert [found.stage for found in overview.upcoming] == [Stage.CANCELLED_BY_SERVICE]


def test_a_removed_appointment_is_not_in_the_list(session: Session, cast: Cast) -> None:
    given(session, cast.amina, removed_at=NOON)

    assert queries.overview(session, cast.amina, now=NOON) == queries.Overview()


def test_nobody_sees_somebody_elses(session: Session, cast: Cast, signed_in: SignIn) -> None:
    hers = given(session, cast.amina)

    page = signed_in(cast.bilal).visits("/rendez-vous")

    assert f"/rendez-vous/{hers.id}" not in page.links()


def test_with_nothing_yet_the_list_says_what_can_be_done(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.amina).visits("/rendez-vous")

    assert "/rendez-vous/nouveau" in page.links()
    assert not page.all("ul", class_="cards")


@pytest.mark.parametrize("place", list(Place))
@pytest.mark.parametrize("answer", [None, *Answer])
def test_every_place_and_answer_can_be_shown(
    session: Session, cast: Cast, signed_in: SignIn, place: Place, answer: Answer | None
) -> None:
    row = given(session, cast.amina, place=place, answer=answer, who_name="", who_function="")

    amina = signed_in(cast.amina)

    assert amina.visits("/rendez-vous").all("a", href=f"/rendez-vous/{row.id}")
    assert amina.visits(f"/rendez-vous/{row.id}").status == 200


def test_it_goes_on_by_twenty_from_the_last_one_shown(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    many(session, cast.amina, 45)
    amina = signed_in(cast.amina)
    seen: list[str] = []

    page = amina.visits("/rendez-vous")
    for direction in ("avant", "apres"):
        following = page
        while following:
            seen += [h for h in following.links() if h.removeprefix("/rendez-vous/").isdigit()]
            next_ = [h for h in following.links() if h.startswith(f"/rendez-vous?{direction}=")]
            following = amina.visits(next_[0]) if next_ else None

    assert len(set(seen)) == 90
    assert len(seen) == 90 + 40  # the first page was read twice


def test_a_page_that_begins_at_somebody_elses_appointment_is_empty(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    hers = given(session, cast.amina)
    given(session, cast.bilal, TUESDAY + DAY)

    page = signed_in(cast.bilal).visits(f"/rendez-vous?apres={hers.id}")

    assert not page.all("ul", class_="cards")


def test_the_title_says_nothing_of_her(session: Session, cast: Cast, signed_in: SignIn) -> None:
    row = given(session, cast.amina, title="Signature du contrat")
    amina = signed_in(cast.amina)

    for path in ("/rendez-vous", f"/rendez-vous/{row.id}"):
        title = amina.visits(path).title
        assert not any(word in title for word in ("Signature", "Claire", "mars", "Amina"))


def test_three_or_three_hundred_are_asked_for_in_as_many_statements(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    many(session, cast.amina, 3)
    many(session, cast.bilal, 300)
    amina, bilal = signed_in(cast.amina), signed_in(cast.bilal)

    with statements() as few:
        amina.visits("/rendez-vous")
    with statements() as lots:
        bilal.visits("/rendez-vous")

    assert len(few) == len(lots) <= 6
