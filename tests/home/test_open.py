from datetime import timedelta

import pytest
from sqlmodel import Session, delete

from backend.appointments.models import Answer as Coming
from backend.appointments.models import Source, Status
from backend.evaluation.models import Improvement, ImprovementNotice
from backend.home import queries
from backend.home.queries import Kind
from backend.messaging.models import Subscription
from backend.people.models import Accompaniment, Adviser, FieldOfWork
from backend.referrals import actions, service
from backend.referrals.answering import Answer
from backend.referrals.models import Move
from backend.surveys.models import State
from tests.appointments.saving import TUESDAY, given, many, statements
from tests.cast import Cast, saved
from tests.conftest import NOON, SignIn
from tests.referrals.asking import SITE, proposed
from tests.surveys.requests import asked
from tests.visitor import Visitor

DAY = timedelta(days=1)


def kinds(session: Session, cast: Cast) -> list[Kind]:
    today = queries.today_of(session, cast.amina, now=NOON, today=NOON.date())
    return [found.kind for found in today.awaiting]


def subscribe(session: Session, cast: Cast) -> None:
    session.add(
        Subscription(
            person_id=cast.amina.id,
            endpoint="https://push.example.org/1",
            p256dh="",
            auth="",
            created_at=NOON,
        )
    )
    session.commit()


def test_somebody_signed_out_is_told_the_ways_in(anybody: Visitor) -> None:
    page = anybody.visits("/")

    assert [href for href in page.links() if href in {"/i", "/connexion", "/pro"}] == [
        "/i",
        "/connexion",
        "/pro",
    ]
    assert len(page.all("a", class_="button button--primary")) == 1


def test_an_adviser_is_led_to_the_desk(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.claire).visits("/", status=303)

    assert page.response.headers["location"] == "/pro"


def test_the_next_appointment_comes_first_with_its_answers_and_whom_to_call(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    given(session, cast.amina, TUESDAY + DAY)
    row = given(session, cast.amina)

    page = signed_in(cast.amina).visits("/")

    assert "Amina" in page.text
    assert "mardi 10 mars" in page.text
    assert page.form(f"/rendez-vous/{row.id}/reponse")["retour"] == "/"
    assert "tel:+33563000002" in page.links()
    assert f"/rendez-vous/{row.id}" in page.links()
    assert len(page.all("button", class_="button button--primary")) == 1


def test_a_cancelled_or_removed_appointment_is_not_the_next(session: Session, cast: Cast) -> None:
    given(session, cast.amina, NOON + DAY, status=Status.REVOKED)
    given(session, cast.amina, NOON + 2 * DAY, removed_at=NOON)
    row = given(session, cast.amina, NOON + 3 * DAY)

    today = queries.today_of(session, cast.amina, now=NOON, today=NOON.date())

    assert today.next is not None
    assert today.next.id == row.id


def test_an_appointment_under_way_is_the_next_and_cannot_be_answered_any_more(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = given(session, cast.amina, NOON - timedelta(minutes=5))

    page = signed_in(cast.amina).visits("/")

    assert f"/rendez-vous/{row.id}" in page.links()
    assert not page.all("form", action=f"/rendez-vous/{row.id}/reponse")


def test_hers_asks_for_no_answer_and_gives_no_number_she_did_not_type(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = given(session, cast.amina, source=Source.PERSON, phone="")

    page = signed_in(cast.amina).visits("/")

    assert not page.all("form", action=f"/rendez-vous/{row.id}/reponse")
    numbers = [href for href in page.links() if href.startswith("tel:")]
    assert numbers == [f"tel:{cast.claire.phone}"]


def test_at_most_three_things_await_her_the_gravest_first(session: Session, cast: Cast) -> None:
    given(session, cast.amina, NOON - 3 * DAY, status=Status.NOSHOW)
    given(session, cast.amina, NOON - 4 * DAY, status=Status.NOSHOW)
    given(session, cast.amina, NOON + DAY)
    given(session, cast.amina, NOON + 2 * DAY)
    given(session, cast.amina, NOON + 3 * DAY, status=Status.REVOKED)

    assert kinds(session, cast) == [Kind.ABSENCE, Kind.CANCELLED, Kind.QUESTION]


def test_nothing_awaits_her_once_all_is_said(session: Session, cast: Cast) -> None:
    subscribe(session, cast)
    given(session, cast.amina, NOON - 3 * DAY, status=Status.NOSHOW, absence_disputed_at=NOON)
    given(session, cast.amina, NOON - 61 * DAY, status=Status.NOSHOW)
    given(session, cast.amina, NOON + DAY, answer=Coming.COMING)
    given(session, cast.amina, NOON + 2 * DAY, answer=Coming.LATE)
    given(session, cast.amina, NOON + 3 * DAY, source=Source.PERSON)

    assert kinds(session, cast) == []


def test_reminders_are_offered_until_one_browser_has_them(session: Session, cast: Cast) -> None:
    assert kinds(session, cast) == [Kind.REMINDERS]
    subscribe(session, cast)
    assert kinds(session, cast) == []


def test_a_solution_awaits_her_until_she_decides_and_its_answer_is_news_for_a_week(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    subscribe(session, cast)
    referral = proposed(session, cast)
    session.commit()
    assert kinds(session, cast) == [Kind.PROPOSAL]
    address = f"/solutions/demandes/{referral.id}"
    assert address in signed_in(cast.amina).visits("/").links()

    actions.agree(session, referral, referral.version, site=SITE, now=NOON)
    session.flush()
    assert kinds(session, cast) == []

    yes = Answer(move=Move.ACCEPT)
    service.answer_for_solution(session, referral, cast.claire, yes, now=NOON - 6 * DAY)
    session.commit()
    assert kinds(session, cast) == [Kind.ANSWERED]
    assert address in signed_in(cast.amina).visits("/").links()

    referral.answered_at = NOON - 8 * DAY
    session.add(referral)
    session.flush()
    assert kinds(session, cast) == []


def test_on_the_first_day_the_page_says_what_will_come(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.amina).visits("/")

    assert page.all("div", class_="empty")
    assert "/rendez-vous/nouveau" in page.links()
    assert page.all("install-help")


def test_her_people_are_there_with_their_numbers_the_referent_first(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    second = saved(
        session,
        Adviser(
            structure_id=cast.mission_locale.id,
            first_name="Anaïs",
            last_name="Abadie",
            email="anais@example.org",
            function="conseillère",
            field=FieldOfWork.SOCIAL,
        ),
    )
    left = cast.karim
    for adviser, ended_on in ((second, None), (left, NOON.date())):
        session.add(
            Accompaniment(
                person_id=cast.amina.id,
                adviser_id=adviser.id,
                started_on=NOON.date() - DAY,
                ended_on=ended_on,
            )
        )
    session.commit()

    page = signed_in(cast.amina).visits("/")

    assert [href for href in page.links() if href.startswith("tel:")] == [
        f"tel:{cast.claire.phone}",
        f"tel:{cast.mission_locale.phone}",  # she has none of her own
    ]
    assert page.text.index("Claire Bonnet") < page.text.index("Anaïs Abadie")
    assert "Karim" not in page.text


def test_with_nobody_yet_the_territory_can_be_called(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    session.exec(delete(Accompaniment))
    session.commit()

    page = signed_in(cast.amina).visits("/")

    assert f"tel:{cast.tarn.phone}" in page.links()


def test_the_title_says_nothing_of_her(session: Session, cast: Cast, signed_in: SignIn) -> None:
    given(session, cast.amina)

    title = signed_in(cast.amina).visits("/").title

    assert "Amina" not in title
    assert "mars" not in title


@pytest.mark.parametrize("count", [0, 3, 150])
def test_six_statements_are_enough_whatever_she_has(
    session: Session, cast: Cast, signed_in: SignIn, count: int
) -> None:
    many(session, cast.amina, count)
    amina = signed_in(cast.amina)

    with statements() as said:
        amina.visits("/")

    assert len([statement for statement in said if statement.startswith("SELECT")]) == 3
    assert len(said) <= 6


def test_her_opinion_is_one_tap_away_until_she_gave_it(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    subscribe(session, cast)
    request = asked(session, cast.amina)
    session.commit()
    amina = signed_in(cast.amina)
    page = amina.visits("/")
    assert "Votre rendez-vous du" in page.text
    for words in ("Très bien", "Moyen", "Pas bien"):
        assert words in page.text
    path = f"/avis/{request.id}/visage"
    with statements() as said:
        amina.visits("/")
    assert len([one for one in said if one.startswith("SELECT")]) == 4

    amina.submits(page, path, visage="good")
    assert path not in {form.get("action") for form in amina.visits("/").all("form")}
    session.refresh(request)
    request.state = State.OPEN
    session.add(request)
    session.flush()
    assert kinds(session, cast) == [Kind.SURVEY]
    request.expires_at = NOON
    session.add(request)
    session.flush()
    assert kinds(session, cast) == []


def test_what_was_done_with_opinions_is_news_for_a_week(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    subscribe(session, cast)
    improvement = saved(
        session,
        Improvement(
            territory_id=cast.tarn.id,
            said="On attend trop.",
            done="Un accueil le mardi.",
            adviser_id=cast.claire.id,
            saved_at=NOON,
            published_at=NOON,
        ),
    )
    notice = saved(
        session,
        ImprovementNotice(
            person_id=cast.amina.id, improvement_id=improvement.id, told_at=NOON - 6 * DAY
        ),
    )
    session.commit()
    address = f"/resultats/ameliorations/{improvement.id}"
    assert address in signed_in(cast.amina).visits("/").links()

    improvement.withdrawn_at = NOON
    session.add(improvement)
    session.flush()
    assert kinds(session, cast) == []

    improvement.withdrawn_at, notice.told_at = None, NOON - 8 * DAY
    session.add_all([improvement, notice])
    session.flush()
    assert kinds(session, cast) == []
