"""A national file in the form of data·inclusion v1: the same seed gives the same file.

Names and needs are those of real life; the rest of a description is drawn from some thirty
thousand words of which few are common and most are rare, as in any language, so that an index
weighs what it would weigh.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate, islice, product
from pathlib import Path
from random import Random
from typing import Any

from tests.catalogue.speech import ACTS, COMMON, ENDS, HOURS, MIDDLES, NETWORKS, PLACES, STARTS

NEWEST = date(2026, 2, 27)
BATCH = 500
ROW = dict[str, Any]


@dataclass(frozen=True)
class Town:
    code: str
    name: str
    postcode: str
    latitude: float
    longitude: float
    department: str
    epci: str = ""


TOWNS = tuple(Town(*place) for place in PLACES)


@cache
def vocabulary() -> tuple[Sequence[str], Sequence[float]]:
    """Words, the common ones first, and how often each comes: half as often at twice the rank."""
    invented = ["".join(parts) for parts in product(STARTS.split(), MIDDLES.split(), ENDS.split())]
    _chance(7).shuffle(invented)
    words = [*dict.fromkeys(COMMON.split()), *dict.fromkeys(invented)]
    return words, list(accumulate(1 / (rank + 3) for rank in range(len(words))))


@dataclass(frozen=True)
class Country:
    """`services` of them, and two structures for three."""

    services: int
    seed: int = 1
    towns: Sequence[Town] = TOWNS
    renewed: float = 0.0  # the part of the services that says something else than the first time

    def structures(self) -> Iterator[ROW]:
        for number in range(max(self.services * 2 // 3, 1)):
            yield self._structure(number)

    def all_services(self) -> Iterator[ROW]:
        for number in range(self.services):
            yield self._service(number)

    def _structure(self, number: int) -> ROW:
        chance = _chance(f"{self.seed} structure {number}")
        town = chance.choice(self.towns)
        network = chance.choice(list(NETWORKS))
        return {
            "source": _source(number),
            "id": f"{_source(number)}--structure-{number}",
            "nom": f"{NETWORKS[network]} de {town.name}"[:150],
            "date_maj": _day(chance),
            "description": _text(chance, 40),
            **_place(chance, town),
            "siret": f"{chance.randrange(10**14):014}",
            "site_web": f"https://structure-{number}.example/",
            "horaires_accueil": chance.choice(HOURS),
            "accessibilite_lieu": None,
            "reseaux_porteurs": [network],
            "score_qualite": round(chance.random(), 2),
        }

    def _service(self, number: int) -> ROW:
        chance = _chance(f"{self.seed} service {number}")
        town = chance.choice(self.towns)
        theme = chance.choice(list(ACTS))
        others = chance.sample(list(ACTS), chance.choice((0, 0, 1, 2)))
        runner = chance.randrange(max(self.services * 2 // 3, 1))
        is_renewed = _chance(f"renewed {number}").random() < self.renewed
        return {
            "source": _source(number),
            "structure_id": f"{_source(runner)}--structure-{runner}",
            "id": f"{_source(number)}--service-{number}",
            "nom": chance.choice(ACTS[theme]),
            "description": f"{chance.choice(ACTS[theme])}. {_text(chance, 90)}"
            + (" Nouveau." if is_renewed else ""),
            "date_maj": _day(chance),
            "type": chance.choice(("accompagnement", "atelier", "formation", "information")),
            "thematiques": sorted({theme, *others}),
            "frais": chance.choice(("gratuit", "gratuit", "gratuit", "payant", None)),
            "frais_precisions": chance.choice((None, None, "5 € pour l’adhésion")),
            "publics": chance.choice(PUBLICS),
            "publics_precisions": None,
            "conditions_acces": chance.choice((None, None, "Être inscrit à France Travail")),
            **_place(chance, town),
            "modes_accueil": chance.choice(MODES),
            "zone_eligibilite": _zone(chance, town),
            "contact_nom_prenom": None,
            "lien_mobilisation": None,
            "modes_mobilisation": chance.choice(WAYS),
            "mobilisable_par": chance.choice((["usagers", "professionnels"], ["professionnels"])),
            "mobilisation_precisions": None,
            "volume_horaire_hebdomadaire": chance.choice((None, 3.5, 7.0)),
            "nombre_semaines": chance.choice((None, 4, 12)),
            "horaires_accueil": chance.choice(HOURS),
            "lien_source": f"https://source.example/services/{number}",
            "score_qualite": round(chance.random(), 2),
        }


STREETS = ("de la Gare", "Jean-Jaurès", "des Écoles", "du Marché", "de la République")
PUBLICS = (["tous-publics"], ["tous-publics"], None, ["femmes"], ["jeunes", "demandeurs-emploi"])
MODES = (["en-presentiel"], ["en-presentiel"], ["a-distance", "en-presentiel"], ["a-distance"])
WAYS = (["telephoner"], ["envoyer-un-courriel", "telephoner"], ["se-presenter"], None)


def _chance(seed: object) -> Random:
    return Random(str(seed))  # noqa: S311 (the same file each time)


def _source(number: int) -> str:
    return ("dora", "emplois-de-linclusion", "soliguide", "mes-aides")[number % 4]


def _day(chance: Random) -> str:
    return (NEWEST - timedelta(days=chance.randrange(900))).isoformat()


def _text(chance: Random, words: int) -> str:
    known, weights = vocabulary()
    drawn = chance.choices(known, cum_weights=weights, k=chance.randrange(words // 2, words * 2))
    return " ".join(drawn).capitalize() + "."


def _place(chance: Random, town: Town) -> ROW:
    return {
        "commune": town.name,
        "code_postal": town.postcode,
        "code_insee": town.code,
        "adresse": f"{chance.randrange(1, 90)} rue {chance.choice(STREETS)}",
        "complement_adresse": None,
        "longitude": round(town.longitude + chance.uniform(-0.03, 0.03), 6),
        "latitude": round(town.latitude + chance.uniform(-0.03, 0.03), 6),
        "telephone": f"+335{chance.randrange(10**8):08}",
        "courriel": "accueil@structure.example.org",
    }


def _zone(chance: Random, town: Town) -> list[str] | None:
    kinds = ([town.department], [town.code], [town.epci or town.department], ["france"], None)
    return chance.choices(kinds, weights=(5, 2, 2, 1, 1))[0]


def write_json(path: Path, rows: Iterable[ROW], *, as_dump: bool = False) -> Path:
    """As a dump writes it, days are in milliseconds."""
    with path.open("w", encoding="utf-8") as file:
        begins = "["
        for row in rows:
            told = {**row, "date_maj": _milliseconds(row["date_maj"])} if as_dump else row
            file.write(begins + json.dumps(told, ensure_ascii=False))
            begins = ",\n"
        file.write("]" if begins != "[" else "[]")
    return path


def _milliseconds(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1000)


def write_csv(path: Path, rows: Iterable[ROW]) -> Path:
    """As a dump writes it, lists are Python's."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer: csv.DictWriter[str] | None = None
        for row in rows:
            if writer is None:
                writer = csv.DictWriter(file, list(row))
                writer.writeheader()
            writer.writerow(row)
    return path


def write_parquet(path: Path, rows: Iterable[ROW]) -> Path:
    import pyarrow as pa  # noqa: PLC0415 (as the import does)
    import pyarrow.parquet as pq  # noqa: PLC0415

    left = iter(rows)
    first = list(islice(left, BATCH))
    table = pa.Table.from_pylist(first)
    with pq.ParquetWriter(path, table.schema) as writer:
        writer.write_table(table)
        while batch := list(islice(left, BATCH)):
            writer.write_table(pa.Table.from_pylist(batch, schema=table.schema))
    return path
