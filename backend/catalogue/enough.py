"""How much of what she asked a solution must speak of to be found."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from backend.catalogue.expressions import Expression, Has, either, every
from backend.catalogue.tokens import theme_token
from backend.search.understanding import Concept

MATTERS = 0.5  # of the weight of the rarest word


def enough_of(concepts: Sequence[Concept]) -> Expression:
    """At least half of what she asked, by weight."""
    return either(every(map(spoken_of, chosen)) for chosen in _halves(concepts))


def any_of(concepts: Sequence[Concept]) -> Expression:
    return either(map(spoken_of, that_matter(concepts)))


def that_matter(concepts: Sequence[Concept]) -> list[Concept]:
    """All but the words that everything says."""
    heaviest = max((concept.weight for concept in concepts), default=0)
    return [concept for concept in concepts if concept.weight >= heaviest * MATTERS]


def _halves(concepts: Sequence[Concept]) -> Iterator[tuple[Concept, ...]]:
    """The smallest choices of concepts that weigh half of them all."""
    half = sum(concept.weight for concept in concepts) / 2
    for size in range(1, len(concepts) + 1):
        for chosen in combinations(concepts, size):
            weight = sum(concept.weight for concept in chosen)
            if weight >= half > weight - min(concept.weight for concept in chosen):
                yield chosen


def spoken_of(concept: Concept) -> Expression:
    return either([*_said(concept, "w"), *stood_for(concept)])


def named(concept: Concept) -> Iterator[Expression]:
    return _said(concept, "t")


def stood_for(concept: Concept) -> Iterator[Expression]:
    return (Has(theme_token(theme)) for theme in concept.themes)


def _said(concept: Concept, kind: str) -> Iterator[Expression]:
    for way in concept.ways:
        yield every(Has(f"{kind}_{stem}") for stem in way)
