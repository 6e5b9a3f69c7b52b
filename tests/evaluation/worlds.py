"""Random quarters: few or many structures, each with its own moments and themes, uneven sizes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from random import Random

from backend.evaluation.counting import Tallies
from backend.evaluation.hiding import Cell, Group, Table
from backend.surveys.models import Face, Moment, Obstacle, Said
from backend.vocabulary.themes import Theme

Place = tuple[int | None, Moment, Theme | None]

SAID = (Said.YES, Said.A_LITTLE, Said.NO, Said.DO_NOT_KNOW, None)


@dataclass(frozen=True)
class Answer:
    person: str
    structure: int | None
    moment: Moment
    theme: Theme | None
    face: Face
    helped: Said | None
    first: Said | None = None
    obstacles: str = ""

    @property
    def cell(self) -> Place:
        return self.structure, self.moment, self.theme


def random_answers(random: Random) -> list[Answer]:
    """Some places are made to be subtracted: a moment or a theme that one structure alone has."""
    structures: list[int | None] = [*range(1, random.randint(2, 7)), random.choice([None, 99])]
    places = [place for one in structures for place in _places(random, one)]
    sizes = [random.choice([1, 1, 2, 4, 8, 16]) for _ in places]
    moods = {one: random.choice([(6, 1, 1), (8, 2, 1), (1, 1, 3), (1, 1, 1)]) for one in structures}
    people = [str(number) for number in range(random.choice([12, 40, 120]))]
    return [
        _answer(random, random.choice(people), place, moods[place[0]])
        for place in random.choices(places, sizes, k=random.choice([20, 60, 150, 400]))
    ]


def _places(random: Random, structure: int | None) -> list[Place]:
    moments = random.sample(list(Moment), random.randint(1, 4))
    themes = random.sample([None, Theme.HOUSING, Theme.HEALTH, Theme.MONEY], random.randint(1, 3))
    places: list[Place] = [(structure, moment, theme) for moment in moments for theme in themes]
    return random.sample(places, random.randint(1, len(places)))


def _answer(random: Random, person: str, place: Place, mood: Sequence[int]) -> Answer:
    helped = random.choices(SAID, [6, 3, 3, 1, random.choice([0, 3])])[0]
    obstacles = random.sample(list(Obstacle), random.randint(0, 3))
    return Answer(
        person,
        *place,
        face=random.choices(list(Face), mood)[0],
        helped=helped,
        first=random.choice(SAID),
        obstacles=" ".join(obstacles) if helped in {Said.A_LITTLE, Said.NO} else "",
    )


def tallies_of(answers: Sequence[Answer]) -> Tallies:
    """Counted one by one, as the database must."""
    asked: Counter[Cell] = Counter((*answer.cell, 1) for answer in answers)
    opinions = [one for one in answers if one.helped not in {None, Said.DO_NOT_KNOW}]
    return Tallies(
        asked=asked,
        skipped=0,
        satisfaction=_table(answers, lambda one: one.cell, lambda one: [one.face]),
        helped=_table(opinions, lambda one: one.cell, lambda one: [one.helped]),
        first=_table(
            [one for one in answers if one.first],
            lambda one: (one.moment, 1),
            lambda one: [one.first],
        ),
        second={},
        obstacles=_table(
            [one for one in answers if one.obstacles],
            lambda one: (one.moment,),
            lambda one: one.obstacles.split(),
        ),
        reached={},
    )


def _table(
    answers: Sequence[Answer],
    cell_of: Callable[[Answer], tuple[Hashable, ...]],
    codes_of: Callable[[Answer], Sequence[str | None]],
) -> Table:
    counts: defaultdict[Cell, Counter[str]] = defaultdict(Counter)
    people: defaultdict[Cell, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for answer in answers:
        for code in filter(None, codes_of(answer)):
            counts[cell_of(answer)][code] += 1
            people[cell_of(answer)][code].add(answer.person)
    return {
        cell: Group(counts[cell], {code: frozenset(who) for code, who in people[cell].items()})
        for cell in counts
    }
