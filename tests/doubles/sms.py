"""An SMS gateway on 127.0.0.1 that answers as Brevo's transactional SMS API does.

    with SmsGateway() as sms:
        …                                             # POST to sms.send_url with sms.api_key
        assert sms.wait_for(1)[0].recipient == "33612345678"

Written from https://developers.brevo.com/reference/send-async-transactional-sms; the status says
all that matters, the `code` of a 429 is not documented.
"""

import itertools
import json
import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.doubles.http_server import Answer, LocalServer
from tests.doubles.inbox import Inbox

PATH = "/v3/transactionalSMS/send"
FIELDS = {
    "sender": r"[A-Za-z0-9]{1,11}|[0-9]{12,15}",
    "recipient": r"\+?[1-9][0-9]{5,14}",  # with its country code
    "content": r"(?s).+",
    "type": r"transactional|marketing",
}
REASONS = {
    400: ("invalid_parameter", "Bad request"),
    401: ("unauthorized", "Key not found"),
    402: ("not_enough_credits", "You do not have enough credits"),
    429: ("too_many_requests", "Rate limit exceeded"),
}
INTERNAL = ("internal_error", "Something went wrong")


@dataclass(frozen=True)
class Sms:
    sender: str
    recipient: str
    content: str
    type: str
    unicode: bool
    message_id: int


@dataclass(frozen=True)
class RejectedSms:
    status: int
    code: str
    message: str


class SmsGateway(LocalServer):
    def __init__(self, *, port: int = 0, api_key: str = "xkeysib-for-tests") -> None:
        super().__init__(port=port)
        self.api_key = api_key
        self._inbox = Inbox[Sms]()
        self._rejected = Inbox[RejectedSms]()
        self._next_answers: deque[Answer] = deque()
        self._identifiers = itertools.count(1511882900176220)

    @property
    def send_url(self) -> str:
        return self.url + PATH

    @property
    def messages(self) -> list[Sms]:
        return self._inbox.read()

    @property
    def rejected(self) -> list[RejectedSms]:
        """The requests that the real gateway would not have taken."""
        return self._rejected.read()

    def wait_for(self, count: int, *, timeout: float = 10) -> list[Sms]:
        return self._inbox.wait_for(count, timeout=timeout)

    def answer_next(self, status: int, headers: Mapping[str, str] | None = None) -> None:
        """Tell the next good request this; called again, the one after it."""
        self._next_answers.append(Answer(status, headers or {}))

    def routes(self) -> list[web.RouteDef]:
        return [web.post(PATH, self._send)]

    async def _send(self, request: web.Request) -> web.Response:
        fault = self._fault_in(request.headers, await request.text())
        if fault is not None:
            self._rejected.add(fault)
            return _error(Answer(fault.status), fault.code, fault.message)
        if self._next_answers:
            answer = self._next_answers.popleft()
            return _error(answer, *REASONS.get(answer.status, INTERNAL))
        return self._take(await request.json())

    def _take(self, body: dict[str, Any]) -> web.Response:
        sms = Sms(
            sender=body["sender"],
            recipient=body["recipient"],
            content=body["content"],
            type=body.get("type", "transactional"),
            unicode=body.get("unicodeEnabled", False),
            message_id=next(self._identifiers),
        )
        self._inbox.add(sms)
        return web.json_response({"messageId": sms.message_id}, status=201)

    def _fault_in(self, headers: Mapping[str, str], text: str) -> RejectedSms | None:
        if headers.get("api-key") != self.api_key:
            return RejectedSms(401, *REASONS[401])
        if not headers.get("Content-Type", "").startswith("application/json"):
            return RejectedSms(400, "bad_request", "Content-Type is not application/json")
        try:
            body = json.loads(text)
        except json.JSONDecodeError:
            return RejectedSms(400, "bad_request", "Input must be a valid JSON object")
        return _fault_in_fields(body)


def _fault_in_fields(body: dict[str, Any]) -> RejectedSms | None:
    for name, valid in FIELDS.items():
        value = body.get(name, "transactional" if name == "type" else "")
        if not value:
            return RejectedSms(400, "missing_parameter", f"{name} is missing")
        if not isinstance(value, str) or not re.fullmatch(valid, value):
            return RejectedSms(400, "invalid_parameter", f"{name} is not valid")
    return None


def _error(answer: Answer, code: str, message: str) -> web.Response:
    body = {"code": code, "message": message}
    return web.json_response(body, status=answer.status, headers=answer.headers)
