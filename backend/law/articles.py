"""The texts that the rights rest on, in plain words. A lawyer re-reads this before each opening.

CRPA: code des relations entre le public et l’administration. CASF: code de l’action sociale et des
familles. What an article says is a summary: the text itself is the one that binds.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.web.language import N_

CODES: Mapping[str, str] = {
    "CRPA": "Code des relations entre le public et l’administration",
    "CASF": "Code de l’action sociale et des familles",
    "C. trav.": "Code du travail",
    "RGPD": "Règlement (UE) 2016/679, dit RGPD",
    "Loi 2005-102": "Loi du 11 février 2005 pour l’égalité des droits et des chances",
}


@dataclass(frozen=True)
class Article:
    code: str  # of CODES
    number: str
    says: str  # in plain words, to be translated

    @property
    def key(self) -> str:
        return f"{self.code} {self.number}"

    @property
    def anchor(self) -> str:
        """Of its paragraph on the page of all texts."""
        return self.key.lower().replace(".", "").replace(" ", "-")


_ALL = (
    Article(
        "C. trav.",
        "L5411-5-1",
        N_("Your orientation takes account of what you want. Social support can come first."),
    ),
    Article(
        "C. trav.",
        "L5411-5-2",
        N_("You can ask for a new orientation when your situation has changed."),
    ),
    Article(
        "C. trav.",
        "L5411-6",
        N_(
            "Your contract is built with you. It names your référent. The hours a week can be"
            " fewer for reasons of health, disability, or a child you look after alone."
        ),
    ),
    Article(
        "C. trav.",
        "L5411-6-4",
        N_("Some jobs cannot be imposed on you: below the usual pay, or against your project."),
    ),
    Article(
        "C. trav.",
        "R5411-14",
        N_("Your project is brought up to date in agreement with you."),
    ),
    Article(
        "C. trav.",
        "L5311-8",
        N_(
            "The bodies that accompany people make sure that their parcours goes on without a"
            " break. They involve people in evaluating what is done for them."
        ),
    ),
    Article(
        "C. trav.",
        "D5411-14-1",
        N_("The contract is signed within one month of the orientation."),
    ),
    Article(
        "C. trav.",
        "R5412-7",
        N_(
            "Before a sanction, you are told the facts and you have ten days to answer, in writing"
            " or in person, helped by somebody of your choice. The decision comes within fifteen"
            " days, with its reasons."
        ),
    ),
    Article(
        "CASF",
        "D262-65-2",
        N_("The Département decides who accompanies you within six weeks."),
    ),
    Article(
        "CASF",
        "L262-27",
        N_(
            "Whoever receives the RSA has a right to social and professional support that fits,"
            " with one référent."
        ),
    ),
    Article(
        "CASF",
        "L262-31",
        N_(
            "When difficulties last, your situation is looked at again with a social worker and an"
            " employment adviser together."
        ),
    ),
    Article(
        "CASF",
        "L262-37",
        N_(
            "Before the RSA is reduced, you are told why and you can answer, helped by somebody of"
            " your choice."
        ),
    ),
    Article(
        "CASF",
        "L262-47",
        N_(
            "A decision about the RSA is first contested before the president of the Département,"
            " within two months. A judge comes only after that."
        ),
    ),
    Article(
        "CRPA",
        "L111-2",
        N_("You may know the name, the role and the address of whoever deals with your request."),
    ),
    Article(
        "CRPA",
        "L112-11",
        N_("Every request sent electronically gets a receipt."),
    ),
    Article(
        "CRPA",
        "R112-11-1",
        N_(
            "The receipt says the date, the service and how to reach it, what silence means and"
            " from which date, and how to contest."
        ),
    ),
    Article(
        "CRPA",
        "L112-15",
        N_("You are notified electronically only if you have expressly agreed."),
    ),
    Article(
        "CRPA",
        "R112-20",
        N_(
            "A decision notified electronically is received when you first read it, or after"
            " fifteen days."
        ),
    ),
    Article(
        "CRPA",
        "L114-2",
        N_("A request sent to the wrong service is forwarded to the right one, and you are told."),
    ),
    Article(
        "CRPA",
        "L114-3",
        N_("When a request is forwarded, silence still counts from the first day it was received."),
    ),
    Article(
        "CRPA",
        "L114-5",
        N_(
            "When something is missing, you are told what and until when. The delay stops until"
            " then."
        ),
    ),
    Article(
        "CRPA",
        "L122-1",
        N_("Before a decision against you, you can answer, helped by somebody of your choice."),
    ),
    Article(
        "CRPA",
        "L211-2",
        N_("A decision against you must say why."),
    ),
    Article(
        "CRPA",
        "L231-1",
        N_("Silence for two months means yes, when a text provides for the procedure."),
    ),
    Article(
        "CRPA",
        "L231-4",
        N_("Silence for two months means no, for the other requests."),
    ),
    Article(
        "CRPA",
        "L232-3",
        N_("When silence means yes, you may ask for a paper that says so."),
    ),
    Article(
        "CRPA",
        "L232-4",
        N_("When silence means no, you may ask why. The service answers within one month."),
    ),
    Article(
        "CRPA",
        "L311-6",
        N_("You may read the documents about you."),
    ),
    Article(
        "CRPA",
        "R311-12",
        N_("Silence for one month on a request for documents means no."),
    ),
    Article(
        "CRPA",
        "L411-2",
        N_(
            "You may ask the service, or its head, to look at a decision again. The time to go"
            " before a judge then starts anew."
        ),
    ),
    Article("RGPD", "art. 12", N_("You are answered within one month about your data.")),
    Article("RGPD", "art. 15", N_("You may know and receive the data kept about you.")),
    Article("RGPD", "art. 16", N_("You may have what is wrong put right.")),
    Article("RGPD", "art. 17", N_("You may ask for your data to be erased, within limits.")),
    Article("RGPD", "art. 21", N_("You may object to a use of your data.")),
    Article(
        "Loi 2005-102",
        "art. 47",
        N_("Public sites and apps are usable by everybody, disabled people included."),
    ),
)
ARTICLES: Mapping[str, Article] = {article.key: article for article in _ALL}
