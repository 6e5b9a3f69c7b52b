"""Which solutions come first: what they say of what she asked, then near, fresh, well described.

A solution has up to

    100  for what of her words it speaks of, rare words counting more than common ones
     50  for those of them that its name says
     40  for those that its thématiques stand for
     30  for being near: 3 km or less; what is used at home counts as 10 km
      8  for having been looked at lately
     10  for how well it is described (data·inclusion's own score)

and those that speak of all that matters come before those that leave something out. Every figure
is a whole number, or the same product of the same numbers: both engines order alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from backend.catalogue.areas import KM_PER_DEGREE, km_per_longitude
from backend.catalogue.enough import any_of, enough_of, named, spoken_of, stood_for, that_matter
from backend.catalogue.expressions import (
    Every,
    Expression,
    Has,
    either,
    every,
    for_fts5,
    for_tsquery,
)
from backend.catalogue.tokens import NAME_LENGTH
from backend.places.models import Commune
from backend.search.understanding import Concept

SPOKEN_OF, NAMED, STOOD_FOR = 100, 50, 40
NEAR = ((3, 30), (6, 25), (10, 20), (20, 14), (35, 8), (60, 4))  # km, points
AT_HOME = 20
IN_DEPARTMENT = 20
FRESH = ((182, 8), (365, 5), (730, 2))  # days, points
DESCRIBED = 10.0

ONLINE = "modes LIKE '%a-distance%'"
JOINED = {
    "sqlite": ("offer_index.rowid", "offer_index MATCH {}"),
    "postgresql": ("offer_index.sheet_id", "offer_index.tokens @@ CAST({} AS tsquery)"),
}
LIVE = "(SELECT coalesce(max(number), 0) FROM catalogue_edition)"
PAGE = """
WITH found AS MATERIALIZED (
  SELECT s.id, s.offer_id, s.structure_code, s.quality, s.modes, s.updated_on, {columns}
  FROM {found} WHERE s.since <= {live} AND (s.until IS NULL OR s.until > {live})
), ranked AS (
  SELECT id, offer_id, structure_code, far, {covers} AS covers, {rank} AS rank
  FROM found WHERE {kept}
), shown AS (
  SELECT ranked.*, count(*) OVER () AS total FROM ranked
  ORDER BY covers DESC, rank DESC, offer_id LIMIT :size OFFSET :start
)
SELECT shown.id, shown.far, shown.total, r.name, covers, rank, shown.offer_id FROM shown
LEFT JOIN structure_sheet r ON r.code = shown.structure_code
  AND r.since <= {live} AND (r.until IS NULL OR r.until > {live})
ORDER BY covers DESC, rank DESC, shown.offer_id
"""


@dataclass(frozen=True)
class Asked:
    """A search, its words understood and its filters told as tokens."""

    engine: str
    concepts: tuple[Concept, ...]
    filters: tuple[Expression, ...]
    commune: Commune | None
    department: str  # as in a token; empty when she asked from a commune, or from nowhere
    distance_km: int
    on_site: bool
    today: date
    is_loose: bool = False  # any word that matters will do


@dataclass
class Statement:
    """Text made of our own words and numbers alone; tokens and dates are bound values."""

    asked: Asked
    prefix: str = ""  # of the names of its values, where several are asked together
    values: dict[str, object] = field(default_factory=dict)

    def text(self) -> str:
        far = squared_distance(self.asked.commune)
        return PAGE.format(
            columns=", ".join(self._columns(far)),
            found=self._found(),
            covers=self._covers(),
            rank=" + ".join([*self._relevance(), *self._besides(far)]),
            live=LIVE,
            kept=self._near_enough(far),
        )

    def _columns(self, far: str) -> Iterator[str]:
        """What is worked out once of each row: how far it is, and how it meets each concept."""
        yield f"{far or 'CAST(NULL AS double precision)'} AS far"
        for number, concept in enumerate(self.asked.concepts):
            is_alone = len(self.asked.concepts) == 1  # then it was found by it
            spoken = "1 = 1" if is_alone else self._has(spoken_of(concept))
            yield f"{spoken} AS spoken_{number}"
            yield f"{self._has(either(named(concept)))} AS named_{number}"
            if concept.themes:
                yield f"{self._has(either(stood_for(concept)))} AS stood_{number}"
        if not far and self.asked.department:
            yield f"{self._has(Has(f'l_{self.asked.department}'))} AS is_there"

    def _found(self) -> str:
        asked, wanted = self.asked, [*self.asked.filters]
        if asked.concepts:
            wanted.append((any_of if asked.is_loose else enough_of)(asked.concepts))
        own, matches = JOINED[asked.engine]
        if not wanted:
            return f"offer_index JOIN offer_sheet s ON s.id = {own}"
        tell = for_fts5 if asked.engine == "sqlite" else for_tsquery
        bound = self._bound(tell(every(wanted)))
        return f"offer_index JOIN offer_sheet s ON s.id = {own} AND {matches.format(bound)}"

    def _relevance(self) -> Iterator[str]:
        weight = sum(concept.weight for concept in self.asked.concepts)
        for number, concept in enumerate(self.asked.concepts):
            share = concept.weight / weight
            yield _points(f"spoken_{number}", round(SPOKEN_OF * share))
            yield _points(f"named_{number}", round(NAMED * share))
            if concept.themes:
                yield _points(f"stood_{number}", round(STOOD_FOR * share))

    def _covers(self) -> str:
        """Whether all that matters is spoken of: a word that everything says does not."""
        matters = that_matter(self.asked.concepts)
        told = [
            f"spoken_{number}"
            for number, concept in enumerate(self.asked.concepts)
            if concept in matters
        ]
        return _points(" AND ".join(told), 1) if told else "1"

    def _has(self, expression: Expression) -> str:
        """Of a row that was found."""
        if self.asked.engine != "sqlite":
            wanted = self._bound(for_tsquery(expression))
            return f"offer_index.tokens @@ CAST({wanted} AS tsquery)"
        if isinstance(expression, Has):
            is_named = expression.token.startswith("t_")
            line = f"substr(s.tokens, 1, {NAME_LENGTH + 2})" if is_named else "s.tokens"
            return f"(instr({line}, {self._bound(f' {expression.token} ')}) > 0)"
        between = " AND " if isinstance(expression, Every) else " OR "
        return f"({between.join(map(self._has, expression.parts))})"

    def _bound(self, value: object) -> str:
        name = f"{self.prefix}v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _near_enough(self, far: str) -> str:
        if not far:
            return "1 = 1"
        near = f"far IS NULL OR far <= {self.asked.distance_km**2}"
        return f"({near})" if self.asked.on_site else f"({near} OR {ONLINE})"

    def _besides(self, far: str) -> Iterator[str]:
        """Points for near, fresh and well described."""
        yield f"quality * {DESCRIBED}"
        fresh = (
            f"WHEN updated_on >= {self._bound(self.asked.today - timedelta(days))} THEN {points}"
            for days, points in FRESH
        )
        yield f"CASE {' '.join(fresh)} ELSE 0 END"
        if far:
            yield _nearness()
        elif self.asked.department:
            yield _points("is_there", IN_DEPARTMENT)


def squared_distance(commune: Commune | None) -> str:
    """In square kilometres, as if the land was flat: SQLite has no root, and none is needed."""
    if commune is None or commune.latitude is None or commune.longitude is None:
        return ""
    up = f"(s.latitude - ({commune.latitude!r})) * {KM_PER_DEGREE!r}"
    aside = f"(s.longitude - ({commune.longitude!r})) * {km_per_longitude(commune.latitude)!r}"
    return f"({up} * {up} + {aside} * {aside})"


def _points(condition: str, points: int) -> str:
    return f"CASE WHEN {condition} THEN {points} ELSE 0 END"


def _nearness() -> str:
    steps = [(km, f"WHEN far <= {km * km} THEN {points}", points) for km, points in NEAR]
    nearer = " ".join(step for _, step, points in steps if points > AT_HOME)
    further = " ".join(step for _, step, points in steps if points <= AT_HOME)
    return f"CASE {nearer} WHEN {ONLINE} THEN {AT_HOME} {further} ELSE 0 END"
