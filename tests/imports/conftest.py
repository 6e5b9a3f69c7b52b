"""Files as the tools write them, made by hand; and taking one in."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from backend.imports.actions import take_in
from backend.imports.report import Report
from backend.imports.source import Source
from backend.people.models import IdentifierSystem, Person, PersonIdentifier
from tests.cast import Cast
from tests.conftest import NOON

AMINA = "5f0c77aa-0001-4b5e-9a3d-00000000a1b2"
STRANGER = "5f0c77aa-0009-4b5e-9a3d-0000000099ff"
TakeIn = Callable[..., Report]


@pytest.fixture
def amina(session: Session, cast: Cast) -> Person:
    """Known to France Travail."""
    session.add(
        PersonIdentifier(
            territory_id=cast.tarn.id,
            system=IdentifierSystem.FRANCE_TRAVAIL,
            value=AMINA,
            person_id=cast.amina.id,
        )
    )
    session.commit()
    return cast.amina


@pytest.fixture
def taken_in(session: Session, cast: Cast) -> TakeIn:
    def take(content: bytes, **options: Any) -> Report:
        facts: dict[str, Any] = {
            "structure": cast.department,
            "now": NOON.astimezone(ZoneInfo("Europe/Paris")),
        }
        source = Source(**(facts | options))
        report = take_in(session, BytesIO(content), source, after_batch=session.flush)
        session.commit()
        return report

    return take


ACTIONS = (
    "identifiant_unique_de;codeaction;lblaction;objectif_formation;date_prescription;"
    "date_realisation_action;date_prev_debut;date_debut;date_fin;formation;adr.dc_commune_id"
)


def action(identifier: str = AMINA, **cells: str) -> str:
    row = dict.fromkeys(ACTIONS.split(";"), "NULL") | {
        "identifiant_unique_de": identifier,
        "codeaction": "XXX",
        "lblaction": "UN ATELIER CV",
        "date_prescription": "2026-01-05 00:00:00.0",
    }
    return ";".join((row | cells).values())


def actions(*rows: str, encoding: str = "utf-8") -> bytes:
    return "\n".join((ACTIONS, *rows)).encode(encoding)


EXTRACT = (
    "identifiant_unique_de;civilite;nom;prenom;date_naissance;der_entretien_ppae;der_entretien;"
    "referent_mail;struct_suivi;suivi_debut;suivi_fin_prev;dif_financiere;dif_admin_jur;dif_sante;"
    "dif_logement;dif_transport;dif_inser_com;dif_familiale;brsa"
)


def entry(identifier: str = AMINA, **cells: str) -> str:
    row = dict.fromkeys(EXTRACT.split(";"), "NULL") | {
        "identifiant_unique_de": identifier,
        "nom": "BENALI",
        "prenom": "AMINA",
        "der_entretien": "2026-02-10 00:00:00.0",
    }
    return ";".join((row | cells).values())


def extract(*rows: str) -> bytes:
    return "\n".join((EXTRACT, *rows)).encode()


def item(code: str, label: str, value: str) -> dict[str, str]:
    return {"code": code, "libelle": label, "valeur": value}


BUS = item("7", "Dépendant des transports en commun", "OUI")
LICENCE = item("28", "Obtenir le permis de conduire (code / conduite)", "EN_COURS")


def dossier(
    *,
    situations: tuple[dict[str, str], ...] = (),
    aims: tuple[dict[str, str], ...] = (),
    needs: tuple[dict[str, str], ...] = (),
    constraint: str = "OUI",
    **others: Any,
) -> dict[str, Any]:
    return {
        "contraintesIndividusDto": {
            "conseiller": "agent01",
            "dateDeModification": "2025-11-03T09:00:00.000+00:00",
            "contraintes": [
                {
                    "code": "23",
                    "libelle": "Développer sa mobilité",
                    "valeur": constraint,
                    "date": "2025-11-02T23:00:00.000+00:00",
                    "situations": list(situations),
                    "objectifs": list(aims),
                },
                {"code": "24", "libelle": "Famille", "valeur": "NON_ABORDEE", "date": None},
            ],
        },
        "besoinsParDiagnosticIndividuDtos": [
            {
                "nomMetier": "Fleuriste",
                "statut": "EN_COURS",
                "dateMiseAJour": "2025-12-08T23:00:00.000+00:00",
                "besoins": list(needs),
            }
        ],
    } | others


def as_json(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()
