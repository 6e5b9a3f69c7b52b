"""Messages in the two tools' shapes, written by hand: each test changes what it is about."""

from typing import Any

Json = dict[str, Any]

# What a receiver has no use for, and must not keep.
NEVER_KEPT = {
    "affiliation_number": "3200567",
    "nir": "294058100000000",
    "address": "3 impasse des Mûriers, 81000 Albi",
    "phone_number": "+33612345678",
    "email": "amina.privee@example.org",
    "notes": "séparée depuis février",
    "family_situation": "divorced",
    "logement": "hébergée chez un tiers",
    "number_of_children": 31415926,
}


def amina(**others: Any) -> Json:
    """Amina as rdv-insertion describes her."""
    user = {
        "id": 3432,
        "rdv_solidarites_user_id": 90_3432,
        "role": "demandeur",
        "title": "madame",
        "first_name": "Amina",
        "last_name": "BENALI",
        "birth_date": "1994-05-17",
        "department_internal_id": None,
        "france_travail_id": None,
    }
    return user | NEVER_KEPT | others


def stranger(**others: Any) -> Json:
    unknown = {
        "id": 7001,
        "rdv_solidarites_user_id": 90_7001,
        "first_name": "Zoé",
        "last_name": "Lefèvre-N’Diaye",
        "birth_date": "1990-12-31",
    }
    return amina() | unknown | others


def participation(user: Json, status: str | None = "unknown", **others: Any) -> Json:
    return {"id": 1174, "status": status, "user": user} | others


def rdv(*people: Json, **others: Any) -> Json:
    """An appointment in rdv-insertion's words, for Amina unless told otherwise."""
    people = people or (amina(),)
    data = {
        "id": 1261,
        "uuid": "0f9a6c1e-38ce-4d7f-a9d4-5ffb9a6b86a1",
        "rdv_solidarites_rdv_id": 8725,
        "status": "unknown",
        "starts_at": "2026-03-24T14:30:00.000+01:00",
        "duration_in_min": 45,
        "address": "14 rue de la Paix, 81000 Albi",
        "cancelled_at": None,
        "created_by": "agent",
        "users_count": len(people),
        "max_participants_count": None,
        "context": "dit avoir peur de perdre ses droits",
        "agents": [
            {"id": 9, "email": "Claire@example.org", "first_name": "Claire", "last_name": "BONNET"}
        ],
        "lieu": {
            "rdv_solidarites_lieu_id": 12,
            "name": "Maison du Département d’Albi",
            "address": "14 rue de la Paix, 81000 Albi",
            "phone_number": "05 63 00 00 02",
        },
        "motif": {
            "rdv_solidarites_motif_id": 5,
            "name": "Premier entretien",
            "collectif": False,
            "location_type": "public_office",
            "follow_up": False,
            "motif_category": {"id": 1, "short_name": "rsa_orientation", "name": "Orientation"},
        },
        "organisation": {
            "id": 3,
            "name": "Département du Tarn",
            "email": None,
            "phone_number": "05 63 00 00 09",
            "department_number": "81",
        },
        "users": list(people),
        "participations": [participation(user) for user in people],
    }
    return data | others


def message(
    data: Json, event: str = "created", stamp: str = "2026-03-02 10:00:00 +0100", **meta: Any
) -> Json:
    return {"data": data, "meta": {"model": "Rdv", "event": event, "timestamp": stamp} | meta}


def lapin_user(**others: Any) -> Json:
    """Amina as rdv-service-public describes her."""
    user = {"id": 90_3432, "first_name": "Amina", "last_name": "BENALI", "birth_date": "1994-05-17"}
    return user | NEVER_KEPT | others


def lapin_rdv(*people: Json, **others: Any) -> Json:
    """The same appointment in rdv-service-public's words."""
    people = people or (lapin_user(),)
    data = {
        "id": 8725,
        "uuid": "6a1b7f43-3f0d-4f3f-8f8e-0d1f2c9d6a77",
        "status": "unknown",
        "starts_at": "2026-03-24 14:30:00 +0100",
        "ends_at": "2026-03-24 15:15:00 +0100",
        "duration_in_min": 45,
        "address": "14 rue de la Paix, 81000 Albi",
        "context": "à revoir avec la psychologue",
        "cancelled_at": None,
        "collectif": False,
        "name": None,
        "organisation": {
            "id": 29,
            "name": "Département du Tarn",
            "phone_number": "05 63 00 00 09",
            "verticale": "rdv_insertion",
        },
        "motif": {
            "id": 45,
            "name": "Premier entretien",
            "location_type": "public_office",
            "collectif": False,
            "instruction_for_rdv": "Venez avec une pièce d’identité.\nEt votre CV.",
            "motif_category": {"id": 1, "name": "Orientation", "short_name": "rsa_orientation"},
        },
        "agents": [
            {"id": 7, "email": "claire@example.org", "first_name": "Claire", "last_name": "BONNET"}
        ],
        "lieu": {
            "id": 12,
            "name": "Maison du Département d’Albi",
            "address": "14 rue de la Paix, 81000 Albi",
            "phone_number": None,
            "single_use": False,
        },
        "users": list(people),
        "participations": [lapin_participation(user) for user in people],
    }
    return data | others


def lapin_participation(user: Json, status: str | None = "unknown", **others: Any) -> Json:
    told = {"send_lifecycle_notifications": True, "send_reminder_notification": True}
    return participation(user, status) | told | others
