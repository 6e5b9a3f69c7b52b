"""What a solution is found by: every word and every filter as one token of the index.

w_log     a word of it, as its stem          h_sante__addictions   a thématique
t_log     a word of its name                 c_sante               a category of them
z_81004   who may come: a commune, an EPCI, a département, France
d_81      a département that its zone touches
l_81      the département it is in, or l_none
g_1_175_8 the squares of the map it is in, of three sizes, or g_none
f_gratuit · m_distance · m_presentiel · p_jeunes · u_usagers · k_service · s_dora
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

from backend.catalogue.areas import FRANCE, cells_of, zone_token
from backend.catalogue.models import Sheet
from backend.catalogue.needs import category_of
from backend.places.queries import Atlas
from backend.search.stems import stems_in
from backend.vocabulary.listing import folded

NOBODY_ELSE = "tous-publics"
MODES = {"a-distance": "m_distance", "en-presentiel": "m_presentiel"}
COUNTRY = ("france", "99100")
MOST_NAMED, NAME_LENGTH = 16, 240  # words of a name, and characters of their tokens
OTHER = re.compile("[^0-9a-z]+")
CORSICA = "20"  # the département of its postcodes


def tokens_of(sheet: Sheet, atlas: Atlas, *, structure: str = "") -> str:
    """`structure` is the name of who runs it."""
    return tokens_with(words_in(sheet, structure=structure), sheet, atlas)


def tokens_with(words: Iterable[tuple[str, str]], sheet: Sheet, atlas: Atlas) -> str:
    """The words of its name come first and each token is between two spaces: SQLite looks for them
    in the line itself, to rank what it found."""
    found = {f"w_{stem}" for _, stem in words}
    found.update(_themes(sheet))
    found.update(_zones(sheet, atlas))
    found.update(_place(sheet, atlas))
    found.update(_filters(sheet))
    return f" {' '.join([*_named(sheet), *sorted(found)])} "


def _named(sheet: Sheet) -> list[str]:
    named = sorted({f"t_{word.stem}" for word in islice(stems_in(sheet.name), MOST_NAMED)})
    return named if len(" ".join(named)) < NAME_LENGTH else named[:4]


def words_in(sheet: Sheet, *, structure: str = "") -> Iterator[tuple[str, str]]:
    """Its words, folded, and their stems: for the vocabulary."""
    themes = " ".join(labels().get(theme, "") for theme in sheet.themes.split())
    said = (sheet.name, sheet.description, themes, structure, sheet.conditions, sheet.publics_words)
    for text in said:
        for word in stems_in(text):
            yield word.word, word.stem


@cache
def labels() -> dict[str, str]:
    """The thématiques in French."""
    from data_inclusion.schema.v1 import Thematique  # noqa: PLC0415 (half a second, to index only)

    return {theme.value: theme.label for theme in Thematique}


def compact(code: str) -> str:
    """A code of data·inclusion in letters, figures and « _ »: "tous-publics" is "tous_publics"."""
    return OTHER.sub("_", folded(code)).strip("_") or "unknown"


def theme_token(theme: str) -> str:
    """Of a thématique, or of a category."""
    return f"h_{compact(theme)}" if "--" in theme else f"c_{compact(theme)}"


def _themes(sheet: Sheet) -> Iterator[str]:
    for theme in sheet.themes.split():
        yield theme_token(theme)
        yield theme_token(category_of(theme))


def _zones(sheet: Sheet, atlas: Atlas) -> Iterator[str]:
    zones = [zone for zone in sheet.zones.split() if zone.lower() not in COUNTRY]
    if not zones or len(zones) < len(sheet.zones.split()):
        yield FRANCE
        return
    for zone in zones:
        yield zone_token(zone)
        yield from (f"d_{department.lower()}" for department in _touched(zone, atlas))


def _touched(zone: str, atlas: Atlas) -> Iterable[str]:
    """The départements that a zone touches. A code of two or three figures is a département:
    a région is written as all of its own."""
    if zone in atlas.communes:
        return (atlas.communes[zone].department,)
    if zone in atlas.epcis:
        return atlas.epcis[zone]
    return (zone,) if len(zone) in {2, 3} else ()


def _place(sheet: Sheet, atlas: Atlas) -> Iterator[str]:
    zones = atlas.communes.get(sheet.commune_code)
    department = zones.department if zones else department_of(sheet.postcode)
    yield f"l_{department.lower() or 'none'}"
    if sheet.latitude is None or sheet.longitude is None:
        yield "g_none"
    else:
        yield from cells_of(sheet.latitude, sheet.longitude)


def department_of(postcode: str) -> str:
    """Of a postcode; nothing where it does not tell (Corsica)."""
    length = 3 if postcode.startswith(("97", "98")) else 2
    return "" if postcode[:length] == CORSICA else postcode[:length]


def _filters(sheet: Sheet) -> Iterator[str]:
    publics = sheet.publics.split()
    yield f"k_{sheet.kind.value}"
    yield from (f"p_{compact(public)}" for public in publics or (NOBODY_ELSE,))
    yield from (MODES[mode] for mode in sheet.modes.split() if mode in MODES)
    if sheet.fee:
        yield f"f_{compact(sheet.fee)}"
    if "usagers" in sheet.usable_by.split():
        yield "u_usagers"
    yield f"s_{compact(sheet.source)}"
