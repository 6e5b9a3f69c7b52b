"""What an import did, content by content."""

import json
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from backend.catalogue.models import Import
from backend.catalogue.rows import Content

NAMED = 10_000  # refused rows that are named; of more, only how many
WRITTEN = 100  # of those, in the database


@dataclass
class Count:
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    refused: int = 0
    refusals: list[tuple[str, str]] = field(default_factory=list)  # identifier or place, reason

    def refuse(self, name: str, reason: str) -> None:
        self.refused += 1
        if len(self.refusals) < NAMED:
            self.refusals.append((name, reason))

    @property
    def changes(self) -> int:
        return self.added + self.changed + self.gone


@dataclass
class Report:
    counts: dict[Content, Count] = field(default_factory=dict)

    def of(self, content: Content) -> Count:
        return self.counts.setdefault(content, Count())

    @property
    def changes(self) -> int:
        return sum(count.changes for count in self.counts.values())

    @property
    def refused(self) -> int:
        return sum(count.refused for count in self.counts.values())

    @property
    def is_useless(self) -> bool:
        return all(count.read == count.refused for count in self.counts.values())


def log(session: Session, feed: str, report: Report, *, now: datetime) -> None:
    """What changed something, or was refused and had not been at the last import."""
    for content, count in report.counts.items():
        refusals = json.dumps(count.refusals[:WRITTEN], ensure_ascii=False)
        if not count.changes and refusals == _last_refusals(session, feed, content):
            continue
        session.add(
            Import(
                feed=feed,
                content=content,
                finished_at=now,
                read=count.read,
                added=count.added,
                changed=count.changed,
                unchanged=count.unchanged,
                gone=count.gone,
                refused=count.refused,
                refusals=refusals,
            )
        )


def _last_refusals(session: Session, feed: str, content: Content) -> str:
    own = select(Import.refusals).where(Import.feed == feed, Import.content == content)
    return session.exec(own.order_by(col(Import.id).desc()).limit(1)).first() or "[]"
