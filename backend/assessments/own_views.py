"""Her own view of her situation: theme by theme, saved at each answer, frozen when she says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, or_, select, update

from backend.assessments.models import Feeling, OwnAnswer, OwnView
from backend.people.models import Person
from backend.vocabulary.situations import SITUATIONS
from backend.vocabulary.themes import DIAGNOSTIC, Theme

LATEST = 20  # versions told in the history

Answers = dict[Theme, OwnAnswer]


@dataclass(frozen=True)
class Standing:
    """Where she stands: the version under way, the last finished, and the one others may read."""

    draft: OwnView | None = None
    last: OwnView | None = None
    shown: OwnView | None = None
    answers: dict[int, Answers] = field(default_factory=dict)  # of the draft and the last

    def of(self, view: OwnView | None) -> Answers:
        return self.answers.get(view.id, {}) if view else {}

    @property
    def draft_answers(self) -> Answers:
        return self.of(self.draft)

    @property
    def last_answers(self) -> Answers:
        return self.of(self.last)

    @property
    def following(self) -> Theme | None:
        """The first theme she has not answered in the version under way."""
        return next_unanswered(self.draft_answers)


def next_unanswered(answers: Answers, after: Theme | None = None) -> Theme | None:
    since = DIAGNOSTIC.index(after) + 1 if after else 0
    return next((theme for theme in DIAGNOSTIC[since:] if theme not in answers), None)


def standing(session: Session, person: Person) -> Standing:
    last_finished = (
        select(func.max(OwnView.id))
        .where(OwnView.person_id == person.id, col(OwnView.finished_at).is_not(None))
        .scalar_subquery()
    )
    views = session.exec(
        select(OwnView)
        .where(
            OwnView.person_id == person.id,
            or_(
                col(OwnView.finished_at).is_(None),
                col(OwnView.shown_at).is_not(None),
                col(OwnView.id) == last_finished,
            ),
        )
        .order_by(col(OwnView.id).desc())
    ).all()
    draft = next((view for view in reversed(views) if view.finished_at is None), None)
    last = next((view for view in views if view.finished_at is not None), None)
    shown = next((view for view in views if view.shown_at is not None), None)
    told = [view for view in (draft, last) if view]
    return Standing(draft, last, shown, answers_of(session, told) if told else {})


def answers_of(session: Session, views: Iterable[OwnView]) -> dict[int, Answers]:
    """Of each version, by theme."""
    found: dict[int, Answers] = {view.id: {} for view in views}
    for answer in session.exec(select(OwnAnswer).where(col(OwnAnswer.own_view_id).in_(found))):
        found[answer.own_view_id][answer.theme] = answer
    return found


def one_for(session: Session, person: Person, view_id: int) -> OwnView | None:
    """A version of hers that she has finished."""
    return session.exec(
        select(OwnView).where(
            OwnView.id == view_id,
            OwnView.person_id == person.id,
            col(OwnView.finished_at).is_not(None),
        )
    ).one_or_none()


def finished_of(session: Session, person: Person) -> Sequence[OwnView]:
    """Her versions, the last first."""
    return session.exec(
        select(OwnView)
        .where(OwnView.person_id == person.id, col(OwnView.finished_at).is_not(None))
        .order_by(col(OwnView.id).desc())
        .limit(LATEST)
    ).all()


def to_prepare(session: Session, person: Person) -> bool:
    """Whether she has not finished any view of her own yet."""
    finished = select(OwnView.id).where(
        OwnView.person_id == person.id, col(OwnView.finished_at).is_not(None)
    )
    return session.exec(finished).first() is None


def shown_by(session: Session, person: Person) -> OwnView | None:
    """The version those who accompany her may read."""
    return session.exec(
        select(OwnView)
        .where(OwnView.person_id == person.id, col(OwnView.shown_at).is_not(None))
        .order_by(col(OwnView.id).desc())
    ).first()


@dataclass(frozen=True, kw_only=True)
class AnswerFacts:
    theme: Theme
    feeling: Feeling
    situations: Sequence[str] = ()
    words: str = ""

    def columns(self) -> dict[str, Any]:
        """Situations of another theme are not hers to tick here."""
        ticked = dict.fromkeys(
            code
            for code in self.situations
            if code in SITUATIONS and SITUATIONS[code].theme is self.theme
        )
        return {"feeling": self.feeling, "situations": " ".join(ticked), "words": self.words}


def answer(session: Session, person: Person, facts: AnswerFacts, *, now: datetime) -> OwnView:
    """Saves what she says of a theme in the version under way, which the first answer begins."""
    view = _draft_of(session, person)
    if view is None:
        view = OwnView(person_id=person.id, started_at=now)
        session.add(view)
        session.flush()
    known = session.exec(
        select(OwnAnswer).where(OwnAnswer.own_view_id == view.id, OwnAnswer.theme == facts.theme)
    ).one_or_none()
    said: dict[str, Any] = facts.columns() | {"saved_at": now}
    if known is None:
        session.add(OwnAnswer(own_view_id=view.id, theme=facts.theme, **said))
    else:
        known.sqlmodel_update(said)
    session.flush()
    return view


def _draft_of(session: Session, person: Person) -> OwnView | None:
    return session.exec(
        select(OwnView)
        .where(OwnView.person_id == person.id, col(OwnView.finished_at).is_(None))
        .order_by(col(OwnView.id))
    ).first()


def finish(session: Session, person: Person, view: OwnView, *, shown: bool, now: datetime) -> None:
    """It no longer changes. Kept for herself, the one shown before stays the one shown."""
    view.finished_at = now
    if shown:
        show(session, person, view, now=now)


def show(session: Session, person: Person, view: OwnView, *, now: datetime) -> None:
    """To those who accompany her, instead of any version shown before."""
    if view.shown_at is None:
        withdraw(session, person)
        view.shown_at = now


def withdraw(session: Session, person: Person) -> None:
    """Nobody reads any of her views any more."""
    session.exec(update(OwnView).where(col(OwnView.person_id) == person.id).values(shown_at=None))
