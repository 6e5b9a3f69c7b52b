"""Rule 1 of rdv-insertion's receiver, and rdv-service-public's header: who really sent it."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlmodel import Session

from backend.appointments.models import Appointment, Source
from backend.partners.models import SignatureType, WebhookEndpoint
from backend.partners.signatures import is_genuine, readable
from tests.cast import Cast, saved
from tests.partners.conftest import SECRET, Tool, signature
from tests.partners.payloads import message, rdv

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATIN = "Maison du Département, café des âges"


def endpoint(source: Source = Source.RDV_INSERTION, **others: Any) -> WebhookEndpoint:
    told: dict[str, Any] = {"structure_id": 1, "source": source, "secret": SECRET}
    return WebhookEndpoint(**(told | others))


def genuine(body: bytes, headers: dict[str, str], **others: Any) -> bool:
    return is_genuine(endpoint(**others), body, headers, now=NOW)


# The published vector: one text, sent as UTF-8 and as Latin-1, signed over its UTF-8 bytes.
VECTOR_SECRET = "much-much-secret"
VECTOR_SIGNATURE = "69ae4ec17ed83729433699b6248ff4461a1d8a690853cb0b2eec6836d99c2ed6"
VECTOR_TEXT = (
    '{"data":{"id":1,"lieu":{"name":"Maison du Département - Café des âges"}},'
    '"meta":{"model":"Rdv","event":"created","timestamp":"2024-08-15 19:30:08 +0200"}}'
)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_the_vector_is_genuine_in_both_encodings(encoding: str) -> None:
    body = VECTOR_TEXT.encode(encoding)
    headers = {"x-rdvi-signature": VECTOR_SIGNATURE}

    assert genuine(body, headers, secret=VECTOR_SECRET)
    assert not genuine(body + b" ", headers, secret=VECTOR_SECRET)
    assert json.loads(readable(body)) == json.loads(VECTOR_TEXT)


@pytest.mark.parametrize(
    ("source", "header"),
    [
        (Source.RDV_INSERTION, "x-rdvi-signature"),
        (Source.RDV_SERVICE_PUBLIC, "x-lapin-signature"),
    ],
)
def test_each_tool_has_its_header(source: Source, header: str) -> None:
    body = b"{}"

    assert genuine(body, {header: signature(body)}, source=source)
    assert genuine(body, {header: signature(body).upper()}, source=source)
    assert not genuine(body, {"x-other-signature": signature(body)}, source=source)


@pytest.mark.parametrize("given", ["", "0" * 64, "é", "x" * 500])
def test_a_wrong_signature_is_not_genuine(given: str) -> None:
    assert not genuine(b"{}", {"x-rdvi-signature": given})


def test_an_endpoint_without_secret_trusts_nobody() -> None:
    assert not genuine(b"{}", {"x-rdvi-signature": signature(b"{}", "")}, secret="")


def _part(content: object) -> bytes:
    return urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=")


def token(claims: object, secret: str = SECRET, **header: Any) -> str:
    signed = _part({"alg": "HS256", "typ": "JWT"} | header) + b"." + _part(claims)
    mac = hmac.new(secret.encode(), signed, sha256).digest()
    return f"Bearer {(signed + b'.' + urlsafe_b64encode(mac).rstrip(b'=')).decode()}"


DATA = {"id": 1261, "address": "14 rue de la Paix", "starts_at": "2026-03-24T14:30:00.000+01:00"}
BODY = json.dumps({"data": DATA, "meta": {"model": "Rdv"}}).encode()
SOON = NOW.timestamp() + 600


def token_is_genuine(bearer: str, body: bytes = BODY) -> bool:
    return genuine(body, {"authorization": bearer}, signature_type=SignatureType.JWT)


@pytest.mark.parametrize(
    "bearer",
    [
        token(DATA),
        token(DATA, exp=SOON),
        token(DATA | {"exp": SOON}),
        token(DATA | {"starts_at": "2026-03-24 14:30:00 +0100"}),
        token(DATA | {"id": "1261"}),
        token(DATA, exp=NOW.timestamp() - 30),
    ],
    ids=[
        "no exp",
        "exp in the header",
        "exp a claim",
        "other shape",
        "id as text",
        "clocks differ",
    ],
)
def test_a_token_of_the_body_is_genuine(bearer: str) -> None:
    assert token_is_genuine(bearer)


PAST = (NOW - timedelta(hours=1)).timestamp()


@pytest.mark.parametrize(
    "bearer",
    [
        token(DATA, exp=PAST),
        token(DATA | {"exp": PAST}),
        token(DATA, exp="bientôt"),
        token(DATA, exp=None),
        token(DATA, exp=float("nan")),
        token(DATA, alg="none"),
        token(DATA, alg="HS512"),
        token(DATA, "another secret"),
        token(DATA | {"id": 1262}),
        token(DATA | {"address": "ailleurs"}),
        token(DATA | {"starts_at": "2026-03-24T15:30:00.000+01:00"}),
        token(DATA | {"starts_at": None}),
        token({"id": 1261}),
        token([1, 2, 3]),
        token(None),
        token(DATA).replace("Bearer", "Basic"),
        token(DATA).rsplit(".", 1)[0] + ".",
        "Bearer a.b",
        "Bearer a.b.c",
        "Bearer ..",
        "Bearer é.é.é",
        "",
    ],
)
def test_any_other_token_is_not(bearer: str) -> None:
    assert not token_is_genuine(bearer)


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'{"data": []}', b'{"data": {"id": 1261}}'])
def test_a_token_of_another_body_is_not_genuine(body: bytes) -> None:
    assert not token_is_genuine(token(DATA), body)


def test_a_hash_endpoint_takes_no_token_and_a_token_endpoint_no_hash() -> None:
    assert not genuine(BODY, {"authorization": token(DATA)})
    assert not genuine(
        BODY, {"x-rdvi-signature": signature(BODY)}, signature_type=SignatureType.JWT
    )


# Through the address.


def test_a_signed_message_is_taken_in(insertion: Tool) -> None:
    response = insertion.sends(message(rdv()))

    assert response.status_code == 200
    assert response.json() == {"outcome": "applied"}
    assert response.headers["content-type"] == "application/json"


def test_a_latin_1_body_keeps_its_accents(
    insertion: Tool, appointment: Callable[[], Appointment]
) -> None:
    text = json.dumps(message(rdv(lieu={"name": LATIN})), ensure_ascii=False)
    text = text.replace("’", "'")  # not in Latin-1
    header = {"x-rdvi-signature": signature(text.encode())}

    response = insertion.posts(text.encode("latin-1"), header)

    assert response.status_code == 200
    assert appointment().place_name == LATIN


def test_a_wrong_or_missing_signature_is_401_and_changes_nothing(
    insertion: Tool, appointments: Callable[[], list[Appointment]]
) -> None:
    body = json.dumps(message(rdv())).encode()
    wrong = [{}, {"x-rdvi-signature": "0" * 64}, {"x-lapin-signature": signature(body)}]

    for headers in wrong:
        response = insertion.posts(body, headers)
        assert response.status_code == 401
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["status"] == 401

    assert appointments() == []


def test_no_endpoint_no_entry(client: TestClient[Litestar], cast: Cast) -> None:
    assert cast.amina
    assert Tool(client, Source.RDV_INSERTION).sends(message(rdv())).status_code == 401


def test_one_tools_secret_does_not_open_the_others_door(
    client: TestClient[Litestar], service_public_endpoint: WebhookEndpoint
) -> None:
    assert service_public_endpoint.secret == SECRET
    tool = Tool(client, Source.RDV_INSERTION)
    body = json.dumps(message(rdv())).encode()

    assert tool.sends_bytes(body).status_code == 401
    assert tool.posts(body, {"x-lapin-signature": signature(body)}).status_code == 401


def test_any_endpoint_of_the_tool_may_have_signed(
    insertion: Tool, session: Session, cast: Cast
) -> None:
    other = endpoint(structure_id=cast.mission_locale.id, secret="le secret de Cayenne")
    saved(session, other)
    session.commit()
    cayenne = Tool(insertion.client, Source.RDV_INSERTION, other.secret)

    assert cayenne.tells(message(rdv())) == "waiting"  # Amina is not of that territory
    assert insertion.tells(message(rdv())) == "applied"


def test_the_address_may_name_its_endpoint(
    insertion: Tool, insertion_endpoint: WebhookEndpoint
) -> None:
    body = json.dumps(message(rdv())).encode()

    for wrong in (insertion_endpoint.id + 1, "abc", "-1", "9" * 30):
        assert insertion.sends_bytes(body, f"?endpoint={wrong}").status_code == 401
    assert insertion.sends_bytes(body, f"?endpoint={insertion_endpoint.id}").status_code == 200


def test_a_token_endpoint_takes_its_token(
    client: TestClient[Litestar], session: Session, cast: Cast
) -> None:
    saved(session, endpoint(structure_id=cast.department.id, signature_type=SignatureType.JWT))
    session.commit()
    data = rdv()
    claims = {name: data[name] for name in ("id", "address", "starts_at")}
    tool = Tool(client, Source.RDV_INSERTION)
    body = json.dumps(message(data)).encode()

    assert tool.posts(body, {"authorization": token(claims, exp=SOON)}).status_code == 200
    assert tool.posts(body, {"authorization": token(claims, exp=PAST)}).status_code == 401
    assert tool.sends_bytes(body).status_code == 401
