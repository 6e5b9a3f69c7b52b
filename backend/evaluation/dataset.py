"""The data set as catalogues describe it: a Data Package, and DCAT."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from backend.evaluation.models import METHOD
from backend.evaluation.periods import period_of
from backend.evaluation.published import Published
from backend.surveys.quarters import quarter_after

HERE = "/resultats/donnees"
NAME = "avis-sur-l-accompagnement"
TITLE = "Avis des personnes sur leur accompagnement vers l’emploi"
DESCRIPTION = (
    "Ce que les personnes accompagnées disent de leur accompagnement, par trimestre, territoire, "
    "structure, moment du parcours et thème. Les petits groupes sont réunis ou ne sont pas "
    "publiés : personne ne peut être reconnu. Chaque taux a son intervalle de confiance."
)
LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
LICENCE_TITLE = "Licence Ouverte 2.0"
KEYWORDS = ["insertion", "emploi", "satisfaction", "avis", "accompagnement"]
FILES = {"resultats.csv": "text/csv", "resultats.json": "application/json"}
EUROPE = "http://publications.europa.eu/resource/authority"
Json = dict[str, Any]


def data_package(site: str) -> Json:
    return {
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "homepage": f"{site}{HERE}",
        "version": f"{METHOD}.0.0",
        "keywords": KEYWORDS,
        "licenses": [{"name": "etalab-2.0", "title": LICENCE_TITLE, "path": LICENCE}],
        "resources": [_resource(name, media_type) for name, media_type in FILES.items()],
    }


def _resource(name: str, media_type: str) -> Json:
    return {
        "name": name.replace(".", "-"),
        "path": name,
        "format": name.rpartition(".")[2],
        "mediatype": media_type,
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": "schema.json",
    }


def catalogue(site: str, releases: Sequence[Published]) -> Json:
    """DCAT, with what DCAT-AP asks of a data set."""
    quarters = [one.release.quarter for one in releases]
    territories = sorted({one.territory for one in releases})
    dataset: Json = {
        "@id": f"{site}{HERE}",
        "@type": "dcat:Dataset",
        "dct:identifier": f"{site}{HERE}",
        "dct:title": _french(TITLE),
        "dct:description": _french(DESCRIPTION),
        "dct:publisher": {
            "@type": "foaf:Agent",
            "foaf:name": "Mon parcours",
            "foaf:homepage": site,
        },
        "dct:language": {"@id": f"{EUROPE}/language/FRA"},
        "dct:accrualPeriodicity": {"@id": f"{EUROPE}/frequency/QUARTERLY"},
        "dct:accessRights": {"@id": f"{EUROPE}/access-right/PUBLIC"},
        "dcat:theme": {"@id": f"{EUROPE}/data-theme/SOCI"},
        "dcat:keyword": [_french(word) for word in KEYWORDS],
        "dcat:landingPage": {"@id": f"{site}{HERE}"},
        "dct:spatial": [
            {"@id": f"http://id.insee.fr/geo/departement/{code}"} for code in territories
        ],
        "dcat:version": str(METHOD),
        "dcat:distribution": [_distribution(site, *file) for file in FILES.items()],
    }
    if quarters:
        last_release = max(one.release.released_at for one in releases)
        dataset["dct:temporal"] = _span(min(quarters), max(quarters))
        dataset["dct:modified"] = _day(last_release.date())
        dataset["adms:versionNotes"] = _french(f"Dernier trimestre : {period_of(max(quarters))}")
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "adms": "http://www.w3.org/ns/adms#",
        },
        "@id": f"{site}{HERE}/catalogue.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _french(TITLE),
        "dct:description": _french(DESCRIPTION),
        "dct:publisher": dataset["dct:publisher"],
        "dcat:dataset": [dataset],
    }


def _distribution(site: str, name: str, media_type: str) -> Json:
    address = f"{site}{HERE}/{name}"
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": _french(name),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media_type}"},
        "dct:conformsTo": {"@id": f"{site}{HERE}/schema.json"},
        "dct:license": {"@id": LICENCE},
    }


def _span(first: date, last: date) -> Json:
    """From the first day of a quarter to the last of another."""
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _day(first),
        "dcat:endDate": _day(quarter_after(last) - timedelta(days=1)),
    }


def _day(day: date) -> Json:
    return {"@type": "xsd:date", "@value": day.isoformat()}


def _french(words: str) -> Json:
    return {"@language": "fr", "@value": words}
