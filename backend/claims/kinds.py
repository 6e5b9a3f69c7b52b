"""What can be claimed, and by which rules: the one table of them.

A territory says otherwise, kind by kind, in ClaimRule: see rules.rule_of.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from backend.claims.clocks import Delay
from backend.claims.states import Appeal, Kind, Silence
from backend.web.language import N_

TWO_MONTHS = Delay(2, "months")
ONE_MONTH = Delay(1, "months")


class Right(StrEnum):
    """Which page a kind is on."""

    PROJECT = "project"
    CONTINUITY = "continuity"
    SOCIAL = "social"
    DATA = "data"
    DEFENCE = "defence"  # a decision or a sanction
    ACCESSIBILITY = "accessibility"


class Service(StrEnum):
    """Who is in charge of it, where the territory has not named a structure."""

    REFERENT = "referent"  # her référent’s structure
    SOCIAL_WORKER = "social_worker"  # her social worker’s structure, else her référent’s
    TEAM = "team"  # the territory’s team


@dataclass(frozen=True, kw_only=True)
class KindRule:
    right: Right
    title: str  # what she asks, as she would say it
    guidance: str  # when it helps
    next: str  # what happens once it is sent
    asks: str  # the label of her own words
    icon: str  # of lucide
    basis: tuple[str, ...]  # keys of law.articles: where the right comes from
    service: Service = Service.REFERENT
    delay: Delay = TWO_MONTHS
    silence: Silence = Silence.REJECTION
    article: str = "CRPA L231-4"  # where the delay and the meaning of silence come from
    appeal: Appeal = Appeal.ORDINARY
    answer_days: int = 14  # what the service undertakes, well before the legal date


TABLE: Mapping[Kind, KindRule] = {
    Kind.CHANGE_PROJECT: KindRule(
        right=Right.PROJECT,
        title=N_("I want to change my project"),
        guidance=N_("You no longer want the same thing, or what was written is not what you want."),
        next=N_("The service looks at your project again with you and changes what was planned."),
        asks=N_("What do you want to do now?"),
        icon="compass",
        basis=("C. trav. L5411-6", "C. trav. R5411-14"),
    ),
    Kind.CONTEST_OBJECTIVE: KindRule(
        right=Right.PROJECT,
        title=N_("I do not agree with an objective"),
        guidance=N_("An objective was set for you and it is not your project."),
        next=N_("The service answers you in writing, and changes the objective or says why not."),
        asks=N_("Which objective, and why is it not right for you?"),
        icon="message-circle-warning",
        basis=("C. trav. L5411-6", "C. trav. L5411-6-4"),
    ),
    Kind.OTHER_ORIENTATION: KindRule(
        right=Right.PROJECT,
        title=N_("I ask for another orientation"),
        guidance=N_("The body that accompanies you does not suit your situation."),
        next=N_("The territory looks at who can accompany you better, and decides."),
        asks=N_("What has changed, or what does not suit you?"),
        icon="signpost",
        basis=("C. trav. L5411-5-1", "C. trav. L5411-5-2"),
        service=Service.TEAM,
    ),
    Kind.OTHER_REFERENT: KindRule(
        right=Right.PROJECT,
        title=N_("I ask for another référent"),
        guidance=N_("It is difficult with the person who accompanies you, or you need another."),
        next=N_("The territory’s team reads your request. Your référent does not."),
        asks=N_("What would you like to change?"),
        icon="users",
        basis=("CASF L262-27", "C. trav. L5411-6"),
        service=Service.TEAM,
    ),
    Kind.REDUCED_HOURS: KindRule(
        right=Right.PROJECT,
        title=N_("I ask for fewer hours a week"),
        guidance=N_("Health, disability, or a child under 12 you look after alone with no care."),
        next=N_("The service looks at how many hours suit you, and writes it in your contract."),
        asks=N_("What makes these hours difficult? You need not name an illness."),
        icon="clock",
        basis=("C. trav. L5411-6",),
    ),
    Kind.NO_NEWS: KindRule(
        right=Right.CONTINUITY,
        title=N_("I no longer have any news"),
        guidance=N_("Nobody has called or written to you for a long time."),
        next=N_("Somebody calls you or writes to you, and tells you what comes next."),
        asks=N_("Since when, and what were you waiting for?"),
        icon="phone-off",
        basis=("C. trav. L5311-8",),
        answer_days=7,
    ),
    Kind.OTHER_TERRITORY: KindRule(
        right=Right.CONTINUITY,
        title=N_("I am moving to another département"),
        guidance=N_("You move, and your parcours must go on there without a break."),
        next=N_("The service hands over to the new one and tells you who accompanies you there."),
        asks=N_("Where are you going, and when?"),
        icon="truck",
        basis=("C. trav. L5311-8",),
    ),
    Kind.JOINT_INTERVIEW: KindRule(
        right=Right.SOCIAL,
        title=N_("I ask to see a social worker and an adviser together"),
        guidance=N_("Your difficulties touch work and daily life at once."),
        next=N_("You are given an appointment with both."),
        asks=N_("What would you like to talk about?"),
        icon="messages-square",
        basis=("CASF L262-27", "CASF L262-31"),
    ),
    Kind.SOCIAL_SUPPORT: KindRule(
        right=Right.SOCIAL,
        title=N_("I need help with a difficulty"),
        guidance=N_("Housing, childcare, health, money… weigh on your parcours."),
        next=N_("A social worker contacts you to look for solutions with you."),
        asks=N_("What is difficult? Write only what you want to say."),
        icon="hand-heart",
        basis=("CASF L262-27", "C. trav. L5411-5-1"),
        service=Service.SOCIAL_WORKER,
    ),
    Kind.OBSERVATIONS: KindRule(
        right=Right.DEFENCE,
        title=N_("I answer before a sanction"),
        guidance=N_("You received a letter that plans a sanction. You have ten days to answer."),
        next=N_("Your answer is read before anything is decided. The decision says its reasons."),
        asks=N_("What happened? Say what the service does not know."),
        icon="scale",
        basis=("C. trav. R5412-7", "CASF L262-37", "CRPA L122-1"),
        service=Service.TEAM,
        delay=Delay(15, "days"),
        silence=Silence.NOTHING,
        article="C. trav. R5412-7",
        appeal=Appeal.RAPO,
        answer_days=7,
    ),
    Kind.RSA_DECISION: KindRule(
        right=Right.DEFENCE,
        title=N_("I contest a decision about my RSA"),
        guidance=N_("Your RSA was refused, reduced or stopped. You have two months to contest."),
        next=N_("The president of the Département looks at the decision again."),
        asks=N_("Which decision, and why do you not agree?"),
        icon="landmark",
        basis=("CASF L262-47",),
        service=Service.TEAM,
        article="CASF L262-47",
        appeal=Appeal.RAPO_DONE,
    ),
    Kind.ACCESS_DATA: KindRule(
        right=Right.DATA,
        title=N_("I ask for documents about me"),
        guidance=N_("You want papers of your file that are not in this app."),
        next=N_("The service sends you a copy. What is about other people is hidden."),
        asks=N_("Which documents?"),
        icon="folder-open",
        basis=("RGPD art. 15", "CRPA L311-6"),
        service=Service.TEAM,
        delay=ONE_MONTH,
        article="CRPA R311-12",
        appeal=Appeal.CADA,
    ),
    Kind.CORRECT_DATA: KindRule(
        right=Right.DATA,
        title=N_("I ask to put something right"),
        guidance=N_("Something written about you is wrong or out of date."),
        next=N_("It is put right, or you are told why not. Your words stay beside it until then."),
        asks=N_("What is wrong, and what is right?"),
        icon="pencil",
        basis=("RGPD art. 16",),
        delay=ONE_MONTH,
        article="RGPD art. 12",
        appeal=Appeal.CNIL,
    ),
    Kind.OBJECT_DATA: KindRule(
        right=Right.DATA,
        title=N_("I object to a use of my data"),
        guidance=N_("You do not want your data to be used in a certain way."),
        next=N_("The use stops, or you are told why it cannot."),
        asks=N_("Which use, and why?"),
        icon="hand",
        basis=("RGPD art. 21",),
        service=Service.TEAM,
        delay=ONE_MONTH,
        article="RGPD art. 12",
        appeal=Appeal.CNIL,
    ),
    Kind.ERASE_DATA: KindRule(
        right=Right.DATA,
        title=N_("I ask for my data to be erased"),
        guidance=N_("You no longer want this file to be kept."),
        next=N_("What may be erased is. You are told what the law obliges the service to keep."),
        asks=N_("What do you want to be erased?"),
        icon="trash-2",
        basis=("RGPD art. 17",),
        service=Service.TEAM,
        delay=ONE_MONTH,
        article="RGPD art. 12",
        appeal=Appeal.CNIL,
    ),
    Kind.ACCESSIBILITY: KindRule(
        right=Right.ACCESSIBILITY,
        title=N_("I cannot use this app"),
        guidance=N_("A page cannot be read, heard or used, because of a disability or your phone."),
        next=N_("You are answered within one week, with another way to do the same."),
        asks=N_("Which page, and what does not work?"),
        icon="accessibility",
        basis=("Loi 2005-102 art. 47",),
        service=Service.TEAM,
        delay=Delay(1, "weeks"),
        silence=Silence.NOTHING,
        article="Loi 2005-102 art. 47",
        appeal=Appeal.DEFENDER,
        answer_days=5,
    ),
}
