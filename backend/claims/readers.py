"""Which advisers may read a claim, as a condition on its row."""

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, true
from sqlmodel import col

from backend.claims.models import Claim
from backend.claims.states import Kind
from backend.people.models import Accompaniment, Adviser, FieldOfWork
from backend.people.queries import is_current
from backend.sharing.rules import THEME_PARTS
from backend.territories.models import Structure

PRIVATE = tuple(THEME_PARTS)  # health and family: for social workers, bound to secrecy


def may_read(adviser: Adviser, structure: Structure, *, today: date) -> ColumnElement[bool]:
    """The service in charge, the adviser in charge, and the territory's team once it must know."""
    is_private = col(Claim.theme).in_(PRIVATE) & col(Claim.theme).is_not(None)
    is_bound = true() if adviser.field is FieldOfWork.SOCIAL else false()
    in_service = and_(
        col(Claim.structure_id) == structure.id,
        or_(not_(is_private), is_bound),
        _is_for(adviser, structure, is_private, today=today),
    )
    return or_(
        col(Claim.adviser_id) == adviser.id,
        and_(
            or_(in_service, _is_the_teams(structure, is_private, today=today)),
            not_(_is_about(adviser, today=today)),
        ),
    )


def _is_for(
    adviser: Adviser, structure: Structure, is_private: ColumnElement[bool], *, today: date
) -> ColumnElement[bool]:
    """Those of the service who accompany her; everybody of it when none of them may deal with it.

    Of what is private, only social workers count; her référent does not when she asks for another.
    """
    if structure.is_team:
        return true()
    colleague = and_(
        col(Adviser.structure_id) == structure.id,
        _is_here(today),
        or_(not_(is_private), col(Adviser.field) == FieldOfWork.SOCIAL),
        or_(col(Claim.kind) != Kind.OTHER_REFERENT, not_(col(Accompaniment.is_referent))),
    )
    return or_(
        _accompanied(today, col(Accompaniment.adviser_id) == adviser.id),
        not_(_accompanied(today, colleague)),
    )


def _accompanied(today: date, who: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            col(Accompaniment.adviser_id) == col(Adviser.id),
            col(Accompaniment.person_id) == col(Claim.person_id),
            is_current(today),
            who,
        )
        .correlate(Claim)
    )


def _is_the_teams(
    structure: Structure, is_private: ColumnElement[bool], *, today: date
) -> ColumnElement[bool]:
    """Late or contested; at once what is private, where the service has no social worker."""
    if not structure.is_team:
        return false()
    social_worker = exists().where(
        col(Adviser.structure_id) == col(Claim.structure_id),
        col(Adviser.field) == FieldOfWork.SOCIAL,
        _is_here(today),
    )
    return and_(
        col(Claim.territory_id) == structure.territory_id,
        or_(
            col(Claim.escalated_at).is_not(None),
            col(Claim.contested_on).is_not(None),
            and_(is_private, not_(social_worker.correlate(Claim))),
        ),
    )


def _is_about(adviser: Adviser, *, today: date) -> ColumnElement[bool]:
    """She asks for another référent than this one, and somebody else there can read it."""
    somebody_else = exists().where(
        col(Adviser.structure_id) == adviser.structure_id,
        col(Adviser.id) != adviser.id,
        _is_here(today),
    )
    is_referent = and_(col(Accompaniment.adviser_id) == adviser.id, col(Accompaniment.is_referent))
    return and_(
        col(Claim.kind) == Kind.OTHER_REFERENT, _accompanied(today, is_referent), somebody_else
    )


def _is_here(today: date) -> ColumnElement[bool]:
    return or_(col(Adviser.left_on).is_(None), col(Adviser.left_on) > today)
