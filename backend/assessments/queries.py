"""What may be known of her situation. Nothing here starts from an id alone: somebody asks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from backend.assessments.models import Agreement, Observation
from backend.people.models import Accompaniment, Adviser, Person
from backend.people.queries import is_current
from backend.sharing.sight import Sight
from backend.territories.models import Structure
from backend.vocabulary.situations import SITUATIONS
from backend.vocabulary.themes import LABELS, Theme

PER_THEME = 5  # lines of a theme on the page of all themes; its own page has the others
PAGE = 20
AT_THE_DESK = 200  # open lines read at once by a professional
UNREAD = 50


@dataclass(frozen=True)
class Line:
    """An observation with who recorded it and the last that she said of it."""

    observation: Observation
    structure: str
    function: str = ""
    name: str = ""
    said: Agreement | None = None

    @property
    def label(self) -> str:
        """Of the situation, to be translated; empty when the professional wrote other words."""
        listed = SITUATIONS.get(self.observation.situation)
        return listed.label if listed else ""


@dataclass
class ThemeLines:
    theme: Theme
    lines: list[Line] = field(default_factory=list)
    total: int = 0


class Contested(NamedTuple):
    """She disagrees with a line of the adviser's structure, and nobody there has read it."""

    observation_id: int
    person_id: int
    first_name: str
    last_name: str
    theme: Theme
    words: str
    said_at: datetime

    @property
    def label(self) -> str:
        return LABELS[self.theme]


EARLIER = aliased(Agreement)
LAST_SAID = (
    select(func.max(EARLIER.id))
    .where(col(EARLIER.observation_id) == col(Observation.id))
    .correlate(Observation)
    .scalar_subquery()
)
LINES = (
    select(Observation, Structure.name, Adviser, Agreement)
    .join(Structure, col(Observation.structure_id) == Structure.id, isouter=True)
    .join(Adviser, col(Observation.adviser_id) == Adviser.id, isouter=True)
    .join(Agreement, col(Agreement.id) == LAST_SAID, isouter=True)
)
LATEST_FIRST = (col(Observation.observed_on).desc(), col(Observation.id).desc())
IS_OPEN = col(Observation.ended_on).is_(None)


def overview(session: Session, person: Person) -> dict[Theme, ThemeLines]:
    """What is still true of her, the latest of each theme, for the themes that hold a line."""
    ranked = (
        select(
            Observation.id,
            func.row_number()
            .over(partition_by=col(Observation.theme), order_by=LATEST_FIRST)
            .label("place"),
        )
        .where(Observation.person_id == person.id, IS_OPEN)
        .subquery()
    )
    shown = LINES.join(ranked, ranked.c.id == Observation.id).where(ranked.c.place <= PER_THEME)
    themes = {
        Theme(theme): ThemeLines(Theme(theme), total=total)
        for theme, total in session.exec(
            select(Observation.theme, func.count())
            .where(Observation.person_id == person.id, IS_OPEN)
            .group_by(col(Observation.theme))
        )
    }
    for row in session.exec(shown.order_by(*LATEST_FIRST)):
        line = _line(*row)
        themes[line.observation.theme].lines.append(line)
    return themes


def of_theme(session: Session, person: Person, theme: Theme, *, page: int) -> list[Line]:
    """What is still true of one theme: a page, and one line more when another page follows."""
    return _paged(session, page, person, Observation.theme == theme, IS_OPEN)


def ended(session: Session, person: Person, *, page: int) -> list[Line]:
    """What is no longer true: a page, and one line more when another page follows."""
    return _paged(session, page, person, ~IS_OPEN)


def _paged(
    session: Session, page: int, person: Person, *conditions: ColumnElement[bool] | bool
) -> list[Line]:
    asked = LINES.where(Observation.person_id == person.id, *conditions)
    wanted = (
        asked.order_by(col(Observation.ended_on).desc(), *LATEST_FIRST)
        .offset((page - 1) * PAGE)
        .limit(PAGE + 1)
    )
    return [_line(*row) for row in session.exec(wanted)]


def one_for(session: Session, person: Person, observation_id: int) -> Line | None:
    """A line of hers, ended or not."""
    row = session.exec(
        LINES.where(Observation.person_id == person.id, Observation.id == observation_id)
    ).one_or_none()
    return _line(*row) if row else None


def said_of(session: Session, line: Observation) -> Sequence[Agreement]:
    """All that she said of a line, the latest first."""
    return session.exec(
        select(Agreement)
        .where(Agreement.observation_id == line.id)
        .order_by(col(Agreement.id).desc())
        .limit(PAGE)
    ).all()


def readable(session: Session, sight: Sight) -> list[ThemeLines]:
    """What is still true of her, as far as this professional may read it, in the themes' order."""
    asked = LINES.where(Observation.person_id == sight.person.id, IS_OPEN)
    themes = {theme: ThemeLines(theme) for theme in Theme}
    for row in session.exec(asked.order_by(*LATEST_FIRST).limit(AT_THE_DESK)):
        line = _line(*row)
        if sight.may_read(line.observation, line.observation.part):
            themes[line.observation.theme].lines.append(line)
    return [theme for theme in themes.values() if theme.lines]


def one_recorded_by(session: Session, sight: Sight, observation_id: int) -> Line | None:
    """A line of this person that the professional's own structure recorded, ended or not."""
    line = one_for(session, sight.person, observation_id)
    return line if line and sight.is_own(line.observation) else None


def contested_for(session: Session, adviser: Adviser, today: date) -> list[Contested]:
    """The last she said of it is no, unread; of the people this adviser accompanies today."""
    rows = session.exec(
        select(Observation, Person, Agreement)
        .select_from(Observation)
        .join(Agreement, col(Agreement.id) == LAST_SAID)
        .join(Person, col(Person.id) == Observation.person_id)
        .where(
            Observation.structure_id == adviser.structure_id,
            col(Agreement.agrees).is_(False),
            col(Agreement.read_at).is_(None),
            col(Person.id).in_(
                select(Accompaniment.person_id).where(
                    Accompaniment.adviser_id == adviser.id, is_current(today)
                )
            ),
        )
        .order_by(col(Agreement.said_at), col(Agreement.id))
        .limit(UNREAD)
    )
    return [
        Contested(
            line.id,
            person.id,
            person.first_name,
            person.last_name,
            line.theme,
            said.words,
            said.said_at,
        )
        for line, person, said in rows
    ]


def _line(
    observation: Observation, structure: str | None, adviser: Adviser | None, said: Agreement | None
) -> Line:
    if adviser is None:
        return Line(observation, structure or "", said=said)
    name = f"{adviser.first_name} {adviser.last_name}"
    return Line(observation, structure or "", adviser.function, name, said)
