"""Published results as lines that anybody may take: one for each possible answer."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from backend.evaluation.counting import HAS_AN_OPINION
from backend.evaluation.models import Asked, Release, Result
from backend.evaluation.periods import period_of
from backend.evaluation.statistics import Share
from backend.surveys.models import Questionnaire
from backend.surveys.words import (
    FACES,
    FIRST_QUESTION,
    HELPED_QUESTION,
    OBSTACLES,
    OBSTACLES_QUESTION,
    SAID,
)
from backend.territories.models import Structure, Territory
from backend.web.language import gettext, speaking

LANGUAGE = "fr"  # of the files, whoever reads them
DIGITS = 4  # after the point, of rates and intervals
OPEN = tuple(asked for asked in Asked if asked is not Asked.REACHED)
SHORT = {Asked.FIRST: 0, Asked.SECOND: 1}  # which of its version's questions
QUESTIONS: Mapping[Asked, str] = {
    Asked.SATISFACTION: FIRST_QUESTION,
    Asked.HELPED: HELPED_QUESTION,
    Asked.OBSTACLES: OBSTACLES_QUESTION,
}
CODES: Mapping[Asked, Mapping[StrEnum, str]] = {
    Asked.SATISFACTION: {**FACES},
    Asked.HELPED: {said: SAID[said] for said in HAS_AN_OPINION},
    Asked.OBSTACLES: {**OBSTACLES},
    Asked.FIRST: {**SAID},
    Asked.SECOND: {**SAID},
}


class Told(NamedTuple):
    """A result with what it is of."""

    result: Result
    release: Release
    territory: str  # Insee code
    structure: str | None
    questionnaire: Questionnaire | None


class Counted(NamedTuple):
    """One possible answer, with its share of all the answers."""

    code: str
    words: str  # in French
    count: int
    rate: float | None
    low: float | None
    high: float | None


class Line(NamedTuple):
    """The columns of the files, in their order: see schema.py."""

    periode: str
    territoire: str
    decoupage: str
    structure_id: int | None
    structure: str | None
    moment: str | None
    theme: str | None
    regroupement: str
    question: str
    version: int | None
    question_texte: str
    modalite: str
    modalite_texte: str
    n: int
    reponses: int | None
    sollicitations: int | None
    taux: float | None
    ic_bas: float | None
    ic_haut: float | None
    methode_version: int


def lines_of(session: Session, release: Release) -> Iterator[Line]:
    for one in told(session, [Result.release_id == release.id]):
        yield from _lines(one)


def told(
    session: Session, conditions: Iterable[ColumnElement[bool] | bool], *, most: int | None = None
) -> list[Told]:
    """What everybody may read, in the order it was written."""
    rows = session.exec(
        select(Result, Release, Territory.code, Structure.name, Questionnaire)  # ty: ignore[no-matching-overload] (five columns)
        .join(Release, col(Release.id) == Result.release_id)
        .join(Territory, col(Territory.id) == Release.territory_id)
        .outerjoin(Structure, col(Structure.id) == Result.structure_id)
        .outerjoin(Questionnaire, col(Questionnaire.id) == Result.questionnaire_id)
        .where(col(Result.question).in_(OPEN), *conditions)
        .order_by(col(Result.id))
        .limit(most)
    ).all()
    return [Told._make(row) for row in rows]


def _lines(told: Told) -> Iterator[Line]:
    result, version = told.result, told.questionnaire
    for counted in counts_in(result):
        yield Line(
            periode=period_of(told.release.quarter),
            territoire=told.territory,
            decoupage=result.cut.value,
            structure_id=result.structure_id,
            structure=told.structure,
            moment=result.moment and result.moment.value,
            theme=result.theme and result.theme.value,
            regroupement="oui" if result.together else "non",
            question=result.question.value,
            version=version.version if version else None,
            question_texte=question_in_words(told),
            modalite=counted.code,
            modalite_texte=counted.words,
            n=counted.count,
            reponses=result.answers or None,
            sollicitations=result.asked or None,
            taux=counted.rate,
            ic_bas=counted.low,
            ic_haut=counted.high,
            methode_version=told.release.method,
        )


def counts_in(result: Result) -> Iterator[Counted]:
    """Each possible answer, and how many gave it; a code too rare to be told is not here."""
    counts = result.by_code
    with speaking(LANGUAGE):
        said = [(code.value, gettext(words)) for code, words in CODES[result.question].items()]
    is_whole = result.question is not Asked.OBSTACLES
    for code, words in said:
        if code in counts or is_whole:
            yield _counted(code, words, counts.get(code, 0), result.answers)


def _counted(code: str, words: str, count: int, total: int) -> Counted:
    if not total:
        return Counted(code, words, count, None, None, None)
    share = Share(count, total)
    low, high = share.interval
    return Counted(
        code, words, count, round(share.rate, DIGITS), round(low, DIGITS), round(high, DIGITS)
    )


def question_in_words(told: Told) -> str:
    """As it is asked in French."""
    question = told.result.question
    if question in SHORT and told.questionnaire is not None:
        return told.questionnaire.asked[SHORT[question]]["words"][LANGUAGE]
    with speaking(LANGUAGE):
        return gettext(QUESTIONS[question]) if question in QUESTIONS else ""
