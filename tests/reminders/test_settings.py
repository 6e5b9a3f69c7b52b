"""The page where she chooses her reminders."""

from dataclasses import replace
from datetime import timedelta

import pytest
from litestar import Litestar
from sqlmodel import Session, col, select

from backend.messaging.models import FallbackChannel, Preference, Subscription
from backend.people.models import Person
from backend.reminders.topics.appointment_rules import reminders_of
from tests.cast import Cast, appointment
from tests.conftest import NOON, SignIn
from tests.reminders.conftest import Office

HERE = "/reglages/rappels"


@pytest.fixture(autouse=True)
def ways(app: Litestar) -> None:
    """This installation has a mail server and an SMS gateway."""
    settings = app.state.settings
    app.state.settings = replace(
        settings, smtp_url="smtp://127.0.0.1:1", sms_url="http://127.0.0.1:1"
    )


def silenced(session: Session) -> str:
    return session.exec(select(Preference.silenced)).one()


def test_at_first_everything_is_on_and_e_mail_is_the_other_way(
    cast: Cast, signed_in: SignIn
) -> None:
    page = signed_in(cast.amina).visits(HERE)
    sent = page.form(HERE)
    assert {name for name, value in sent.items() if value == "on"} == {
        "fixe", "semaine", "deux_jours", "jour", "change", "etape", "point", "emploi",
        "demande", "limite", "solution", "avis", "suites",
    }  # fmt: skip
    assert sent["autrement"] == "email"
    assert "amina@example.org" in page.text


def test_a_kind_turned_off_stays_off(cast: Cast, signed_in: SignIn, session: Session) -> None:
    amina = signed_in(cast.amina)
    page = amina.visits(HERE)
    sent = page.form(HERE)
    del sent["semaine"], sent["fixe"]
    assert amina.posts(HERE, **sent).status_code == 303
    assert silenced(session) == "confirmation,week_before"
    again = amina.visits(HERE).form(HERE)
    assert "semaine" not in again
    assert again["jour"] == "on"
    kinds = silenced(session).split(",")
    kept = reminders_of(
        appointment(cast.amina, NOON + timedelta(days=20)), cast.tarn.zone, silenced=kinds
    )
    assert [reminder.kind.value for reminder in kept] == ["two_days_before", "day"]


def test_her_choice_is_confirmed_where_she_made_it(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    page = amina.submits(amina.visits(HERE), HERE, autrement="sms")
    assert page.all("div", class_="notice notice--done")
    assert page.form(HERE)["autrement"] == "sms"


def test_choices_change_as_often_as_she_likes(
    cast: Cast, signed_in: SignIn, session: Session
) -> None:
    amina = signed_in(cast.amina)
    for way in ("sms", "none", "email"):
        amina.submits(amina.visits(HERE), HERE, autrement=way)
    assert session.exec(select(Preference.fallback)).all() == [FallbackChannel.EMAIL]


def test_a_way_that_does_not_exist_is_refused_and_what_was_chosen_is_kept(
    cast: Cast, signed_in: SignIn, session: Session
) -> None:
    amina = signed_in(cast.amina)
    sent = amina.visits(HERE).form(HERE) | {"autrement": "pigeon"}
    del sent["jour"]
    response = amina.posts(HERE, **sent)
    assert response.status_code == 422
    assert session.exec(select(Preference)).all() == []


def test_only_the_ways_that_can_be_are_offered(
    app: Litestar, cast: Cast, signed_in: SignIn, session: Session
) -> None:
    cast.amina.phone = None
    session.add(cast.amina)
    session.commit()
    page = signed_in(cast.amina).visits(HERE)
    offered = [radio.get("value") for radio in page.all("input", type="radio")]
    assert offered == ["email", "none"]
    app.state.settings = replace(app.state.settings, smtp_url="", sms_url="")
    page = signed_in(cast.amina).visits(HERE)
    assert [radio.get("value") for radio in page.all("input", type="radio")] == ["none"]
    assert page.form(HERE)["autrement"] == "none"


def test_her_devices_are_shown_with_what_is_known_of_them(
    cast: Cast, signed_in: SignIn, office: Office, session: Session
) -> None:
    for _ in range(2):
        office.subscribe(cast.amina)
    reached = session.exec(select(Subscription)).first()
    assert reached is not None
    reached.reached_at, reached.label = NOON - timedelta(days=1), "Firefox, Linux"
    session.add(reached)
    session.commit()
    text = signed_in(cast.amina).visits(HERE).text
    assert "Firefox, Linux" in text
    assert "Chrome, Android" in text


def test_a_device_removed_receives_nothing_more(
    cast: Cast, signed_in: SignIn, office: Office, session: Session
) -> None:
    office.subscribe(cast.amina)
    [identifier] = session.exec(select(Subscription.id)).all()
    session.commit()
    amina = signed_in(cast.amina)
    page = amina.submits(amina.visits(HERE), f"{HERE}/navigateurs/{identifier}/suppression")
    assert page.status == 200
    assert session.exec(select(Subscription)).all() == []


def test_somebody_elses_device_is_not_found(
    cast: Cast, signed_in: SignIn, office: Office, session: Session
) -> None:
    office.subscribe(cast.amina)
    [identifier] = session.exec(select(Subscription.id)).all()
    session.commit()
    bilal = signed_in(cast.bilal)
    assert "Chrome, Android" not in bilal.visits(HERE).text
    assert bilal.posts(f"{HERE}/navigateurs/{identifier}/suppression").status_code == 404
    assert len(session.exec(select(Subscription)).all()) == 1


def test_on_a_shared_device_reminders_are_not_offered(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.amina, shared=True).visits(HERE)
    assert page.all("push-toggle") == []
    own = signed_in(cast.amina).visits(HERE)
    assert len(own.all("push-toggle")) == 1


def test_help_is_there_for_android_and_iphone(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.amina).visits(HERE)
    assert page.all("section", id="aide")
    assert "Android" in page.text
    assert "iPhone" in page.text


def test_a_test_goes_to_all_her_devices_and_to_nobody_elses(
    cast: Cast, signed_in: SignIn, office: Office, session: Session
) -> None:
    phones = [office.subscribe(cast.amina) for _ in range(2)]
    office.subscribe(cast.bilal)
    amina = signed_in(cast.amina)
    before = len(office.push.received)
    page = amina.submits(amina.visits(HERE), f"{HERE}/essai")
    assert page.all("div", class_="notice notice--done")
    assert {received.endpoint for received in office.push.received[before:]} == set(phones)
    reached = select(Subscription.reached_at).order_by(col(Subscription.id))
    assert session.exec(reached).all() == [NOON, NOON, None]


def test_a_test_that_reaches_nothing_leads_to_the_help(
    cast: Cast, signed_in: SignIn, office: Office, session: Session
) -> None:
    office.push.answer_always(office.subscribe(cast.amina), 410)
    response = signed_in(cast.amina).posts(f"{HERE}/essai")
    assert response.headers["location"] == f"{HERE}#aide"
    assert session.exec(select(Subscription)).all() == []


def test_tests_are_not_sent_without_end(cast: Cast, signed_in: SignIn, office: Office) -> None:
    office.subscribe(cast.amina)
    amina = signed_in(cast.amina)
    statuses = [amina.posts(f"{HERE}/essai").status_code for _ in range(11)]
    assert statuses == [303] * 10 + [429]


def test_a_test_speaks_her_language(
    cast: Cast, signed_in: SignIn, office: Office, session: Session, amina: Person
) -> None:
    phone = office.subscribe(amina)
    signed_in(cast.amina).posts(f"{HERE}/essai")
    assert office.bodies(phone) == ["Reminders reach this device."]
    del session
