from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, exists, or_
from sqlmodel import Session, col, select

from backend.coordination.models import Answer, Decision, Group, GroupMember
from backend.people.models import Accompaniment, Adviser, Person
from backend.people.queries import is_current
from backend.territories.models import Structure

MOST = 50


class Member(NamedTuple):
    """One who looks at it, as everybody in the group and she herself see it."""

    adviser_id: int
    function: str
    first_name: str
    last_name: str
    structure: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class Shown:
    """A group, who is in it and what it decided, the last decision first."""

    group: Group
    members: list[Member] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    def member(self, adviser_id: int | None) -> Member | None:
        return next((one for one in self.members if one.adviser_id == adviser_id), None)


def shown(session: Session, groups: Sequence[Group]) -> list[Shown]:
    """Two statements, however many there are."""
    ids = [group.id for group in groups]
    members, decisions = _members_in(session, ids), _decisions_in(session, ids)
    return [Shown(group, members[group.id], decisions[group.id]) for group in groups]


def _members_in(session: Session, ids: Collection[int]) -> dict[int, list[Member]]:
    rows = session.exec(
        select(GroupMember.group_id, Adviser, Structure.name)
        .join(Adviser, col(Adviser.id) == col(GroupMember.adviser_id))
        .join(Structure, col(Structure.id) == col(Adviser.structure_id))
        .where(col(GroupMember.group_id).in_(ids))
        .order_by(col(GroupMember.joined_at), col(Adviser.last_name), col(Adviser.id))
    ).all()
    found: dict[int, list[Member]] = defaultdict(list)
    for group_id, adviser, structure in rows:
        member = Member(
            adviser.id, adviser.function, adviser.first_name, adviser.last_name, structure
        )
        found[group_id].append(member)
    return found


def _decisions_in(session: Session, ids: Collection[int]) -> dict[int, list[Decision]]:
    found: dict[int, list[Decision]] = defaultdict(list)
    for decision in session.exec(
        select(Decision)
        .where(col(Decision.group_id).in_(ids))
        .order_by(col(Decision.decided_at).desc(), col(Decision.id).desc())
    ):
        found[decision.group_id].append(decision)
    return found


def groups_of(session: Session, person: Person) -> list[Shown]:
    """About her, the last opened first."""
    return shown(session, _about(session, person))


def groups_with(session: Session, person: Person, adviser: Adviser) -> list[Shown]:
    """About her, of those that this adviser is in."""
    joined = select(GroupMember.group_id).where(GroupMember.adviser_id == adviser.id)
    mine = set(session.exec(joined))
    return shown(session, [group for group in _about(session, person) if group.id in mine])


def _about(session: Session, person: Person) -> Sequence[Group]:
    return session.exec(
        select(Group)
        .where(Group.person_id == person.id)
        .order_by(col(Group.opened_at).desc(), col(Group.id).desc())
        .limit(MOST)
    ).all()


def group_for(session: Session, adviser: Adviser, group_id: int) -> Group | None:
    """That one, when this adviser is in it."""
    return session.exec(
        select(Group)
        .join(GroupMember)
        .where(Group.id == group_id, GroupMember.adviser_id == adviser.id)
    ).one_or_none()


def decision_in(session: Session, group: Group, decision_id: int) -> Decision | None:
    return session.exec(
        select(Decision).where(Decision.id == decision_id, Decision.group_id == group.id)
    ).one_or_none()


def decision_for(session: Session, person: Person, decision_id: int) -> Decision | None:
    """A decision about her."""
    return session.exec(
        select(Decision).where(Decision.id == decision_id, Decision.person_id == person.id)
    ).one_or_none()


def member_of(session: Session, group: Group, adviser_id: int) -> Adviser | None:
    return session.exec(
        select(Adviser)
        .join(GroupMember)
        .where(GroupMember.group_id == group.id, GroupMember.adviser_id == adviser_id)
    ).one_or_none()


def person_of(session: Session, group: Group) -> Person:
    return session.get_one(Person, group.person_id)


def to_invite(session: Session, person: Person, *, today: date) -> Sequence[Adviser]:
    """Advisers of her territory who accompany her today, whatever their structure."""
    return session.exec(
        select(Adviser)
        .join(Accompaniment, col(Accompaniment.adviser_id) == col(Adviser.id))
        .join(Structure, col(Structure.id) == col(Adviser.structure_id))
        .where(
            Accompaniment.person_id == person.id,
            is_current(today),
            Structure.territory_id == person.territory_id,
            or_(col(Adviser.left_on).is_(None), col(Adviser.left_on) > today),
        )
        .order_by(col(Adviser.last_name), col(Adviser.id))
        .distinct()
    ).all()


class Awaited(NamedTuple):
    """An open group that this adviser is in, and whose name is blocked there."""

    group_id: int
    first_name: str
    last_name: str
    reason: str


def awaiting(session: Session, adviser: Adviser) -> Sequence[Awaited]:
    """Groups where something is this adviser's to do: decide, carry out, or look again because
    she does not agree. One statement."""
    about = col(Decision.group_id) == col(Group.id)
    carried = and_(
        col(Decision.carried_by_id) == adviser.id,
        col(Decision.answer) == Answer.AGREES,
        col(Decision.done_at).is_(None),
    )
    settled = col(Decision.answer).is_distinct_from(Answer.DISAGREES)
    rows = session.exec(
        select(Group.id, Person.first_name, Person.last_name, Group.reason)
        .join(GroupMember, col(GroupMember.group_id) == col(Group.id))
        .join(Person, col(Person.id) == col(Group.person_id))
        .where(
            GroupMember.adviser_id == adviser.id,
            col(Group.closed_at).is_(None),
            or_(
                exists().where(about, carried),
                ~exists().where(about, settled),  # nothing decided yet, or nothing she agrees to
            ),
        )
        .order_by(col(Group.opened_at), col(Group.id))
        .limit(MOST)
    ).all()
    return [Awaited._make(row) for row in rows]
