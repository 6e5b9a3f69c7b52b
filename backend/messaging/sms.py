"""The only module that talks to the SMS gateway: Brevo's, or another that speaks as it does.

POST SMS_URL with the header `api-key` and {"sender", "recipient", "content", "type",
"unicodeEnabled"}; it answers 201 when it has taken the message:
https://developers.brevo.com/reference/send-async-transactional-sms
"""

import unicodedata
from asyncio import Semaphore
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar

from backend.messaging.outcome import Outcome, Result, of_http
from backend.settings import Settings

AT_ONCE = 8
TIMEOUT = ClientTimeout(total=10)
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)  # the basic alphabet of GSM 03.38; the others cost two places, we do without
NEAR = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "œ": "oe", "…": "..."})
LONGEST_GSM, LONGEST_UNICODE = 160, 70  # characters of one SMS
OUTCOMES = {
    401: Outcome.REFUSED,
    402: Outcome.REFUSED,  # no credit left
    403: Outcome.REFUSED,
    408: Outcome.RETRY_LATER,
    429: Outcome.SLOW_DOWN,
}


@dataclass(frozen=True, kw_only=True)
class Sms:
    to: str  # E.164
    text: str
    link: str  # left out when it would make a second SMS


class SmsGateway:
    def __init__(self, settings: Settings) -> None:
        self._url = settings.sms_url
        self._headers = {"api-key": settings.sms_api_key, "Accept": "application/json"}
        self._sender = settings.sms_sender
        self.turns = Semaphore(AT_ONCE)

    async def __aenter__(self) -> Self:
        self._session = ClientSession(
            headers=self._headers, timeout=TIMEOUT, cookie_jar=DummyCookieJar(), trust_env=False
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.close()

    async def send(self, sms: Sms) -> Result:
        """Never raises: every failure is an Outcome."""
        content, is_unicode = fit(sms.text, sms.link)
        body = {
            "sender": self._sender,
            "recipient": sms.to.removeprefix("+"),
            "content": content,
            "type": "transactional",
            "unicodeEnabled": is_unicode,
        }
        try:
            async with self._session.post(self._url, json=body, allow_redirects=False) as response:
                return of_http(response.status, response.headers.get("Retry-After"), OUTCOMES)
        except TimeoutError:
            return Result(Outcome.RETRY_LATER, reason="timeout")
        except (ClientError, OSError):
            return Result(Outcome.RETRY_LATER, reason="connection")


def fit(text: str, link: str) -> tuple[str, bool]:
    """One SMS: the text with its link if both fit, and whether it needs Unicode (70 characters)."""
    plain = to_gsm(text)
    longest = LONGEST_UNICODE if plain is None else LONGEST_GSM
    words = text if plain is None else plain
    linked = f"{words} {link}"
    return (linked if len(linked) <= longest else words[:longest]), plain is None


def to_gsm(text: str) -> str | None:
    """The text in the GSM alphabet, without the accents it lacks; None for another script."""
    kept = "".join(
        letter if letter in GSM else _without_accent(letter) for letter in text.translate(NEAR)
    )
    return kept if set(kept) <= GSM else None


def _without_accent(letter: str) -> str:
    bare = unicodedata.normalize("NFD", letter)[0]
    return bare if bare in GSM else letter
