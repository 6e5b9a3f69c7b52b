"""A row of data·inclusion v1, checked against its schema: the words of a sheet, or why not."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import blake2b
from typing import Any

from pydantic import BaseModel, ValidationError

from backend.catalogue.cells import UNWRITABLE, CellRefused, given

MOST_WEEKS = 1000

LISTS = {
    "thematiques": "themes",
    "publics": "publics",
    "modes_accueil": "modes",
    "zone_eligibilite": "zones",
    "mobilisable_par": "usable_by",
    "modes_mobilisation": "ways",
    "reseaux_porteurs": "networks",
}
PLACE = {
    "commune": "commune",
    "code_postal": "postcode",
    "code_insee": "commune_code",
    "adresse": "address",
    "complement_adresse": "address_more",
    "telephone": "phone",
    "courriel": "email",
    "horaires_accueil": "hours",
    "lien_source": "source_url",
    "nom": "name",
    "description": "description",
}
SERVICE = PLACE | {
    "source": "source",
    "structure_id": "structure_code",
    "type": "type",
    "frais": "fee",
    "frais_precisions": "fee_words",
    "publics_precisions": "publics_words",
    "conditions_acces": "conditions",
    "contact_nom_prenom": "contact_name",
    "lien_mobilisation": "booking_url",
    "mobilisation_precisions": "ways_words",
}
STRUCTURE = PLACE | {
    "site_web": "website",
    "accessibilite_lieu": "accessibility_url",
    "siret": "siret",
}


class Content(StrEnum):
    SERVICES = "services"
    STRUCTURES = "structures"


class RowRefused(Exception):
    """What is wrong with a row, and its identifier when it has one."""

    def __init__(self, reason: str, content: Content, code: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.content = content
        self.code = code


@dataclass(frozen=True)
class Row:
    content: Content
    code: str
    values: dict[str, Any]  # by column of the sheet


@dataclass(frozen=True)
class Form:
    model: type[BaseModel]
    words: Mapping[str, str]
    lists: Mapping[str, str]


@cache
def _forms() -> Mapping[Content, Form]:
    from data_inclusion.schema import v1  # noqa: PLC0415 (0.4 s that no other command needs)

    return {
        Content.SERVICES: _form(v1.Service, SERVICE),
        Content.STRUCTURES: _form(v1.Structure, STRUCTURE),
    }


def _form(model: type[BaseModel], words: Mapping[str, str]) -> Form:
    return Form(model, words, {k: v for k, v in LISTS.items() if k in model.model_fields})


def content_of(raw: Any) -> Content:  # noqa: ANN401 (whatever a file holds)
    """A service says which structure runs it."""
    is_structure = isinstance(raw, dict) and "structure_id" not in raw
    return Content.STRUCTURES if is_structure else Content.SERVICES


def checked(raw: Any) -> Row:  # noqa: ANN401 (whatever a file holds)
    """Raises RowRefused."""
    content = content_of(raw)
    if not isinstance(raw, dict):
        reason = raw if isinstance(raw, str) and raw.endswith(".") else "This is no row."
        raise RowRefused(reason, content)
    form, code = _forms()[content], _code(raw)
    if not code:
        raise RowRefused("id: is missing", content)
    try:
        found = form.model.model_validate(given(raw, form.model.model_fields, form.lists))
    except ValidationError as failure:
        raise RowRefused(_reason(failure), content, code) from None
    except CellRefused as failure:
        raise RowRefused(str(failure), content, code) from None
    return Row(content, code, _values(found, form, raw))


def digest_of(row: Row, *besides: str) -> str:
    """The same digest is the same sheet: of its words, and of what its index is made with."""
    told = repr((besides, sorted(row.values.items())))
    return blake2b(told.encode("utf-8"), digest_size=16).hexdigest()


def _code(raw: Mapping[str, Any]) -> str:
    code = raw.get("id")
    return UNWRITABLE.sub("", code).strip() if isinstance(code, str) else ""


def _reason(failure: ValidationError) -> str:
    """The first thing that is wrong, in one line; what was written only where it is a code."""
    first = failure.errors(include_url=False)[0]
    field = str(first["loc"][0]) if first["loc"] else "row"
    if first["type"] == "missing":
        return f"{field}: is missing"
    if first["type"] == "enum":
        return f"{field}: {str(first['input'])[:60]!r} is no value of the schema"
    return f"{field}: {first['msg'].removeprefix('Value error, ')[:160]}"


def _values(found: BaseModel, form: Form, raw: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: getattr(found, name) for name in form.model.model_fields}
    values: dict[str, Any] = {
        column: "" if told[name] is None else str(told[name]).strip()
        for name, column in form.words.items()
    }
    for name, column in form.lists.items():
        values[column] = " ".join(sorted({str(code) for code in told[name] or ()}))
    values["latitude"], values["longitude"] = _point(told["latitude"], told["longitude"])
    values["updated_on"] = told["date_maj"]
    values["quality"] = _quality(raw.get("score_qualite"))
    if form.model.__name__ == "Service":
        weeks = told["nombre_semaines"]
        values["weeks"] = weeks if weeks and weeks <= MOST_WEEKS else None
        values["weekly_hours"] = told["volume_horaire_hebdomadaire"]
    return values


def _point(latitude: float | None, longitude: float | None) -> tuple[float | None, float | None]:
    """Nowhere rather than in the gulf of Guinea, where unknown places are written to be."""
    if not latitude and not longitude:
        return None, None
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004
        return None, None
    return latitude, longitude


def _quality(score: Any) -> float:  # noqa: ANN401 (whatever a file holds)
    try:
        found = float(score)
    except (TypeError, ValueError):
        return 0.5
    return min(max(found, 0.0), 1.0) if math.isfinite(found) else 0.5
