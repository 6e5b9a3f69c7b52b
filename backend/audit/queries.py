"""Reads the chain from its first link to its last, and says where it breaks."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.audit.actions import START, digest_of
from backend.audit.models import AuditEntry, AuditHead

AT_ONCE = 1000


class Fault(StrEnum):
    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    TAIL_REMOVED = "tail removed"  # the head knows of more rows than there are
    HEAD_CHANGED = "head changed"
    OTHER_CHAIN = "other chain"  # the anchor noted earlier is no link of it


@dataclass(frozen=True)
class Link:
    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.number} {self.digest or '-'}"


@dataclass(frozen=True)
class Report:
    head: Link
    fault: Fault | None = None
    broken_at: int | None = None  # the first number that is not as it was written


@dataclass
class Walk:
    """How far the chain was followed, and the row it could not go on to."""

    last: Link = Link(0, START)
    met_anchor: bool = False
    broken: AuditEntry | None = None


def head_of(session: Session) -> Link:
    row = session.exec(select(AuditHead.number, AuditHead.digest)).one_or_none()
    return Link(*row) if row else Link(0, START)


def verify(session: Session, *, anchor: str = "") -> Report:
    """`anchor` is a digest noted earlier, elsewhere: the chain must still go through it."""
    walk = Walk(met_anchor=not anchor)
    _follow(session, walk, anchor)
    head = head_of(session)
    if walk.broken is None and walk.last.number < head.number:  # added while we read, or missing
        _follow(session, walk, anchor, until=head.number)
    return _report(session, walk, head)


def _report(session: Session, walk: Walk, head: Link) -> Report:
    following = walk.last.number + 1
    if walk.broken is not None:
        return Report(head, _fault_after(session, walk.last, head), following)
    if walk.last.number < head.number:
        return Report(head, Fault.TAIL_REMOVED, following)
    if walk.last != head:
        return Report(head, Fault.HEAD_CHANGED, walk.last.number)
    return Report(head) if walk.met_anchor else Report(head, Fault.OTHER_CHAIN)


def _follow(session: Session, walk: Walk, anchor: str, until: int | None = None) -> None:
    for entry in _entries(session, after=walk.last, until=until):
        expected = walk.last.number + 1
        if entry.number != expected or digest_of(entry, walk.last.digest) != entry.digest:
            walk.broken = entry
            return
        walk.last = Link(entry.number, entry.digest)
        walk.met_anchor = walk.met_anchor or entry.digest == anchor


def _entries(session: Session, *, after: Link, until: int | None = None) -> Iterator[AuditEntry]:
    """In order, a batch at a time: what was read is let go."""
    asked = select(AuditEntry).order_by(col(AuditEntry.number)).limit(AT_ONCE)
    asked = asked.execution_options(populate_existing=True)
    if until is not None:
        asked = asked.where(col(AuditEntry.number) <= until)
    batch = session.exec(
        asked.where(col(AuditEntry.number) > after.number) if after.number else asked
    ).all()
    while batch:
        yield from batch
        last = batch[-1].number
        batch = session.exec(asked.where(col(AuditEntry.number) > last)).all()


def _fault_after(session: Session, last: Link, head: Link) -> Fault:
    """What most likely happened: the break itself is certain, its name is a reading of it."""
    rows = session.exec(select(func.count()).select_from(AuditEntry)).one()
    if rows < head.number:
        return Fault.REMOVED
    if rows > head.number:
        return Fault.INSERTED
    return Fault.REORDERED if _is_elsewhere(session, last) else Fault.CHANGED


def _is_elsewhere(session: Session, last: Link) -> bool:
    """Whether the row that follows `last` stands under another number."""
    for entry in _entries(session, after=last):
        back = entry.model_copy(update={"number": last.number + 1})
        if entry.number != back.number and digest_of(back, last.digest) == entry.digest:
            return True
    return False
