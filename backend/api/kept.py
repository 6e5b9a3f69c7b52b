"""A body once read; an answer said again, not done again, to the same idempotency key."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from typing import TypeVar

from pydantic import BaseModel

from backend.api.access import Caller
from backend.api.models import KEPT, KeptAnswer
from backend.api.problems import Answer, Refusal, unprocessable
from backend.api.queries import wait_for_turn
from backend.partners.problems import MEDIA_TYPE

KEY = re.compile(r"[\x21-\x7e]{1,255}")
JSON = "application/json"
Given = TypeVar("Given", bound=BaseModel)


def read(caller: Caller, body: bytes, model: type[Given]) -> Given:
    """Raises ValidationError, which the handlers of `problems` tell."""
    kind = caller.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != JSON:
        raise Refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json.")
    return model.model_validate_json(body)


def told(content: BaseModel, *, status: int = 200, location: str = "") -> Answer:
    headers = {"Location": location} if location else {}
    text = content.model_dump_json().encode()
    return Answer(text, status_code=status, media_type=JSON, headers=headers)


def once(caller: Caller, body: bytes, act: Callable[[], Answer]) -> Answer:
    """Two at a time with one key: the second waits, and is told what the first was told."""
    wait_for_turn(caller.session, caller.structure)
    key = caller.request.headers.get("idempotency-key")
    if key is None:
        return act()
    if not KEY.fullmatch(key):
        raise unprocessable("Idempotency-Key", "1 to 255 letters, figures or signs.")
    asked = _hash_of(caller, body)
    known = caller.session.get(KeptAnswer, (caller.token.id, key))
    if known is not None and known.answered_at > caller.now - KEPT:
        return _again(known, asked)
    answer = act()
    caller.session.merge(
        KeptAnswer(
            token_id=caller.token.id,
            key=key,
            request_hash=asked,
            status=answer.status_code or HTTPStatus.OK,
            location=answer.headers.get("Location", ""),
            body=_text_of(answer),
            answered_at=caller.now,
        )
    )
    caller.session.flush()
    return answer


def _hash_of(caller: Caller, body: bytes) -> str:
    head = f"{caller.request.method} {caller.request.scope['path']}\n".encode()
    return sha256(head + body).hexdigest()


def _text_of(answer: Answer) -> str:
    content = answer.content
    return content.decode() if isinstance(content, bytes) else json.dumps(content)


def _again(known: KeptAnswer, asked: str) -> Answer:
    if known.request_hash != asked:
        raise unprocessable("Idempotency-Key", "This key was used for another request.")
    headers = {"Idempotency-Replayed": "true"}
    if known.location:
        headers["Location"] = known.location
    kind = JSON if known.status < HTTPStatus.BAD_REQUEST else MEDIA_TYPE
    return Answer(known.body.encode(), status_code=known.status, media_type=kind, headers=headers)
