"""What a receipt must say, sentence by sentence, each with the articles that ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from backend.law.models import Body
from backend.web.language import N_


class Mention(StrEnum):
    REJECTION = "rejection"
    ACCEPTANCE = "acceptance"
    NOTHING = "nothing"
    COMPLETE = "complete"
    SUSPENDED = "suspended"
    FORWARDED = "forwarded"
    NOTICE = "notice"
    REASONS = "reasons"
    LOOK_AGAIN = "look_again"
    TRIBUNAL = "tribunal"
    RAPO = "rapo"
    RAPO_DONE = "rapo_done"
    CADA = "cada"
    CNIL = "cnil"
    ACCESSIBILITY = "accessibility"
    HELPED = "helped"


@dataclass(frozen=True)
class Sentence:
    """`words` hold %(name)s for what a receipt fills in: a date, a body and how to reach it."""

    words: str
    articles: tuple[str, ...]


SENTENCES: Mapping[Mention, Sentence] = {
    Mention.REJECTION: Sentence(
        N_("If we do not answer you by %(due_on)s, your request will be considered refused."),
        ("CRPA L231-4",),
    ),
    Mention.ACCEPTANCE: Sentence(
        N_(
            "If we do not answer you by %(due_on)s, your request will be considered accepted. You"
            " can then ask for a paper that says so."
        ),
        ("CRPA L231-1", "CRPA L232-3"),
    ),
    Mention.NOTHING: Sentence(
        N_("No decision comes from our silence. We answer you by %(due_on)s."),
        (),
    ),
    Mention.COMPLETE: Sentence(
        N_("This date holds if your request is complete. If something is missing, we tell you."),
        ("CRPA L114-5",),
    ),
    Mention.SUSPENDED: Sentence(
        N_(
            "Something is missing: %(missing)s. You can send it until %(until)s. Until you do, the"
            " delay stands still."
        ),
        ("CRPA L114-5",),
    ),
    Mention.FORWARDED: Sentence(
        N_(
            "Your request was forwarded to the service that can answer it. It keeps its first"
            " date, %(received_on)s."
        ),
        ("CRPA L114-2", "CRPA L114-3"),
    ),
    Mention.NOTICE: Sentence(
        N_("You had until %(notice_until)s to answer the letter of %(notice_on)s."),
        ("C. trav. R5412-7",),
    ),
    Mention.REASONS: Sentence(
        N_("You can then ask why, until %(appeal_until)s: the service answers within one month."),
        ("CRPA L232-4",),
    ),
    Mention.LOOK_AGAIN: Sentence(
        N_(
            "You can ask %(service)s, or %(president)s, to look at your request again, until"
            " %(appeal_until)s."
        ),
        ("CRPA L411-2",),
    ),
    Mention.TRIBUNAL: Sentence(
        N_("You can go to %(tribunal)s, until %(appeal_until)s."),
        ("CRPA R112-11-1",),
    ),
    Mention.RAPO: Sentence(
        N_(
            "A decision about the RSA must first be contested before %(president)s, within two"
            " months. Only then can you go to %(tribunal)s."
        ),
        ("CASF L262-47",),
    ),
    Mention.RAPO_DONE: Sentence(
        N_(
            "This request is the appeal that comes first. After it you can go to %(tribunal)s,"
            " until %(appeal_until)s."
        ),
        ("CASF L262-47",),
    ),
    Mention.CADA: Sentence(
        N_("You can then turn to %(cada)s, until %(appeal_until)s, before any judge."),
        ("CRPA L311-6", "CRPA R311-12"),
    ),
    Mention.CNIL: Sentence(
        N_("You can write to %(data_protection)s, and complain to %(cnil)s at any time."),
        ("RGPD art. 12",),
    ),
    Mention.ACCESSIBILITY: Sentence(
        N_("If no answer helps you, you can turn to %(defender)s, free of charge."),
        ("Loi 2005-102 art. 47",),
    ),
    Mention.HELPED: Sentence(
        N_("You can be helped by a person of your choice."),
        ("CRPA L122-1",),
    ),
}
UNNAMED: Mapping[Body, str] = {  # where a territory has not said who
    Body.PRESIDENT: N_("the president of the Département"),
    Body.TRIBUNAL: N_("the administrative tribunal of your area"),
    Body.CADA: N_("the commission for access to documents (CADA)"),
    Body.CNIL: N_("the CNIL"),
    Body.DATA_PROTECTION: N_("the data protection officer"),
    Body.DEFENDER: N_("the Défenseur des droits"),
    Body.ACCESSIBILITY: N_("the service in charge of this app"),
}
