"""The rules of one kind of claim, as its territory has set them; and the service in charge."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from backend.claims.clocks import Delay
from backend.claims.kinds import TABLE, KindRule, Service
from backend.claims.models import ClaimRule
from backend.claims.states import Kind
from backend.people.models import Accompaniment, Adviser, FieldOfWork, Person
from backend.people.queries import is_current, territory_of
from backend.territories.models import Structure


@dataclass(frozen=True)
class Rule:
    kind: Kind
    told: KindRule  # with what the territory says otherwise
    structure_id: int | None  # in charge, when the territory has named it


def rule_of(session: Session, territory_id: int, kind: Kind) -> Rule:
    own = session.exec(
        select(ClaimRule).where(ClaimRule.territory_id == territory_id, ClaimRule.kind == kind)
    ).one_or_none()
    return Rule(kind, _told(TABLE[kind], own), own.structure_id if own else None)


def rules_of(session: Session, territory_id: int) -> list[Rule]:
    """Of every kind, in the order of the table."""
    rows = session.exec(select(ClaimRule).where(ClaimRule.territory_id == territory_id))
    own = {row.kind: row for row in rows}
    return [
        Rule(kind, _told(base, own.get(kind)), own[kind].structure_id if kind in own else None)
        for kind, base in TABLE.items()
    ]


def _told(base: KindRule, own: ClaimRule | None) -> KindRule:
    if own is None:
        return base
    return replace(
        base,
        delay=Delay.read(own.delay) if own.delay else base.delay,
        silence=own.silence or base.silence,
        article=own.article or base.article,
        appeal=own.appeal or base.appeal,
        answer_days=own.answer_days or base.answer_days,
    )


def service_for(session: Session, person: Person, rule: Rule, *, today: date) -> Structure:
    """The structure in charge of a claim of hers; not saved yet where a territory has none."""
    if rule.structure_id is not None:
        return session.exec(select(Structure).where(Structure.id == rule.structure_id)).one()
    around = _around(session, person, today)
    team = team_of(session, person.territory_id)
    if rule.told.service is Service.TEAM:
        candidates = [team, *around]
    elif rule.told.service is Service.SOCIAL_WORKER:
        is_social = col(Adviser.field) == FieldOfWork.SOCIAL
        candidates = [*_around(session, person, today, is_social), *around, team]
    else:
        candidates = [*around, team]
    found = next((one for one in candidates if one is not None), None)
    return found or _territory_itself(session, person)


def team_of(session: Session, territory_id: int) -> Structure | None:
    """The structure whose advisers run the territory; None where none is named."""
    return session.exec(
        select(Structure)
        .where(Structure.territory_id == territory_id, col(Structure.is_team))
        .order_by(col(Structure.id))
    ).first()


def _around(
    session: Session, person: Person, today: date, *only: ColumnElement[bool]
) -> Sequence[Structure]:
    """Those of the advisers who accompany her, her référent's first."""
    return session.exec(
        select(Structure)
        .join(Adviser, col(Adviser.structure_id) == Structure.id)
        .join(Accompaniment, col(Accompaniment.adviser_id) == Adviser.id)
        .where(Accompaniment.person_id == person.id, is_current(today), *only)
        .order_by(col(Accompaniment.is_referent).desc(), col(Accompaniment.started_on))
    ).all()


def _territory_itself(session: Session, person: Person) -> Structure:
    territory = territory_of(session, person)
    return Structure(
        territory_id=territory.id,
        name=territory.name,
        phone=territory.phone,
        email=territory.email,
        is_team=True,
    )
