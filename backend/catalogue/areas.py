"""Where a search looks: who may come from there, and what is near enough, as tokens."""

from collections.abc import Iterator
from math import cos, floor, radians

from backend.catalogue.expressions import Expression, Has, any_token, either, every
from backend.places.models import Commune

FRANCE = "z_france"
NOWHERE = "g_none"
ONLINE, ON_SITE = "m_distance", "m_presentiel"
SIZES = (1, 2, 4)  # quarters of a degree: 28 km from south to north, 20 km from west to east
KM_PER_SIZE = 25  # a circle of so many km a size is covered by twelve cells or so
KM_PER_DEGREE = 111.2
CITIES = {"75": "75056", "13": "13055", "69": "69123"}  # whose arrondissements have codes too
BOROUGH = ("751", "132", "6938")


def zone_token(zone: str) -> str:
    return f"z_{zone.strip().lower()}"


def cells_of(latitude: float, longitude: float) -> Iterator[str]:
    """One of each size: a wide search asks for few large cells rather than for a hundred."""
    for size in SIZES:
        yield _cell(size, _row(latitude, size), _row(longitude, size))


def cells_around(latitude: float, longitude: float, km: float) -> Iterator[str]:
    """Every cell that a circle may touch, of the smallest size that makes few of them."""
    size = next((one for one in SIZES if km <= one * KM_PER_SIZE), SIZES[-1])
    up = km / KM_PER_DEGREE
    aside = km / km_per_longitude(latitude)
    for row in range(_row(latitude - up, size), _row(latitude + up, size) + 1):
        for column in range(_row(longitude - aside, size), _row(longitude + aside, size) + 1):
            yield _cell(size, row, column)


def _row(degrees: float, size: int) -> int:
    return floor(degrees * 4 / size)


def km_per_longitude(latitude: float) -> float:
    return KM_PER_DEGREE * cos(radians(latitude))


def _cell(size: int, row: int, column: int) -> str:
    return f"g_{size}_{row}_{column}".replace("-", "m")


def around(commune: Commune, km: float, *, online: bool | None) -> Expression:
    """What she may go to from a commune, and what she may use from there."""
    may_come = any_token(_zones_of(commune))
    if online:
        return every([may_come, Has(ONLINE)])
    local = f"l_{commune.department.lower()}"
    unplaced = every([Has(NOWHERE), any_token([local, "l_none"])])
    if commune.latitude is None or commune.longitude is None:
        near = either([Has(local), unplaced])
    else:
        cells = cells_around(commune.latitude, commune.longitude, km)
        near = either([any_token(cells), unplaced])
    if online is None:
        return every([may_come, either([near, Has(ONLINE)])])
    return every([may_come, near, Has(ON_SITE)])


def within(department: str, *, online: bool | None) -> Expression:
    """What there is in a département, and what is used from there."""
    may_come = any_token([f"d_{department.lower()}", FRANCE])
    there = any_token([f"l_{department.lower()}", "l_none"])
    if online:
        return every([may_come, Has(ONLINE)])
    if online is None:
        return every([may_come, either([there, Has(ONLINE)])])
    return every([may_come, there, Has(ON_SITE)])


def _zones_of(commune: Commune) -> Iterator[str]:
    yield from (FRANCE, zone_token(commune.department), zone_token(commune.code))
    if commune.epci:
        yield zone_token(commune.epci)
    if commune.code.startswith(BOROUGH):
        yield zone_token(CITIES[commune.department])
