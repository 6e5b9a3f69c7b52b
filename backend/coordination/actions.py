"""What a group does: it is opened, others come in, it decides; she answers; what she agrees to is
carried out. Nothing that was written is rewritten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.dialects.postgresql import insert  # SQLite reads the same ON CONFLICT
from sqlmodel import Session, col, update

from backend.conflict import Conflict
from backend.coordination.models import Answer, Decision, Group, GroupMember
from backend.coordination.words import CALL
from backend.messaging.neutral import send_for
from backend.people.models import Adviser, Person

DESK = "/pro/groupes"


class GroupClosed(Conflict):
    """The group has ended: nothing is decided in it any more."""


class AlreadyAnswered(Conflict):
    """She has said what she thinks of it: her words stay as they are."""


class NotAgreed(Conflict):
    """Only what she agreed to can be done."""


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What is blocked, in words she reads too."""

    reason: str
    meets_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Decided:
    words: str
    carried_by: Adviser | None = None
    by_when: date | None = None


@dataclass(frozen=True)
class Post:
    """What an e-mail to somebody invited needs besides the group."""

    site: str
    now: datetime


def open_group(
    session: Session, person: Person, adviser: Adviser, matter: Matter, *, now: datetime
) -> Group:
    group = Group(
        person_id=person.id,
        adviser_id=adviser.id,
        reason=matter.reason,
        meets_on=matter.meets_on,
        opened_at=now,
    )
    session.add(group)
    session.flush()
    _let_in(session, group, adviser, now=now)
    return group


def invite(session: Session, group: Group, advisers: Iterable[Adviser], post: Post) -> int:
    """Each is written to once, by an e-mail that names nobody. Says how many came in."""
    _check_open(group)
    fresh = [one for one in advisers if _let_in(session, group, one, now=post.now)]
    for adviser in fresh:
        link = f"{post.site.rstrip('/')}{DESK}/{group.id}"
        send_for(session, adviser.email, CALL, link=link, language=adviser.language, now=post.now)
    return len(fresh)


def _let_in(session: Session, group: Group, adviser: Adviser, *, now: datetime) -> bool:
    row = {"group_id": group.id, "adviser_id": adviser.id, "joined_at": now}
    added = insert(GroupMember).values(**row).on_conflict_do_nothing()
    returned = added.returning(col(GroupMember.adviser_id))
    return session.connection().execute(returned).first() is not None


def write_decision(
    session: Session, group: Group, adviser: Adviser, decided: Decided, *, now: datetime
) -> Decision:
    _check_open(group)
    decision = Decision(
        group_id=group.id,
        person_id=group.person_id,
        adviser_id=adviser.id,
        words=decided.words,
        carried_by_id=decided.carried_by.id if decided.carried_by else None,
        by_when=decided.by_when,
        decided_at=now,
    )
    session.add(decision)
    session.flush()
    return decision


def answer(
    session: Session, decision: Decision, said: Answer, *, words: str = "", now: datetime
) -> None:
    """Hers, once. Of two answers sent at once, the first counts. Raises AlreadyAnswered."""
    answered = session.exec(
        update(Decision)
        .where(col(Decision.id) == decision.id, col(Decision.answer).is_(None))
        .values(answer=said, answer_words=words, answered_at=now)
    )
    if answered.rowcount != 1:
        raise AlreadyAnswered
    session.refresh(decision)


def mark_done(decision: Decision, *, now: datetime) -> None:
    """Said twice, the first day stays. Raises NotAgreed."""
    if decision.answer is not Answer.AGREES:
        raise NotAgreed
    decision.done_at = decision.done_at or now


def close(group: Group, *, now: datetime) -> None:
    """She can still answer what was decided, and what she agreed to can still be done."""
    group.closed_at = group.closed_at or now


def _check_open(group: Group) -> None:
    if group.closed_at is not None:
        raise GroupClosed
