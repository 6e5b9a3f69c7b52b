"""Each right, in plain words, and the page it has."""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.claims.kinds import Right
from backend.web.language import N_


@dataclass(frozen=True)
class RightPage:
    path: str
    title: str
    summary: str
    words: tuple[str, ...]
    icon: str


PAGES: Mapping[Right, RightPage] = {
    Right.PROJECT: RightPage(
        "/droits/projet",
        N_("My project, my choice"),
        N_("Choose your project, change it, say no to an objective."),
        (
            N_("You choose what you want to do. It is your right."),
            N_("Those who accompany you help you get there. They do not choose for you."),
            N_("You can change your mind, and say so here."),
        ),
        "compass",
    ),
    Right.CONTINUITY: RightPage(
        "/droits/continuite",
        N_("A parcours without a break"),
        N_("Have news, and be followed when you move."),
        (
            N_("Your parcours must not stop because a service does not answer."),
            N_("Somebody must always be there to follow it with you."),
            N_("When you move or when somebody leaves, another person takes over."),
        ),
        "route",
    ),
    Right.SOCIAL: RightPage(
        "/droits/accompagnement",
        N_("A support that fits my life"),
        N_("Housing, health, childcare, money: ask for help."),
        (
            N_("Daily life counts as much as work. You may ask for help with it."),
            N_("You say only what you want to say."),
            N_("Asking for help takes nothing away from you."),
        ),
        "hand-heart",
    ),
    Right.DATA: RightPage(
        "/droits/donnees",
        N_("Ask something about my data"),
        N_("Documents, a mistake, a use you refuse, erasing."),
        (
            N_("What is written about you is about your life. You have a say in it."),
            N_("You can read it, have it put right, object to a use, ask for it to be erased."),
        ),
        "shield",
    ),
    Right.DEFENCE: RightPage(
        "/droits/decision",
        N_("A decision or a sanction"),
        N_("Answer before a sanction, contest a decision on the RSA."),
        (
            N_("Nothing may be decided against you before you could answer."),
            N_("A decision must say its reasons, and you may contest it."),
            N_("Somebody of your choice may help you. Watch the dates: they are short."),
        ),
        "scale",
    ),
    Right.ACCESSIBILITY: RightPage(
        "/droits/accessibilite",
        N_("I cannot use this app"),
        N_("A page that cannot be read, heard or used."),
        (N_("This app is for everybody. When something does not work for you, we must help."),),
        "accessibility",
    ),
}
