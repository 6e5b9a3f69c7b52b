"""Her other way, e-mail or SMS, when no push reached a device."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from backend.messaging.models import FallbackChannel, Subscription
from backend.people.models import Person
from backend.reminders import queries
from tests.doubles.mail import MailServer
from tests.doubles.sms import SmsGateway
from tests.reminders.conftest import Office

START = datetime(2026, 3, 24, 13, 30, tzinfo=UTC)  # 14:30 in Albi
J_2 = datetime(2026, 3, 22, 9, tzinfo=UTC)  # 10:00
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def office(office: Office, mail: MailServer, sms: SmsGateway) -> Iterator[Office]:
    office.settings = replace(
        office.settings,
        smtp_url=f"smtp://{mail.host}:{mail.port}",
        sms_url=sms.send_url,
        sms_api_key=sms.api_key,
    )
    yield office
    assert sms.rejected == []


def test_without_a_browser_it_goes_by_e_mail(
    office: Office, amina: Person, mail: MailServer
) -> None:
    office.comes_in(amina)
    appointment = office.book(amina, START)
    office.work(J_2)
    office.work(J_2 + MINUTE)
    [received] = mail.wait_for(1)
    assert received.recipients == ("amina@example.org",)
    assert received.message["Subject"] == "Reminder"
    assert "You have an appointment in two days." in received.text
    assert f"https://parcours.test/rendez-vous/{appointment.id}" in received.text
    assert "https://parcours.test/reglages/rappels" in received.text
    assert office.fates() == [("email", "sent")]


def test_without_a_browser_it_goes_by_sms_when_she_chose_so(
    office: Office, amina: Person, sms: SmsGateway, mail: MailServer
) -> None:
    office.comes_in(amina)
    office.prefer(amina, FallbackChannel.SMS)
    appointment = office.book(amina, START)
    office.work(J_2)
    [received] = sms.wait_for(1)
    card = f"https://parcours.test/rendez-vous/{appointment.id}"
    assert received.recipient == "33612000001"
    assert received.content == f"You have an appointment in two days. {card}"
    assert mail.messages == []


@pytest.mark.parametrize(
    ("chosen", "email", "phone", "way"),
    [
        (FallbackChannel.SMS, "a@example.org", None, "email"),
        (FallbackChannel.EMAIL, None, "+33612000001", "sms"),
        (FallbackChannel.EMAIL, None, None, "nobody"),
        (FallbackChannel.NONE, "a@example.org", "+33612000001", "nobody"),
    ],
)
def test_the_way_that_exists_is_taken_unless_she_wants_none(
    office: Office,
    amina: Person,
    chosen: FallbackChannel,
    email: str | None,
    phone: str | None,
    way: str,
) -> None:
    office.comes_in(amina)
    office.prefer(amina, chosen)
    amina.email, amina.phone = email, phone
    office.session.add(amina)
    office.session.commit()
    office.book(amina, START)
    office.work(J_2)
    assert [target for target, _ in office.fates()] == [way]


def test_a_way_this_installation_has_not_is_not_chosen(office: Office, amina: Person) -> None:
    office.settings = replace(office.settings, smtp_url="")
    office.comes_in(amina)
    office.book(amina, START)
    office.work(J_2)
    assert office.fates() == [("sms", "sent")]


def test_when_a_browser_received_it_no_other_way_is_used(
    office: Office, amina: Person, mail: MailServer
) -> None:
    gone, there = office.subscribe(amina), office.subscribe(amina)
    office.push.answer_always(gone, 410)
    office.book(amina, START)
    office.work(J_2)
    office.work(J_2 + 3 * HOUR)
    assert len(office.bodies(there)) == 1
    assert mail.messages == []
    assert office.fates() == [("push", "gone"), ("push", "sent")]


def test_when_all_her_browsers_are_gone_it_goes_by_e_mail_at_once(
    office: Office, amina: Person, mail: MailServer, session: Session
) -> None:
    for _ in range(2):
        office.push.answer_always(office.subscribe(amina), 410)
    office.book(amina, START)
    office.work(J_2)
    assert len(mail.wait_for(1)) == 1
    assert office.fates() == [("push", "gone"), ("push", "gone"), ("email", "sent")]
    assert session.exec(select(Subscription)).all() == []


def test_when_no_browser_answers_for_two_hours_it_goes_by_e_mail(
    office: Office, amina: Person, mail: MailServer
) -> None:
    phone = office.subscribe(amina)
    office.push.answer_always(phone, 503)
    office.book(amina, START)
    for minutes in (0, 30, 60, 119):
        office.work(J_2 + minutes * MINUTE)
    assert mail.messages == []
    office.work(J_2 + 120 * MINUTE)
    assert len(mail.wait_for(1)) == 1
    office.push.answer_normally()
    office.work(J_2 + 4 * HOUR)
    assert office.bodies(phone) == []
    assert office.fates() == [("push", "dropped"), ("email", "sent")]


def test_with_no_other_way_the_browser_is_tried_to_the_end(office: Office, amina: Person) -> None:
    office.prefer(amina, FallbackChannel.NONE)
    phone = office.subscribe(amina)
    office.push.answer_always(phone, 503)
    office.book(amina, START)
    for hours in (0, 1, 3):
        office.work(J_2 + hours * HOUR)
    office.push.answer_normally()
    office.work(J_2 + 5 * HOUR)
    assert office.fates() == [("push", "sent"), ("nobody", "dropped")]


def test_what_was_cancelled_does_not_go_by_another_way(
    office: Office, amina: Person, mail: MailServer
) -> None:
    office.push.answer_always(office.subscribe(amina), 503)
    appointment = office.book(amina, START)
    office.work(J_2)
    office.change(appointment, status="revoked")
    office.work(J_2 + 3 * HOUR)
    assert mail.messages == []
    assert office.fates() == [("push", "dropped")]


def test_by_another_way_too_the_night_is_quiet(
    office: Office, amina: Person, mail: MailServer
) -> None:
    office.push.answer_always(office.subscribe(amina), 503)
    office.book(amina, START.replace(hour=8))  # 9:00: recalled at 18:00 the evening before
    office.work(datetime(2026, 3, 23, 17, tzinfo=UTC))
    office.work(datetime(2026, 3, 23, 19, 30, tzinfo=UTC))
    assert mail.messages == []
    office.work(datetime(2026, 3, 24, 7, tzinfo=UTC))
    [received] = mail.wait_for(1)
    assert "You have an appointment today." in received.text


def test_an_address_that_refuses_for_good_is_not_tried_again(
    office: Office, amina: Person, mail: MailServer
) -> None:
    office.comes_in(amina)
    office.book(amina, START)
    mail.refuse_next(550, "5.1.1 unknown")
    office.work(J_2)
    office.work(J_2 + HOUR)
    assert mail.messages == []
    assert office.fates() == [("email", "failed")]


def test_a_mail_server_in_trouble_is_tried_again(
    office: Office, amina: Person, mail: MailServer
) -> None:
    office.comes_in(amina)
    office.book(amina, START)
    mail.refuse_next(451, "4.3.0 later")
    office.work(J_2)
    assert office.fates() == [("email", "ready")]
    office.work(J_2 + MINUTE)
    assert office.fates() == [("email", "sent")]


def test_an_sms_gateway_without_credit_is_left_alone_and_tried_later(
    office: Office, amina: Person, sms: SmsGateway
) -> None:
    office.comes_in(amina)
    office.prefer(amina, FallbackChannel.SMS)
    office.book(amina, START)
    sms.answer_next(402)
    office.work(J_2)
    assert office.fates() == [("sms", "ready")]
    office.work(J_2 + MINUTE)
    assert office.fates() == [("sms", "sent")]


def test_many_are_found_page_by_page(
    office: Office, amina: Person, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    for _ in range(2):
        office.push.answer_always(office.subscribe(amina), 410)
    for minutes in range(5):
        office.book(amina, START + minutes * MINUTE)
    office.work(J_2)
    assert len(mail.wait_for(5)) == 5
    assert len({received.message["Message-ID"] for received in mail.messages}) == 5


def test_an_sms_gateway_that_asks_us_to_slow_down_is_left_alone_for_everybody(
    office: Office, amina: Person, sms: SmsGateway
) -> None:
    office.comes_in(amina)
    office.prefer(amina, FallbackChannel.SMS)
    office.book(amina, START)
    sms.answer_next(429, {"Retry-After": "600"})
    office.work(J_2)
    office.book(amina, START + MINUTE)
    office.work(J_2 + 9 * MINUTE)
    office.work(J_2 + 9 * MINUTE)
    assert office.fates()[0] == ("sms", "ready")
    office.work(J_2 + 11 * MINUTE)
    assert office.fates() == [("sms", "sent")] * 2


def test_an_address_removed_since_it_was_planned_is_not_written_to(
    office: Office, amina: Person, mail: MailServer
) -> None:
    office.comes_in(amina)
    office.book(amina, START)
    mail.refuse_next(451, "4.3.0 later")
    office.work(J_2)
    amina.email = None
    office.session.add(amina)
    office.session.commit()
    office.work(J_2 + MINUTE)
    assert office.fates() == [("email", "failed")]
    assert mail.messages == []
