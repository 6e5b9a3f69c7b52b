"""The next version of a questionnaire: one draft a moment, which nobody is asked until it is
published. What two people write at once is never lost in silence."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import ColumnElement
from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col, delete, select, update

from backend.audit.actions import Deed, note
from backend.conflict import Conflict
from backend.people.models import Adviser
from backend.surveys.models import Moment, Question, Questionnaire
from backend.surveys.questionnaires import current, in_use, shipped, written
from backend.territories.models import Territory
from backend.web.language import DEFAULT

FIRST_VERSION = 1  # as shipped


class Meanwhile(Conflict):
    """Somebody else saved, published or threw away what was being looked at."""


class Change(StrEnum):
    NONE = "none"
    TRANSLATION = "translation"  # the French words are the same
    WORDS = "words"


@dataclass(frozen=True)
class Edit:
    """Who changes what, and what it was when they looked at it: see stamp_of."""

    territory: Territory
    adviser: Adviser
    moment: Moment
    seen: str
    now: datetime


def draft_of(session: Session, territory_id: int, moment: Moment) -> Questionnaire | None:
    return session.exec(
        select(Questionnaire).where(
            Questionnaire.territory_id == territory_id,
            Questionnaire.moment == moment,
            col(Questionnaire.published_at).is_(None),
        )
    ).one_or_none()


def drafts_of(session: Session, territory_id: int) -> set[Moment]:
    """The moments that have one."""
    found = session.exec(
        select(Questionnaire).where(
            Questionnaire.territory_id == territory_id,
            col(Questionnaire.published_at).is_(None),
        )
    ).all()
    return {one.moment for one in found}


def stamp_of(session: Session, territory_id: int, moment: Moment) -> str:
    """What a form was filled in from: another one says that it is no longer so."""
    used = in_use(session, territory_id, moment)
    return _stamp(used, draft_of(session, territory_id, moment))


def _stamp(used: Questionnaire | None, draft: Questionnaire | None) -> str:
    told = f"{used.version if used else FIRST_VERSION}:{draft.questions if draft else ''}"
    return sha256(told.encode()).hexdigest()[:16]


def change(before: Sequence[Question], after: Sequence[Question]) -> Change:
    if written(before) == written(after):
        return Change.NONE
    is_same = [one["code"] for one in before] == [one["code"] for one in after]
    return Change.TRANSLATION if is_same else Change.WORDS


def save(session: Session, edit: Edit, said: Sequence[Mapping[str, str]]) -> Questionnaire | None:
    """`said` is each question's words by language. None: it is what is asked already.

    Raises Meanwhile.
    """
    used, draft = _looked_at(session, edit)
    known = [*used.asked, *shipped()[edit.moment]]
    offered = {DEFAULT, *edit.territory.language_codes}
    questions = [_coded(words, known, offered) for words in said]
    if draft is not None:
        words = {"questions": written(questions), "adviser_id": edit.adviser.id}
        _move(session, draft, words | {"saved_at": edit.now})
    elif change(used.asked, questions) is not Change.NONE:
        _begin(session, edit, used, questions)
    return draft_of(session, edit.territory.id, edit.moment)


def _looked_at(session: Session, edit: Edit) -> tuple[Questionnaire, Questionnaire | None]:
    """What is asked and the draft, each read once: what is written next holds for these only."""
    used = current(session, edit.territory.id, edit.moment, now=edit.now)
    draft = draft_of(session, edit.territory.id, edit.moment)
    if _stamp(used, draft) != edit.seen:
        raise Meanwhile
    return used, draft


def _coded(
    said: Mapping[str, str], known: Iterable[Question], offered: Collection[str]
) -> Question:
    """The same French words are the same question, and keep what they are called in languages
    that the territory does not offer now."""
    for one in known:
        if one["words"][DEFAULT] == said[DEFAULT]:
            others = {code: word for code, word in one["words"].items() if code not in offered}
            return {"code": one["code"], "words": others | dict(said)}
    return {"code": f"own_{sha256(said[DEFAULT].encode()).hexdigest()[:8]}", "words": dict(said)}


def _begin(
    session: Session, edit: Edit, used: Questionnaire, questions: Sequence[Question]
) -> None:
    begun = insert(Questionnaire).values(
        territory_id=used.territory_id,
        moment=used.moment,
        version=used.version + 1,
        questions=written(questions),
        adviser_id=edit.adviser.id,
        saved_at=edit.now,
    )
    begun = begun.on_conflict_do_nothing().returning(col(Questionnaire.id))
    if session.connection().execute(begun).first() is None:
        raise Meanwhile


def _move(session: Session, draft: Questionnaire, values: Mapping[str, object]) -> None:
    done = session.exec(update(Questionnaire).where(*_still(draft)).values(dict(values)))
    if done.rowcount != 1:
        raise Meanwhile
    session.refresh(draft)


def _still(draft: Questionnaire) -> Sequence[ColumnElement[bool]]:
    """Only the draft that was read, and only as long as it is one."""
    return [
        col(Questionnaire.id) == draft.id,
        col(Questionnaire.published_at).is_(None),
        col(Questionnaire.questions) == draft.questions,
    ]


def publish(session: Session, edit: Edit) -> None:
    """What was looked at, and nothing else, is asked from now on. Raises Meanwhile."""
    former, draft = _looked_at(session, edit)
    if draft is None or change(former.asked, draft.asked) is Change.NONE:
        raise Meanwhile
    _move(session, draft, {"published_at": edit.now})
    former.replaced_at = edit.now
    session.add(former)
    deed = Deed(
        f"adviser:{edit.adviser.id}",
        "survey.questionnaire",
        f"territory:{edit.territory.code}",
        {"moment": edit.moment.value, "version": draft.version},
    )
    note(session, deed, now=edit.now)


def throw_away(session: Session, edit: Edit) -> None:
    """Raises Meanwhile."""
    _, draft = _looked_at(session, edit)
    if draft is not None:
        done = session.exec(delete(Questionnaire).where(*_still(draft)))
        if done.rowcount != 1:
            raise Meanwhile
