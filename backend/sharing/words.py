"""The rules of rules.py in words, for the person they protect."""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.sharing.models import Part, Purpose
from backend.sharing.rules import Role, Rule, rule_for
from backend.web.language import N_

PARTS: Mapping[Part, str] = {
    Part.TEAM: N_("The people who accompany you"),
    Part.PROJECT: N_("Your project"),
    Part.OBJECTIVES: N_("Objectives, and what you answer"),
    Part.STEPS: N_("The steps of your parcours"),
    Part.APPOINTMENTS: N_("Your appointments with the other structures"),
    Part.REVIEWS: N_("Points de situation"),
    Part.SITUATION: N_("Your situation: work, housing, money…"),
    Part.HEALTH: N_("Your health"),
    Part.FAMILY: N_("Your family, childcare"),
    Part.OWN_VIEW: N_("What you say of your situation, once you have shown it"),
    Part.CHECK_INS: N_("How you are doing in your job"),
    Part.NOTES: N_("Your notes"),
}
ROLES: Mapping[Role, str] = {
    Role.REFERENT: N_("Your référent"),
    Role.SOCIAL: N_("A social worker who accompanies you"),
    Role.PROFESSIONAL: N_("Another adviser who accompanies you"),
    Role.STRUCTURE: N_("Another structure"),
    Role.COMPANY: N_("The company of an immersion or a job"),
}
RULES: Mapping[Rule, str] = {
    Rule.SEES: N_("sees it"),
    Rule.IF_SHARED: N_("only if you agree"),
    Rule.NEVER: N_("does not see it"),
}
PURPOSES: Mapping[Purpose, str] = {
    Purpose.PARCOURS: N_("to follow your parcours"),
    Purpose.SITUATION: N_("to look at your situation"),
    Purpose.PROJECT: N_("to read your project"),
    Purpose.REVIEW: N_("to prepare a point de situation"),
    Purpose.HANDOVER: N_("to hand over to somebody else"),
    Purpose.CONTACT: N_("to know how to reach you"),
    Purpose.CLAIM: N_("to answer one of your requests"),
    Purpose.TOOL: N_("the structure’s own tool"),
}


@dataclass(frozen=True)
class Line:
    """One part, and what each role may do, in words not yet translated."""

    part: Part
    label: str
    rules: list[tuple[str, Rule, str]]


def table() -> list[Line]:
    return [
        Line(
            part,
            PARTS[part],
            [(ROLES[role], rule_for(part, role), RULES[rule_for(part, role)]) for role in Role],
        )
        for part in Part
    ]
