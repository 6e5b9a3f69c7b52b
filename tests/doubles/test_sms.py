"""The SMS gateway takes what Brevo would take, and answers as it does."""

import json
from collections.abc import Iterator

import pytest
import requests

from tests.doubles.sms import Sms, SmsGateway

MESSAGE: dict[str, object] = {
    "sender": "MonParcours",
    "recipient": "33612345678",
    "content": "RDV mardi 24 novembre à 14 h 30",
    "type": "transactional",
    "unicodeEnabled": True,
}


@pytest.fixture
def sms() -> Iterator[SmsGateway]:
    with SmsGateway() as sms:
        yield sms


def post(sms: SmsGateway, body: dict[str, object], *, key: str) -> requests.Response:
    headers = {"api-key": key, "Content-Type": "application/json"}
    return requests.post(sms.send_url, json.dumps(body), headers=headers, timeout=5)


def test_a_message_is_kept_and_gets_a_number(sms: SmsGateway) -> None:
    answer = post(sms, MESSAGE, key=sms.api_key)
    [received] = sms.wait_for(1)
    assert (answer.status_code, answer.json()) == (201, {"messageId": received.message_id})
    assert received == Sms(
        sender="MonParcours",
        recipient="33612345678",
        content="RDV mardi 24 novembre à 14 h 30",
        type="transactional",
        unicode=True,
        message_id=received.message_id,
    )


def test_without_the_key_nothing_is_sent(sms: SmsGateway) -> None:
    answer = post(sms, MESSAGE, key="")
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
    assert (sms.messages, sms.rejected[0].status) == ([], 401)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("content", "", "missing_parameter"),
        ("recipient", "0612345678", "invalid_parameter"),
        ("recipient", 33612345678, "invalid_parameter"),
        ("sender", "Mon parcours", "invalid_parameter"),
        ("type", "reminder", "invalid_parameter"),
    ],
)
def test_a_bad_field_is_named(sms: SmsGateway, field: str, value: object, code: str) -> None:
    answer = post(sms, MESSAGE | {field: value}, key=sms.api_key)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert field in answer.json()["message"]


@pytest.mark.parametrize(
    ("status", "code"), [(402, "not_enough_credits"), (429, None), (503, None)]
)
def test_it_answers_as_ordered(sms: SmsGateway, status: int, code: str | None) -> None:
    sms.answer_next(status, {"x-sib-ratelimit-reset": "45"})
    answer = post(sms, MESSAGE, key=sms.api_key)
    assert (answer.status_code, sms.messages) == (status, [])
    assert code in {None, answer.json()["code"]}
    assert answer.headers["x-sib-ratelimit-reset"] == "45"
    assert post(sms, MESSAGE, key=sms.api_key).status_code == 201
