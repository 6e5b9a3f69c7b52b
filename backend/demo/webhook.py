"""A signed appointment, sent over HTTP as a structure's rdv-insertion sends it."""

import hmac
import json
import urllib.request
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlmodel import Session, col, select

from backend.appointments.models import Source
from backend.partners.models import WebhookEndpoint
from backend.people.models import Adviser, IdentifierSystem, Person, PersonIdentifier
from backend.territories.models import Structure, Territory

RDV_ID = 90001
EVENTS = ("created", "moved", "cancelled")
TIMEOUT = 10  # seconds


def rdv_for(session: Session, event: str, *, now: datetime) -> tuple[WebhookEndpoint, bytes]:
    """The endpoint of Amina's structure, and the body that its tool would send for that event."""
    endpoint, structure, territory = (
        session.exec(
            select(WebhookEndpoint, Structure, Territory)
            .join(Structure, col(WebhookEndpoint.structure_id) == Structure.id)
            .join(Territory, col(Structure.territory_id) == Territory.id)
            .where(WebhookEndpoint.source == Source.RDV_INSERTION)
            .order_by(col(WebhookEndpoint.id))
        ).first()
        or _not_there()
    )
    amina, identifier = (
        session.exec(
            select(Person, PersonIdentifier)
            .join(PersonIdentifier)
            .where(PersonIdentifier.system == IdentifierSystem.RDV_INSERTION)
            .order_by(col(Person.id))
        ).first()
        or _not_there()
    )
    adviser = session.exec(select(Adviser).where(Adviser.structure_id == structure.id)).first()
    here = now.astimezone(territory.zone)
    starts_at = here + timedelta(days=3 if event == "created" else 4)
    body = _body(amina, identifier.value, structure, adviser or _not_there())
    body["data"]["starts_at"] = starts_at.replace(
        hour=14, minute=30, second=0, microsecond=0
    ).isoformat()
    body["data"]["participations"][0]["status"] = "revoked" if event == "cancelled" else "unknown"
    body["meta"] = {
        "model": "Rdv",
        "event": "created" if event == "created" else "updated",
        "timestamp": here.strftime("%Y-%m-%d %H:%M:%S %z"),
    }
    return endpoint, json.dumps(body, ensure_ascii=False).encode()


def _not_there() -> Any:  # noqa: ANN401 (it never returns)
    raise LookupError("This is not the demo's database.")


def _body(person: Person, user_id: str, structure: Structure, adviser: Adviser) -> dict[str, Any]:
    user = {"id": int(user_id), "first_name": person.first_name, "last_name": person.last_name}
    return {
        "data": {
            "id": RDV_ID,
            "uuid": "6e9a2f0c-4a55-4b9e-9f6e-0a7b7a0d9001",
            "status": "unknown",
            "duration_in_min": 45,
            "address": structure.address,
            "users_count": 1,
            "agents": [
                {
                    "id": 370,
                    "email": adviser.email,
                    "first_name": adviser.first_name,
                    "last_name": adviser.last_name,
                }
            ],
            "lieu": {
                "name": structure.name,
                "address": structure.address,
                "phone_number": structure.phone,
            },
            "motif": {
                "name": "RSA accompagnement",
                "collectif": False,
                "location_type": "public_office",
                "motif_category": {"short_name": "rsa_accompagnement"},
            },
            "users": [user],
            "organisation": {
                "id": 91,
                "name": structure.name,
                "phone_number": structure.phone,
            },
            "participations": [{"id": 1174, "status": "unknown", "user": user}],
        }
    }


def send(public_url: str, endpoint: WebhookEndpoint, body: bytes) -> str:
    """What the server answered. Raises URLError when it cannot be reached or refuses."""
    signature = hmac.new(endpoint.secret.encode(), body, sha256).hexdigest()
    request = urllib.request.Request(  # noqa: S310 (PUBLIC_URL was checked to be http or https)
        f"{public_url}/api/v1/webhooks/rdv-insertion",
        data=body,
        headers={"Content-Type": "application/json", "X-RDVI-Signature": signature},
    )
    with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
        return answer.read().decode()
