"""What became of a file: told line by line, without repeating what the lines say of anybody."""

from dataclasses import dataclass
from enum import IntEnum

from backend.people.register import Report as PeopleReport
from backend.web.language import _

MOST = 1000  # refusals named one by one; all are counted
TAIL = 4  # characters of an identifier that may be repeated: enough to find the row again


class Outcome(IntEnum):
    UNCHANGED = 0
    UPDATED = 1
    ADDED = 2


@dataclass
class Report(PeopleReport):
    unchanged: int = 0
    refused: int = 0

    @property
    def read(self) -> int:
        return self.added + self.updated + self.unchanged + self.refused

    @property
    def is_useless(self) -> bool:
        return self.read == self.refused

    def count(self, outcome: Outcome) -> None:
        match outcome:
            case Outcome.ADDED:
                self.added += 1
            case Outcome.UPDATED:
                self.updated += 1
            case Outcome.UNCHANGED:
                self.unchanged += 1

    def reject(self, line: int, reason: str) -> None:
        self.refused += 1
        if len(self.rejected) < MOST:
            self.rejected.append((line, reason))

    def reject_unknown(self, line: int, identifier: str) -> None:
        tail = identifier[-TAIL:]
        self.reject(
            line,
            _("Nobody is known here by the identifier that ends in %(tail)s.") % {"tail": tail},
        )

    def remark(self, line: int, words: str) -> None:
        if len(self.remarks) < MOST:
            self.remarks.append((line, words))
