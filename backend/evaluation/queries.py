"""What is published, and nothing else: no page of results reads an answer."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, and_, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.evaluation.models import Asked, Cut, Improvement, Release, Result
from backend.surveys.models import Comment, CommentState, Moment, Questionnaire
from backend.territories.models import Structure, Territory

MOST_QUARTERS = 8  # that pages look back on: two years
MOST_IMPROVEMENTS = 20
WORDS_A_PAGE = 10
LARGEST_PAGE = 1000  # of words
SHOWN_CUTS = (Cut.TERRITORY, Cut.STRUCTURE, Cut.MOMENT, Cut.THEME)
MAIN = (Asked.SATISFACTION, Asked.HELPED)


class Told(NamedTuple):
    """One result with what names it."""

    result: Result
    structure: Structure | None
    questionnaire: Questionnaire | None


class Answer(NamedTuple):
    """An improvement, with the structure and the results it answers."""

    improvement: Improvement
    structure: Structure | None
    release: Release | None


class Words(NamedTuple):
    """A page of what was said in words."""

    comments: Sequence[Comment]
    number: int
    has_more: bool


def last_release(session: Session, territory_id: int) -> Release | None:
    return session.exec(_newest_first(territory_id).limit(1)).one_or_none()


def releases_of(session: Session, territory_id: int) -> list[Release]:
    """Newest first."""
    return list(session.exec(_newest_first(territory_id)).all())


def _newest_first(territory_id: int) -> SelectOfScalar[Release]:
    of_the_territory = select(Release).where(Release.territory_id == territory_id)
    return of_the_territory.order_by(col(Release.quarter).desc())


def results_of(
    session: Session, releases: Collection[Release], *, cut: Cut, question: Asked
) -> list[Result]:
    wanted = select(Result).where(_within(releases), Result.cut == cut, Result.question == question)
    return list(session.exec(wanted.order_by(col(Result.id))).all())


def told_of_territory(
    session: Session, release: Release, releases: Collection[Release]
) -> list[Told]:
    """All that one quarter tells, and the whole of the others: one question to the database."""
    this = and_(
        _within([release]), col(Result.cut).in_(SHOWN_CUTS), Result.question != Asked.REACHED
    )
    whole = and_(_within(releases), Result.cut == Cut.TERRITORY, col(Result.question).in_(MAIN))
    return _told(session, or_(this, whole))


def told_of_structure(
    session: Session, structure: Structure, release: Release, releases: Collection[Release]
) -> list[Told]:
    """What quarters tell of it, beside what one quarter tells of the others."""
    own = and_(
        _within([release, *releases]),
        Result.structure_id == structure.id,
        col(Result.cut).in_((Cut.STRUCTURE, Cut.STRUCTURE_MOMENT)),
        col(Result.question).in_(MAIN),
    )
    others = and_(
        _within([release]),
        Result.cut == Cut.STRUCTURE,
        Result.question == Asked.SATISFACTION,
    )
    return _told(session, or_(own, others))


def _within(releases: Collection[Release]) -> ColumnElement[bool]:
    return col(Result.release_id).in_([release.id for release in releases])


def _told(session: Session, wanted: ColumnElement[bool]) -> list[Told]:
    rows = session.exec(
        select(Result, Structure, Questionnaire)
        .outerjoin(Structure, col(Result.structure_id) == Structure.id)
        .outerjoin(Questionnaire, col(Result.questionnaire_id) == Questionnaire.id)
        .where(wanted)
        .order_by(col(Result.id))
    ).all()
    return [Told(*row) for row in rows]


def structure_known(session: Session, structure_id: int) -> tuple[Structure, Territory] | None:
    return session.exec(
        select(Structure, Territory).join(Territory).where(Structure.id == structure_id)
    ).one_or_none()


def words_said(
    session: Session, release: Release, moments: Collection[Moment], *, number: int
) -> Words:
    """Those a moderator accepted, about moments whose figures are told; in no order."""
    skipped = (number - 1) * WORDS_A_PAGE
    found = session.exec(
        select(Comment)
        .where(
            Comment.territory_id == release.territory_id,
            Comment.state == CommentState.ACCEPTED,
            Comment.quarter == release.quarter,
            col(Comment.moment).in_(moments),
        )
        .order_by(col(Comment.token))
        .offset(skipped)
        .limit(WORDS_A_PAGE + 1)
    ).all()
    return Words(found[:WORDS_A_PAGE], number, len(found) > WORDS_A_PAGE)


def improvements_shown(
    session: Session, territory_id: int, *, structure_id: int | None = None
) -> list[Answer]:
    """Published and not withdrawn, newest first."""
    wanted = [
        Improvement.territory_id == territory_id,
        col(Improvement.published_at).is_not(None),
        col(Improvement.withdrawn_at).is_(None),
    ]
    if structure_id is not None:
        wanted.append(Improvement.structure_id == structure_id)
    return _answers(session, and_(*wanted), most=MOST_IMPROVEMENTS)


def improvement_public(session: Session, improvement_id: int) -> Answer | None:
    """Once published, for ever: a withdrawn one says that it was."""
    wanted = and_(Improvement.id == improvement_id, col(Improvement.published_at).is_not(None))
    return next(iter(_answers(session, wanted, most=1)), None)


def improvements_of_team(session: Session, territory_id: int) -> list[Answer]:
    """Drafts too, the last written first."""
    return _answers(session, col(Improvement.territory_id) == territory_id, most=None)


def improvement_of_team(session: Session, territory_id: int, improvement_id: int) -> Answer | None:
    wanted = and_(Improvement.territory_id == territory_id, Improvement.id == improvement_id)
    return next(iter(_answers(session, wanted, most=1)), None)


def _answers(session: Session, wanted: ColumnElement[bool], *, most: int | None) -> list[Answer]:
    newest = func.coalesce(Improvement.published_at, Improvement.saved_at).desc()
    rows = session.exec(
        select(Improvement, Structure, Release)
        .outerjoin(Structure, col(Improvement.structure_id) == Structure.id)
        .outerjoin(Release, col(Improvement.release_id) == Release.id)
        .where(wanted)
        .order_by(newest, col(Improvement.id).desc())
        .limit(most)
    ).all()
    return [Answer(*row) for row in rows]


def territory_of(session: Session, improvement: Improvement) -> Territory:
    return session.exec(select(Territory).where(Territory.id == improvement.territory_id)).one()


def structures_in(session: Session, territory_id: int) -> Sequence[Structure]:
    of_the_territory = select(Structure).where(Structure.territory_id == territory_id)
    return session.exec(of_the_territory.order_by(Structure.name, col(Structure.id))).all()
