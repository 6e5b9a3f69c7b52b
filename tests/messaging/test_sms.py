"""What the SMS gateway receives from us, and what each of its answers means."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from backend.messaging.outcome import Outcome, Result
from backend.messaging.sms import Sms, SmsGateway, fit, to_gsm
from backend.settings import Settings
from tests.doubles.sms import SmsGateway as Brevo

LINK = "https://parcours.tarn.example/rendez-vous/1234567"
MESSAGE = Sms(to="+33612000001", text="Vous avez un rendez-vous demain.", link=LINK)


@pytest.fixture
def brevo() -> Iterator[Brevo]:
    with Brevo() as brevo:
        yield brevo


@pytest.fixture
def settings(tmp_path: Path, brevo: Brevo) -> Settings:
    return Settings(data_dir=str(tmp_path), sms_url=brevo.send_url, sms_api_key=brevo.api_key)


def send(settings: Settings, message: Sms = MESSAGE) -> Result:
    async def send_it() -> Result:
        async with SmsGateway(settings) as gateway:
            return await gateway.send(message)

    return asyncio.run(send_it())


def test_a_message_arrives_in_one_sms(brevo: Brevo, settings: Settings) -> None:
    assert send(settings) == Result(Outcome.DELIVERED)
    [received] = brevo.wait_for(1)
    assert received.recipient == "33612000001"
    assert received.content == f"Vous avez un rendez-vous demain. {LINK}"
    assert (received.sender, received.type, received.unicode) == (
        "Parcours",
        "transactional",
        False,
    )


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (400, Outcome.FAILED),
        (401, Outcome.REFUSED),
        (402, Outcome.REFUSED),
        (429, Outcome.SLOW_DOWN),
        (503, Outcome.RETRY_LATER),
    ],
)
def test_each_answer_has_one_meaning(
    brevo: Brevo, settings: Settings, status: int, outcome: Outcome
) -> None:
    brevo.answer_next(status, {"Retry-After": "9"})
    result = send(settings)
    assert (result.outcome, result.retry_after) == (outcome, timedelta(seconds=9))


def test_a_gateway_that_is_away_is_tried_again(settings: Settings) -> None:
    away = replace(settings, sms_url="http://127.0.0.1:9/send")
    assert send(away).outcome is Outcome.RETRY_LATER


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Vous êtes attendu·e", None),
        ("Rappel : l’heure a changé, ça ira ?", "Rappel : l'heure a changé, ca ira ?"),
        ("être, naïf, cœur, Noël, Ÿ…", "etre, naif, coeur, Noel, Y..."),
        ("لديك موعد غدا", None),
        ("à é è ù ì ò Ç ñ ü", "à é è ù ì ò Ç ñ ü"),
    ],
)
def test_letters_outside_the_gsm_alphabet_are_replaced_by_near_ones(
    text: str, plain: str | None
) -> None:
    assert to_gsm(text) == plain


def test_arabic_goes_in_unicode_without_a_link_that_would_make_two_sms() -> None:
    assert fit("لديك موعد غدا.", LINK) == (f"لديك موعد غدا. {LINK}", True)
    assert fit("لديك موعد غدا.", LINK + "x" * 10) == ("لديك موعد غدا.", True)


def test_a_message_never_exceeds_one_sms() -> None:
    assert fit("a" * 150, LINK) == ("a" * 150, False)
    assert len(fit("a" * 200, LINK)[0]) == 160
