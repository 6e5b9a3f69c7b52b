"""Files in the forms of data·inclusion, a few rows each."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from sqlalchemy import Engine
from sqlmodel import select

from backend.catalogue.editions import is_read, live
from backend.catalogue.intake import Way
from backend.catalogue.models import Offer, Sheet, StructureSheet
from backend.catalogue.report import Report
from backend.catalogue.taking_in import take_in
from backend.database import reading
from tests.conftest import NOON

RUNNER = "dora--atelier"
Row = dict[str, Any]


def service(number: int = 1, **more: object) -> Row:
    return {
        "source": "dora",
        "structure_id": RUNNER,
        "id": f"dora--{number}",
        "nom": f"Garde d’enfants {number}",
        "description": "Une place pour quelques heures, le matin.",
        "date_maj": "2025-02-14",
        "thematiques": ["sante--acces-aux-soins", "famille--garde-denfants"],
        "frais": "gratuit",
        "publics": ["femmes"],
        "modes_accueil": ["en-presentiel"],
        "zone_eligibilite": ["81"],
        "mobilisable_par": ["usagers"],
        "modes_mobilisation": ["telephoner"],
        "code_postal": "81000",
        "code_insee": "81004",
        "latitude": 43.92,
        "longitude": 2.14,
        "telephone": "+33563000000",
        "nombre_semaines": 3,
        "score_qualite": 0.9,
        **more,
    }


def structure(code: str = RUNNER, **more: object) -> Row:
    return {
        "source": "dora",
        "id": code,
        "nom": "L’Atelier des parents",
        "date_maj": "2025-02-14",
        "reseaux_porteurs": ["mission-locale"],
        **more,
    }


def as_list(*rows: object) -> bytes:
    return json.dumps(rows, ensure_ascii=False).encode()


def as_page(*rows: Row, pages: int = 1) -> bytes:
    page = {"items": rows, "page": 1, "pages": pages, "size": len(rows), "total": len(rows)}
    return json.dumps(page).encode()


def as_both(services: Sequence[Row], structures: Sequence[Row]) -> bytes:
    return json.dumps({"services": services, "structures": structures}).encode()


def as_csv(*rows: Row) -> bytes:
    """As the dump is: lists are Python's, nothing is an empty cell."""
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def as_parquet(*rows: Row) -> bytes:
    import pyarrow as pa  # noqa: PLC0415 (as the import does)
    import pyarrow.parquet as pq  # noqa: PLC0415

    file = BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows)), file)
    return file.getvalue()


def given(
    engine: Engine,
    content: bytes,
    *,
    now: datetime = NOON,
    after_batch: Callable[[], None] = lambda: None,
    **way: Any,
) -> Report:
    return take_in(engine, BytesIO(content), Way(now=now, after_batch=after_batch, **way))


def read(engine: Engine) -> dict[str, str]:
    """What readers see: the names of solutions by code."""
    with reading(engine) as session:
        number = live(session)
        shown = (
            select(Offer.code, Sheet.name)
            .where(Sheet.offer_id == Offer.id, is_read(Sheet, number))
            .order_by(Offer.code)
        )
        return dict(session.exec(shown).all())


def runners(engine: Engine) -> list[str]:
    with reading(engine) as session:
        shown = is_read(StructureSheet, live(session))
        return list(session.exec(select(StructureSheet.name).where(shown)))
