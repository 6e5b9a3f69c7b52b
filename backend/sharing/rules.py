"""Who sees what: the one place that says it, for the pages, the interface and the reader herself.

Health and family details stay with social workers, who are bound to secrecy (CASF L262-44, code
pénal 226-13), unless she shares them; what one's own structure wrote, its advisers can read.
"""

from collections.abc import Mapping
from enum import StrEnum

from backend.sharing.models import Part
from backend.vocabulary.themes import Theme


class Role(StrEnum):
    REFERENT = "referent"  # her référent unique
    SOCIAL = "social"  # a social worker who accompanies her
    PROFESSIONAL = "professional"  # another adviser who accompanies her, for work and training
    STRUCTURE = "structure"  # another structure, through its own tool
    COMPANY = "company"  # where an immersion or a job takes place


class Rule(StrEnum):
    SEES = "sees"
    IF_SHARED = "if_shared"  # only when she said yes to that structure
    NEVER = "never"


SEES, IF_SHARED, NEVER = Rule.SEES, Rule.IF_SHARED, Rule.NEVER
ROLES = (Role.REFERENT, Role.SOCIAL, Role.PROFESSIONAL, Role.STRUCTURE, Role.COMPANY)
TABLE: Mapping[Part, tuple[Rule, Rule, Rule, Rule, Rule]] = {
    Part.TEAM: (SEES, SEES, SEES, NEVER, NEVER),
    Part.PROJECT: (SEES, SEES, SEES, IF_SHARED, NEVER),
    Part.OBJECTIVES: (SEES, SEES, SEES, IF_SHARED, NEVER),
    Part.STEPS: (SEES, SEES, SEES, IF_SHARED, NEVER),
    Part.APPOINTMENTS: (SEES, IF_SHARED, IF_SHARED, NEVER, NEVER),
    Part.REVIEWS: (SEES, SEES, SEES, IF_SHARED, NEVER),
    Part.SITUATION: (SEES, SEES, SEES, IF_SHARED, NEVER),
    Part.HEALTH: (IF_SHARED, SEES, IF_SHARED, NEVER, NEVER),
    Part.FAMILY: (IF_SHARED, SEES, IF_SHARED, NEVER, NEVER),
    Part.OWN_VIEW: (SEES, SEES, SEES, NEVER, NEVER),  # once she has shown it
    Part.CHECK_INS: (SEES, NEVER, NEVER, NEVER, NEVER),
    Part.NOTES: (NEVER, NEVER, NEVER, NEVER, NEVER),
}
THEME_PARTS: Mapping[Theme, Part] = {Theme.HEALTH: Part.HEALTH, Theme.FAMILY: Part.FAMILY}


def rule_for(part: Part, role: Role) -> Rule:
    return TABLE[part][ROLES.index(role)]


def part_of(theme: Theme | str | None) -> Part:
    """What governs a line about that theme: two themes are more private than the others."""
    return THEME_PARTS.get(Theme(theme), Part.SITUATION) if theme else Part.SITUATION


def shareable() -> list[Part]:
    """Parts where her yes changes what somebody who accompanies her sees."""
    accompany = (Role.REFERENT, Role.SOCIAL, Role.PROFESSIONAL)
    return [p for p in Part if any(rule_for(p, role) is IF_SHARED for role in accompany)]
