"""What a structure's rdv-insertion sends about the demo's Amina: written by hand, then signed."""

import hmac
import json
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

import httpx

from tests.journeys.installation import Installation

TICKS = count()  # messages of the same second would look like one told twice
RDV = 70412
NOTES = "hébergée chez sa sœur depuis mars"  # a professional's own: dropped on arrival


def tells(
    installation: Installation,
    starts_at: datetime,
    event: str = "created",
    *,
    status: str = "unknown",
) -> None:
    """Told as Claire's structure does: `event` is created, updated or cancelled."""
    status = "revoked" if event == "cancelled" else status
    stamp = datetime.now(installation.zone) + timedelta(seconds=next(TICKS))
    meta = {
        "model": "Rdv",
        "event": "created" if event == "created" else "updated",
        "timestamp": f"{stamp:%Y-%m-%d %H:%M:%S %z}",
    }
    answer = post(installation, {"data": rdv(starts_at, status), "meta": meta})
    assert answer.json() == {"outcome": "applied"}


def rdv(starts_at: datetime, status: str) -> dict[str, Any]:
    amina = {
        "id": 3432,
        "title": "madame",
        "first_name": "Amina",
        "last_name": "BENALI",
        "birth_date": "1994-05-17",
        "affiliation_number": "3200567",
        "phone_number": "+33639981001",
        "email": "amina.benali@example.org",
    }
    return {
        "id": RDV,
        "rdv_solidarites_rdv_id": 8725,
        "status": "unknown",
        "starts_at": starts_at.isoformat(timespec="milliseconds"),
        "duration_in_min": 45,
        "address": "14 rue de la Porte-Neuve, 81000 Albi",
        "cancelled_at": None,
        "context": NOTES,
        "agents": [
            {
                "id": 370,
                "email": "claire.bonnet@example.org",
                "first_name": "Claire",
                "last_name": "BONNET",
            }
        ],
        "lieu": {
            "name": "Maison du Département d’Albi",
            "address": "14 rue de la Porte-Neuve, 81000 Albi",
            "phone_number": "05 61 99 00 20",
        },
        "motif": {
            "name": "RSA accompagnement",
            "collectif": False,
            "location_type": "public_office",
            "motif_category": {"short_name": "rsa_accompagnement"},
        },
        "organisation": {"id": 91, "name": "Département du Tarn", "phone_number": "05 61 99 00 10"},
        "users": [amina],
        "participations": [{"id": 1174, "status": status, "user": amina}],
    }


def post(
    installation: Installation, body: dict[str, Any], *, secret: str | None = None
) -> httpx.Response:
    hook = next(h for h in installation.demo["webhooks"] if h["source"] == "rdv-insertion")
    raw = json.dumps(body, ensure_ascii=False).encode()
    signature = hmac.new((secret or hook["secret"]).encode(), raw, sha256).hexdigest()
    address = f"{installation.url}/api/v1/webhooks/rdv-insertion"
    return httpx.post(address, content=raw, headers={"X-RDVI-Signature": signature})
