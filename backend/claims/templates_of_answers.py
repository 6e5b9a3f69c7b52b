"""The templates an adviser can begin an answer with: the territory's own, then the shipped ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from backend.claims.models import AnswerTemplate
from backend.claims.shipped_answers import SHIPPED
from backend.claims.states import Kind, Outcome
from backend.web.language import _


@dataclass(frozen=True)
class Template:
    """As an adviser chooses it, in the language being spoken."""

    key: str
    outcome: Outcome
    title: str
    words: str


def templates_for(session: Session, territory_id: int, kind: Kind) -> list[Template]:
    """The territory's own first, then those of that kind, then those of any."""
    own = session.exec(
        select(AnswerTemplate)
        .where(
            AnswerTemplate.territory_id == territory_id,
            or_(col(AnswerTemplate.kind) == kind, col(AnswerTemplate.kind).is_(None)),
        )
        .order_by(col(AnswerTemplate.kind).is_(None), AnswerTemplate.title, col(AnswerTemplate.id))
    ).all()
    shipped = [one for one in SHIPPED if one.kind is kind] + [
        one for one in SHIPPED if one.kind is None
    ]
    return [
        *(Template(f"{row.id}", row.outcome, row.title, row.words) for row in own),
        *(Template(one.key, one.outcome, _(one.title), _(one.words)) for one in shipped),
    ]


def own_of(session: Session, territory_id: int) -> Sequence[AnswerTemplate]:
    return session.exec(
        select(AnswerTemplate)
        .where(AnswerTemplate.territory_id == territory_id)
        .order_by(col(AnswerTemplate.kind), AnswerTemplate.title, col(AnswerTemplate.id))
    ).all()


def one_of(session: Session, territory_id: int, template_id: int) -> AnswerTemplate | None:
    return session.exec(
        select(AnswerTemplate).where(
            AnswerTemplate.id == template_id, AnswerTemplate.territory_id == territory_id
        )
    ).one_or_none()
