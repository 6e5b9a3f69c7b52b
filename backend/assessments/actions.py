"""What may be done with a line of her situation: by those who record it, and by her."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select, update

from backend.assessments.models import Agreement, LineRefused, Observation
from backend.people.models import Person
from backend.people.recorded import Author
from backend.vocabulary.situations import SITUATIONS
from backend.vocabulary.themes import Theme


@dataclass(frozen=True, kw_only=True)
class SituationFacts:
    """What is told of her situation: one of the list's codes, else words of their own."""

    theme: Theme
    situation: str = ""
    words: str = ""
    observed_on: date
    ended_on: date | None = None

    def check(self, today: date) -> None:
        """Raises LineRefused when it says nothing, or says it of a day that cannot be."""
        listed = SITUATIONS.get(self.situation)
        is_known = listed is not None and listed.theme is self.theme
        has_subject = is_known if self.situation else bool(self.words)
        last = self.ended_on or self.observed_on
        if not has_subject or not self.observed_on <= last <= today:
            raise LineRefused


def record(
    session: Session, person: Person, facts: SituationFacts, author: Author, *, now: datetime
) -> Observation:
    """Adds a line, or brings the one of that reference up to date (same structure, same person).

    A line of theirs that says the same and is still true is seen again, not doubled.
    The date of `now` is taken as the day where she lives: pass it in her territory's zone. Raises
    LineRefused, also when the reference is another person's line.
    """
    facts.check(now.date())
    known = _with_reference(session, author) if author.reference else None
    if known is not None and known.person_id != person.id:
        raise LineRefused
    if known is not None and not _says(known, facts):
        _replace(session, known, facts, now)
        known = None
    known = known or _same_open(session, person, facts, author)
    if known is None:
        return _added(session, person, facts, author, now)
    known.reference = author.reference or known.reference
    return _seen_again(known, facts, now)


def _with_reference(session: Session, author: Author) -> Observation | None:
    return session.exec(
        select(Observation).where(
            Observation.structure_id == author.structure_id,
            Observation.reference == author.reference,
        )
    ).one_or_none()


def _says(line: Observation, facts: SituationFacts) -> bool:
    """Whether she would read the same: then what she answered to it stands."""
    said = (line.theme, line.situation, line.words)
    return said == (facts.theme, facts.situation, facts.words)


def _replace(session: Session, line: Observation, facts: SituationFacts, now: datetime) -> None:
    """Other words are another line: the former is history, with what she answered to it."""
    line.reference = None
    if line.ended_on is None:
        line.ended_on = max(facts.observed_on, line.observed_on)
    line.changed_at = now
    session.add(line)
    session.flush()


def _same_open(
    session: Session, person: Person, facts: SituationFacts, author: Author
) -> Observation | None:
    return session.exec(
        select(Observation).where(
            Observation.person_id == person.id,
            Observation.structure_id == author.structure_id,
            Observation.theme == facts.theme,
            Observation.situation == facts.situation,
            Observation.words == facts.words,
            col(Observation.ended_on).is_(None),
            *([col(Observation.reference).is_(None)] if author.reference else []),
        )
    ).first()


def _seen_again(line: Observation, facts: SituationFacts, now: datetime) -> Observation:
    """The last day it was seen counts. Ended, it is true again only if seen since."""
    ended_on = facts.ended_on
    if ended_on is None and line.ended_on is not None and facts.observed_on <= line.ended_on:
        ended_on = line.ended_on
    told = (max(line.observed_on, facts.observed_on), ended_on)
    if told != (line.observed_on, line.ended_on):
        line.observed_on, line.ended_on = told
        line.changed_at = now
    return line


def _added(
    session: Session, person: Person, facts: SituationFacts, author: Author, now: datetime
) -> Observation:
    line = Observation(
        person_id=person.id, created_at=now, changed_at=now, **vars(facts), **vars(author)
    )
    session.add(line)
    session.flush()
    return line


def end(line: Observation, *, on: date, now: datetime) -> None:
    """It is no longer true since that day; it is kept. Ended before, the first day stays."""
    if line.ended_on is None:
        if not line.observed_on <= on <= now.date():
            raise LineRefused
        line.ended_on, line.changed_at = on, now


def say(
    session: Session, line: Observation, words: str, *, agrees: bool, now: datetime
) -> Agreement:
    """What she thinks of a line. The last word counts, all are kept; said twice, the first day."""
    last = last_said_of(session, line)
    if last is not None and (last.agrees, last.words) == (agrees, words):
        return last
    said = Agreement(observation_id=line.id, agrees=agrees, words=words, said_at=now)
    session.add(said)
    session.flush()
    return said


def last_said_of(session: Session, line: Observation) -> Agreement | None:
    return session.exec(
        select(Agreement)
        .where(Agreement.observation_id == line.id)
        .order_by(col(Agreement.id).desc())
    ).first()


def mark_read(session: Session, line: Observation, *, now: datetime) -> None:
    """An adviser of the structure that recorded the line has read all that she said of it."""
    session.exec(
        update(Agreement)
        .where(col(Agreement.observation_id) == line.id, col(Agreement.read_at).is_(None))
        .values(read_at=now)
    )
