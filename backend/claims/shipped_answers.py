"""Words to begin an answer with, that every territory has.

What stands between [brackets] is left to the adviser: an answer that still holds some is not sent.
"""

from dataclasses import dataclass

from backend.claims.states import Kind, Outcome
from backend.web.language import N_

ANY_KIND = "any"


@dataclass(frozen=True)
class Shipped:
    kind: Kind | None  # None: for any
    outcome: Outcome
    title: str
    words: str

    @property
    def key(self) -> str:
        return f"{self.kind or ANY_KIND}-{self.outcome}"


SHIPPED = (
    Shipped(
        Kind.NO_NEWS,
        Outcome.ACCEPTED,
        N_("I call on a given day"),
        N_(
            "You have had no news for too long. I am sorry.\n"
            "I will call you on [day and hour].\n"
            "Together we will look at what comes next.\n"
            "You can reach me at [number]."
        ),
    ),
    Shipped(
        Kind.CHANGE_PROJECT,
        Outcome.ACCEPTED,
        N_("We change the project together"),
        N_(
            "You want to change your project. It is your right.\n"
            "Let us meet on [day and hour], at [place], to write it with you.\n"
            "Until then, nothing of the old project is asked of you."
        ),
    ),
    Shipped(
        Kind.CONTEST_OBJECTIVE,
        Outcome.ACCEPTED,
        N_("The objective is taken away"),
        N_(
            "You do not agree with this objective. It is taken away from today.\n"
            "Here is what we propose instead: [proposal].\n"
            "You can say no to it too."
        ),
    ),
    Shipped(
        Kind.CONTEST_OBJECTIVE,
        Outcome.REFUSED,
        N_("The objective stays, and why"),
        N_(
            "We read what you wrote. The objective stays for now.\n"
            "Here is why: [reasons].\n"
            "We can talk about it on [day and hour]."
        ),
    ),
    Shipped(
        Kind.OTHER_ORIENTATION,
        Outcome.ACCEPTED,
        N_("Another orientation is decided"),
        N_(
            "From [day], [body] accompanies you.\n"
            "Your contact there is [function and name], at [number].\n"
            "What you did so far is passed on: you do not start from the beginning."
        ),
    ),
    Shipped(
        Kind.OTHER_REFERENT,
        Outcome.ACCEPTED,
        N_("Here is another référent"),
        N_(
            "From [day], [function and name] is your référent.\n"
            "You can call [number].\n"
            "You need not explain your request again."
        ),
    ),
    Shipped(
        Kind.OTHER_REFERENT,
        Outcome.REFUSED,
        N_("No other référent for now, and why"),
        N_(
            "We read your request. We cannot give you another référent for now.\n"
            "Here is why: [reasons].\n"
            "What we propose: a meeting with [function and name] on [day and hour]."
        ),
    ),
    Shipped(
        Kind.REDUCED_HOURS,
        Outcome.ACCEPTED,
        N_("Fewer hours a week"),
        N_(
            "From [day], [number] hours a week are asked of you.\n"
            "It is written in your contrat d’engagement.\n"
            "If your situation changes, tell us: we look at it again."
        ),
    ),
    Shipped(
        Kind.JOINT_INTERVIEW,
        Outcome.ACCEPTED,
        N_("An appointment with both"),
        N_(
            "You will see [social worker] and [adviser] together.\n"
            "It is on [day and hour], at [place].\n"
            "You can come with a person of your choice."
        ),
    ),
    Shipped(
        Kind.SOCIAL_SUPPORT,
        Outcome.ACCEPTED,
        N_("A social worker calls"),
        N_(
            "[Function and name], social worker, will call you on [day].\n"
            "You will look for solutions together.\n"
            "What you say stays with social workers, unless you agree otherwise."
        ),
    ),
    Shipped(
        Kind.OTHER_TERRITORY,
        Outcome.ACCEPTED,
        N_("The hand-over is ready"),
        N_(
            "Your file is passed on to [département] on [day].\n"
            "There, [function and name] accompanies you, at [number].\n"
            "Until that day, I stay your contact."
        ),
    ),
    Shipped(
        None,
        Outcome.ACCEPTED,
        N_("Yes"),
        N_(
            "Your request is accepted.\n"
            "Here is what happens now: [what and when].\n"
            "A question? Call me at [number]."
        ),
    ),
    Shipped(
        None,
        Outcome.PARTLY,
        N_("Yes in part, and why"),
        N_(
            "Your request is accepted in part.\n"
            "What is accepted: [what].\n"
            "What is not, and why: [reasons]."
        ),
    ),
    Shipped(
        None,
        Outcome.REFUSED,
        N_("No, and why"),
        N_(
            "Your request is refused.\n"
            "Here is why: [facts and rule].\n"
            "What we can do for you: [proposal].\n"
            "You can contest this answer: how to do it is written below it."
        ),
    ),
)
