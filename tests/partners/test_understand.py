"""What each tool's JSON means, without a database."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from backend.appointments.models import Place, Status
from backend.partners import rdv_insertion, rdv_service_public
from backend.partners.messages import Event, Message
from backend.partners.titles import TITLES, title
from backend.people.models import IdentifierSystem
from tests.partners.payloads import (
    NEVER_KEPT,
    Json,
    amina,
    lapin_participation,
    lapin_rdv,
    lapin_user,
    message,
    participation,
    rdv,
    stranger,
)


def insertion(told: Json) -> Message:
    return rdv_insertion.understand(json.dumps(told).encode())


def service_public(told: Json) -> Message:
    return rdv_service_public.understand(json.dumps(told).encode())


def test_rdv_insertions_appointment_is_understood() -> None:
    told = insertion(message(rdv()))

    [her] = told.people
    assert told.event is Event.CREATED
    assert told.stamp == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert (told.external_id, told.service_public_id) == ("1261", "8725")
    assert her.identifiers == {
        IdentifierSystem.RDV_INSERTION: "3432",
        IdentifierSystem.RDV_SERVICE_PUBLIC: "903432",
    }
    assert (her.first_name, her.birth_date) == ("Amina", date(1994, 5, 17))
    assert her.appointment.starts_at == datetime(2026, 3, 24, 13, 30, tzinfo=UTC)
    assert her.appointment.duration_minutes == 45
    assert her.appointment.title == "Premier entretien"
    assert her.appointment.place_name == "Maison du Département d’Albi"
    assert her.appointment.address == "14 rue de la Paix, 81000 Albi"
    assert her.appointment.phone == "05 63 00 00 02"
    assert her.appointment.category == "rsa_orientation"


def test_rdv_service_publics_appointment_is_understood() -> None:
    told = service_public(message(lapin_rdv()))

    [her] = told.people
    assert (told.external_id, told.service_public_id) == ("8725", "8725")
    assert her.identifiers == {IdentifierSystem.RDV_SERVICE_PUBLIC: "903432"}
    assert her.appointment.starts_at == datetime(2026, 3, 24, 13, 30, tzinfo=UTC)
    assert her.appointment.bring == "Venez avec une pièce d’identité.\nEt votre CV."
    assert her.appointment.phone == "05 63 00 00 09"


# Rule 2: what may be missing or in excess.


def test_without_a_place_there_is_the_organisations_phone_and_no_address() -> None:
    motif = rdv()["motif"] | {"location_type": "phone"}

    [her] = insertion(message(rdv(lieu=None, motif=motif, address="chez elle"))).people

    assert her.appointment.place is Place.PHONE
    assert (her.appointment.place_name, her.appointment.address) == ("", "")
    assert her.appointment.phone == "05 63 00 00 09"


def test_a_call_is_nowhere_even_when_an_office_makes_it() -> None:
    motif = rdv()["motif"] | {"location_type": "phone"}

    [her] = insertion(message(rdv(motif=motif))).people

    assert (her.appointment.place_name, her.appointment.address) == ("", "")


@pytest.mark.parametrize("location_type", ["phone", "visio", "home", None])
def test_an_address_that_is_not_an_offices_is_a_persons(location_type: str | None) -> None:
    motif = rdv()["motif"] | {"location_type": location_type}

    [her] = insertion(message(rdv(lieu=None, motif=motif, address="3 impasse des Mûriers"))).people

    assert her.appointment.address == ""


def test_an_office_without_lieu_has_the_appointments_address() -> None:
    [her] = insertion(message(rdv(lieu=None))).people

    assert her.appointment.address == "14 rue de la Paix, 81000 Albi"


@pytest.mark.parametrize("missing", ["participations", "lieu", "motif", "organisation", "agents"])
@pytest.mark.parametrize("absent", [True, False], ids=["absent", "null"])
def test_parts_may_be_missing(missing: str, absent: bool) -> None:  # noqa: FBT001
    for understand, data in ((insertion, rdv()), (service_public, lapin_rdv())):
        data[missing] = None
        if absent:
            del data[missing]

        [her] = understand(message(data)).people
        assert her.appointment.status is Status.UNKNOWN


def test_participations_alone_name_the_persons_too() -> None:
    data = rdv()
    del data["users"]

    assert len(insertion(message(data)).people) == 1


def test_unknown_keys_are_ignored() -> None:
    data = rdv(amina(uid="QW1pbmE=", carnet_de_bord_carnet_id=7), surprise={"a": [1]})

    assert insertion(message(data) | {"extra": 1}) == insertion(message(rdv()))


# Rule 3: whether it is cancelled.


@pytest.mark.parametrize(
    ("of_rdv", "of_hers", "understood"),
    [
        ("unknown", "unknown", Status.UNKNOWN),
        ("unknown", "revoked", Status.REVOKED),
        ("revoked", "excused", Status.EXCUSED),
        ("seen", "noshow", Status.NOSHOW),
        ("revoked", None, Status.REVOKED),
        (None, None, Status.UNKNOWN),
        (None, "seen", Status.SEEN),
    ],
)
def test_the_status_is_her_participations_then_the_appointments(
    of_rdv: str | None, of_hers: str | None, understood: Status
) -> None:
    others = {"status": of_rdv, "cancelled_at": "2026-03-01T09:00:00.000+01:00"}
    in_insertion = rdv(**others, participations=[participation(amina(), of_hers)])
    at_home = lapin_rdv(**others, participations=[lapin_participation(lapin_user(), of_hers)])

    for told in (insertion(message(in_insertion)), service_public(message(at_home))):
        assert [her.appointment.status for her in told.people] == [understood]


def test_each_person_has_her_own_status() -> None:
    data = rdv(
        amina(),
        stranger(),
        participations=[participation(stranger(), "revoked"), participation(amina(), "unknown")],
    )

    statuses = {her.first_name: her.appointment.status for her in insertion(message(data)).people}

    assert statuses == {"Amina": Status.UNKNOWN, "Zoé": Status.REVOKED}


# Rules 4 and 5, and the minimisation of rdv-service-public.


@pytest.mark.parametrize("field", sorted(NEVER_KEPT))
def test_what_we_have_no_use_for_is_not_in_what_we_understood(field: str) -> None:
    messages = (insertion(message(rdv())), service_public(message(lapin_rdv())))

    for told in messages:
        assert str(NEVER_KEPT[field]) not in str(asdict(told))
        assert "perdre ses droits" not in str(told)
        assert "psychologue" not in str(told)


def test_a_households_number_is_never_an_identifier() -> None:
    [her] = insertion(message(rdv())).people

    assert NEVER_KEPT["affiliation_number"] not in her.identifiers.values()


def test_the_departments_and_france_travails_numbers_are_read() -> None:
    [her] = insertion(
        message(rdv(amina(department_internal_id=4264, france_travail_id=" 1234 567A ")))
    ).people

    assert her.identifiers[IdentifierSystem.INFORMATION_SYSTEM] == "4264"
    assert her.identifiers[IdentifierSystem.FRANCE_TRAVAIL] == "1234 567A"


@pytest.mark.parametrize(
    ("told", "people", "collective"),
    [(True, 1, True), (False, 2, False), (None, 2, True), (None, 1, False)],
)
def test_a_group_is_a_group_when_said_so_or_when_nobody_says(
    told: bool | None,  # noqa: FBT001
    people: int,
    collective: bool,  # noqa: FBT001
) -> None:
    users = [amina(), stranger()][:people]
    motif = rdv()["motif"] | {"collectif": told}

    assert insertion(message(rdv(*users, motif=motif))).is_collective is collective


# Rule 8 and the titles.


@pytest.mark.parametrize(
    ("name", "category", "shown"),
    [
        ("Atelier CV", "rsa_atelier_competences", "Atelier CV"),
        ("RSA Orientation : Convocation sur site", "rsa_orientation", "Rendez-vous d’orientation"),
        ("CONVOQUÉE", "siae_interview", "Entretien d’embauche"),
        ("Suspension du RSA", "inconnue", ""),
        ("Entretien obligatoire", "", ""),
        ("Manquement : réduction possible", "rsa_follow_up", "Rendez-vous de suivi"),
        ("", "rsa_spie", "Rendez-vous d’accompagnement"),
    ],
)
def test_a_title_never_threatens(name: str, category: str, shown: str) -> None:
    assert title(name, category) == shown


def test_no_table_title_threatens() -> None:
    assert all(title(words, "") == words for words in TITLES.values())


@pytest.mark.parametrize(
    ("told", "shown"),
    [(True, "Premier entretien"), (False, "Département du Tarn"), (None, "Département du Tarn")],
)
def test_a_motif_is_shown_only_to_those_who_are_told_of_the_appointment(
    told: bool | None,  # noqa: FBT001
    shown: str,
) -> None:
    hers = lapin_participation(lapin_user(), send_lifecycle_notifications=told)

    [her] = service_public(message(lapin_rdv(participations=[hers]))).people

    assert her.appointment.title == shown


# What is not an appointment, and what is over.


@pytest.mark.parametrize("model", ["User", "Motif", "Absence", "Invitation", "Organisation"])
def test_other_models_are_read_no_further(model: str) -> None:
    told = service_public(message({"id": None, "secret": 1}, model=model))

    assert (told.model, told.people, told.external_id) == (model, (), "")


def test_an_invitation_is_read_no_further() -> None:
    told = insertion(message({"id": 4806, "user": amina()}, "updated", model="Invitation"))

    assert told.people == ()


def test_what_is_destroyed_needs_only_its_number() -> None:
    told = insertion(message({"id": 1261, "rdv_solidarites_rdv_id": 8725}, "destroyed"))

    assert told.reference.service_public_id == "8725"
    assert service_public(message({"id": 8725}, "destroyed")).external_id == "8725"


def test_the_history_is_ordered_by_stamp_then_by_event() -> None:
    stamps = ["2026-03-02 10:00:00 +0100", "2026-03-02 09:00:01 UTC"]
    told = [
        insertion(message(rdv(), event, stamp)).position
        for stamp in stamps
        for event in ("created", "updated", "destroyed")
    ]

    assert told == sorted(set(told))


# What is wrong is named.


def without(data: Json, name: str) -> Json:
    return {key: value for key, value in data.items() if key != name}


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({}, "meta"),
        ({"meta": None}, "meta"),
        ([], ""),
        (message(rdv(), "moved"), "meta.event"),
        (message(rdv(), stamp="hier"), "meta.timestamp"),
        (message(rdv(), stamp="0001-01-01T00:00:00+14:00"), "meta.timestamp"),
        (without(message(rdv()), "data"), "data"),
        (message(without(rdv(), "id")), "data.id"),
        (message(rdv(id=None)), "data.id"),
        (message(rdv(id=True)), "data.id"),
        (message(rdv(id=1.5)), "data.id"),
        (message(rdv(id="")), "data.id"),
        (message(rdv(id="x" * 65)), "data.id"),
        (message(rdv(id="a\0b")), "data.id"),
        (message(without(rdv(), "starts_at")), "data.starts_at"),
        (message(rdv(starts_at="2026-03-24 14:30:00")), "data.starts_at"),
        (message(rdv(starts_at="9999-12-31T23:59:59-12:00")), "data.starts_at"),
        (message(rdv(starts_at=1774358000)), "data.starts_at"),
        (message(rdv(duration_in_min=0)), "data.duration_in_min"),
        (message(rdv(duration_in_min="beaucoup")), "data.duration_in_min"),
        (message(rdv(duration_in_min=10**9)), "data.duration_in_min"),
        (message(rdv(status="perhaps")), "data.status"),
        (message(rdv(motif={"location_type": "moon"})), "data.motif.location_type"),
        (message(rdv(lieu=[1])), "data.lieu"),
        (message(rdv(lieu={"name": ["a"]})), "data.lieu.name"),
        (message(rdv(users={"id": 1})), "data.users"),
        (message(rdv(amina(), amina(id=None))), "data.users.1.id"),
        (message(rdv(amina(birth_date="hier"))), "data.users.0.birth_date"),
        (message(rdv(participations=[None])), "data.participations.0"),
    ],
)
def test_what_is_wrong_is_named(told: Any, field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        insertion(told)

    assert field in [".".join(map(str, fault["loc"])) for fault in refusal.value.errors()]


@pytest.mark.parametrize(
    "change",
    [
        {"id": "1261"},
        {"duration_in_min": "45"},
        {"rdv_solidarites_rdv_id": "8725"},
        {"users_count": None, "max_participants_count": [], "cancelled_at": 12},
    ],
)
def test_what_is_only_unusual_is_understood(change: Json) -> None:
    assert insertion(message(rdv(**change))) == insertion(message(rdv()))


def test_text_is_cleaned_and_cut() -> None:
    lieu = {
        "name": "  Café\u0000 des\n\tâges 🙂 ",
        "phone_number": 563000002,
        "address": "é" * 5000,
    }

    [her] = insertion(message(rdv(lieu=lieu))).people

    assert her.appointment.place_name == "Café des âges 🙂"
    assert her.appointment.phone == "563000002"
    assert len(her.appointment.address) == 300


def test_what_to_bring_keeps_its_lines_and_no_control_character() -> None:
    motif = lapin_rdv()["motif"] | {"instruction_for_rdv": " Un CV\u0007\u0000\r\nUn stylo\n"}

    [her] = service_public(message(lapin_rdv(motif=motif))).people

    assert her.appointment.bring == "Un CV\nUn stylo"
