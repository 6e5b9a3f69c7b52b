"""What one professional, or one structure's tool, may see of one person's file."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from backend.people.models import Person
from backend.people.recorded import Recorded
from backend.sharing.models import Part
from backend.sharing.rules import Role, Rule, rule_for


@dataclass(frozen=True)
class Sight:
    person: Person
    structure_id: int
    roles: AbstractSet[Role]
    shared: AbstractSet[Part] = frozenset()  # what she lets this structure see
    adviser_id: int | None = None

    def may_see(self, part: Part) -> bool:
        return any(self._allows(rule_for(part, role), part) for role in self.roles)

    def _allows(self, rule: Rule, part: Part) -> bool:
        return rule is Rule.SEES or (rule is Rule.IF_SHARED and part in self.shared)

    def may_read(self, line: Recorded, part: Part) -> bool:
        """A line of hers or of a structure. What one's own structure wrote can be read."""
        return self.is_own(line) or self.may_see(part)

    def is_own(self, line: Recorded) -> bool:
        return line.structure_id is not None and line.structure_id == self.structure_id
