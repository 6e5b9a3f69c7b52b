"""The mail server keeps what it is given, and refuses when it is told to."""

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from tests.doubles.mail import MailServer


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with MailServer() as mail:
        yield mail


def send(mail: MailServer) -> None:
    message = EmailMessage()
    message["Subject"] = "Votre rendez-vous est déplacé"
    message["From"], message["To"] = "ne-pas-repondre@example.fr", "amina@example.fr"
    message.set_content("À bientôt.")
    with smtplib.SMTP(mail.host, mail.port, timeout=5) as client:
        client.send_message(message)


def test_a_message_arrives_with_its_envelope(mail: MailServer) -> None:
    send(mail)
    [received] = mail.wait_for(1)
    assert received.message["Subject"] == "Votre rendez-vous est déplacé"
    assert received.text == "À bientôt.\n"
    assert received.sender == "ne-pas-repondre@example.fr"
    assert received.recipients == ("amina@example.fr",)


def test_it_refuses_once_when_told_to(mail: MailServer) -> None:
    mail.refuse_next(450, "4.2.1 Try again later")
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(mail)
    assert refused.value.recipients["amina@example.fr"] == (450, b"4.2.1 Try again later")
    assert mail.messages == []
    send(mail)
    assert len(mail.messages) == 1


def test_waiting_for_what_does_not_come_fails(mail: MailServer) -> None:
    with pytest.raises(TimeoutError, match="0 of 1"):
        mail.wait_for(1, timeout=0.05)
