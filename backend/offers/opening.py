"""When a solution is open, by the clocks of where it is."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from backend.catalogue.models import Sheet, StructureSheet
from backend.offers.hours import Hours, hours_in_words

HEXAGON = "Europe/Paris"
OVERSEAS: Mapping[str, str] = {  # département -> IANA name
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}


def department_of(commune_code: str) -> str:
    """« 81004 » is of the 81, « 97302 » of the 973, « 2A004 » of the 2A."""
    return commune_code[:3] if commune_code.startswith(("97", "98")) else commune_code[:2]


def hours_of(sheet: Sheet, structure: StructureSheet | None, now: datetime) -> Hours | None:
    """In the language spoken where it is called; None when nothing that can be read is said."""
    said = sheet.hours or (structure.hours if structure else "")
    if not said:
        return None
    code = sheet.commune_code or (structure.commune_code if structure else "")
    department = department_of(code)
    zone = ZoneInfo(OVERSEAS.get(department, HEXAGON))
    return hours_in_words(said, zone, department, now)
