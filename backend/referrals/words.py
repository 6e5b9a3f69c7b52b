"""What a solution is told of her, word for word: the page shows it and the e-mail carries it.

It is in French, whatever she reads: solutions do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from backend.messaging.neutral import Call, signed
from backend.people.handles import written
from backend.people.models import Adviser, Person
from backend.referrals.models import Cause, Detail, Move, Referral, Status
from backend.web.dates import day_of_year
from backend.web.language import DEFAULT, N_, _, speaking

SUBJECT = N_("Somebody would like to come to you")
HELLO = N_("Hello,")
ASKS = N_("%(person)s would like to benefit from: %(solution)s.")
REACH = N_("To reach this person:")
CONTACT = N_("To talk about it, you can call %(adviser)s: %(phone)s.")
CONTACT_MAIL = N_("To talk about it, you can write to %(adviser)s: %(email)s.")
AGREED = N_("This person read this message and agreed to your receiving it.")
ANSWER = N_("To answer, open this page (without an account, for 60 days):")
TAKEN_BACK = N_("%(person)s no longer asks for: %(solution)s.")
ERASE = N_("Nothing more is awaited from you. Please erase the message you received.")
TAKEN_BACK_SUBJECT = N_("A request is taken back")
HIDDEN = "…"  # on the page, in place of the secret part of the link

DETAILS: Mapping[Detail, str] = {
    Detail.PHONE: N_("Phone"),
    Detail.EMAIL: N_("E-mail"),
    Detail.BIRTH_DATE: N_("Date of birth"),
    Detail.COMMUNE: N_("Commune"),
}
STATUSES: Mapping[Status, str] = {
    Status.ASKED: N_("Asked to your adviser"),
    Status.PROPOSED: N_("Awaits your agreement"),
    Status.DISCUSSED: N_("Your adviser looks at what you said"),
    Status.AGREED: N_("You agreed"),
    Status.SENT: N_("Sent"),
    Status.UNANSWERED: N_("No answer yet"),
    Status.WAITING: N_("On a waiting list"),
    Status.ACCEPTED: N_("Accepted"),
    Status.STARTED: N_("Started"),
    Status.REFUSED: N_("Not possible this time"),
    Status.DECLINED: N_("You said no"),
    Status.DROPPED: N_("Stopped by your adviser"),
    Status.WITHDRAWN: N_("Taken back"),
}
MOVES: Mapping[Move, str] = {
    Move.ASK: N_("Request to an adviser"),
    Move.PROPOSE: N_("Text prepared"),
    Move.AGREE: N_("Agreement to the text"),
    Move.DECLINE: N_("Refusal of the proposal"),
    Move.DISCUSS: N_("Question about the proposal"),
    Move.SAY: N_("Message"),
    Move.DROP: N_("Proposal stopped"),
    Move.SEND: N_("Sent by e-mail"),
    Move.CALL: N_("Phone call to the solution"),
    Move.ACCEPT: N_("The solution can welcome"),
    Move.PUT_ON_LIST: N_("Put on the waiting list"),
    Move.REFUSE: N_("The solution says it is not possible"),
    Move.LAPSE: N_("No answer by the day it was awaited"),
    Move.CHASE: N_("Sent again"),
    Move.START: N_("It has started"),
    Move.WITHDRAW: N_("Request taken back"),
}
CAUSES: Mapping[Cause, str] = {
    Cause.FULL: N_("No place left"),
    Cause.CONDITIONS: N_("The conditions are not met"),
    Cause.ZONE: N_("Outside the area"),
    Cause.CLOSED: N_("It does not exist any more"),
    Cause.OTHER: N_("Another reason"),
}
CALL = Call(
    N_("A request for a solution awaits you"),
    N_("Somebody you accompany asked for something or answered you about a solution."),
    N_("To read it, sign in here:"),
)
UNANSWERED_CALL = Call(
    N_("A solution has not answered"),
    N_("A solution has not answered a request by the day it was awaited."),
    N_("To see what can be done, open the professionals’ space."),
)
ANSWERED_CALL = Call(
    N_("A solution has answered"),
    N_("A solution has answered a request of somebody you accompany."),
    N_("To read it, sign in here:"),
)


@dataclass(frozen=True, kw_only=True)
class About:
    """What the text speaks of, besides her."""

    solution: str
    adviser: Adviser | None = None


def text_of(referral: Referral, person: Person, about: About) -> str:
    """Made once for each version; from then on it is kept, and only what is kept leaves."""
    with speaking(DEFAULT):
        told = {"person": full_name(person), "solution": about.solution}
        paragraphs = [_(HELLO), _(ASKS) % told, referral.message]
        details = details_of(referral, person)
        if details:
            lines = [f"{_(DETAILS[detail])}\u00a0: {value}" for detail, value in details]
            paragraphs.append("\n".join([_(REACH), *lines]))
        paragraphs += [_contact(about.adviser), _(AGREED)]
    return "\n\n".join(filter(None, paragraphs))


def details_of(referral: Referral, person: Person) -> Sequence[tuple[Detail, str]]:
    """What she ticked and that is known."""
    values = known_of(person) | {
        Detail.BIRTH_DATE: _day(referral.birth_date),
        Detail.COMMUNE: referral.commune,
    }
    return [(one, values[one]) for one in Detail if one in referral.ticked and values[one]]


def known_of(person: Person) -> dict[Detail, str]:
    """What can be ticked without typing it."""
    return {Detail.PHONE: written(person.phone), Detail.EMAIL: person.email or ""}


def _day(day: date | None) -> str:
    return day_of_year(day) if day else ""


def _contact(adviser: Adviser | None) -> str:
    """Only a name: where the adviser works would say more of her than is needed."""
    if adviser is None:
        return ""
    told = {"adviser": full_name(adviser), "phone": written(adviser.phone), "email": adviser.email}
    return _(CONTACT if adviser.phone else CONTACT_MAIL) % told


def letter_of(text: str, link: str) -> str:
    """The e-mail that carries the text, and what the page shows of it."""
    with speaking(DEFAULT):
        return signed([text, f"{_(ANSWER)}\n{link}"])


def subject_of_letter() -> str:
    with speaking(DEFAULT):
        return _(SUBJECT)


def taking_back(person: Person, solution: str) -> tuple[str, str]:
    """Subject and text of the e-mail that tells the solution, as she reads it before."""
    with speaking(DEFAULT):
        told = {"person": short_name(person), "solution": solution}
        return _(TAKEN_BACK_SUBJECT), signed([_(HELLO), _(TAKEN_BACK) % told, _(ERASE)])


def full_name(who: Person | Adviser) -> str:
    return f"{who.first_name} {who.last_name}"


def short_name(person: Person) -> str:
    """Amina B."""
    return f"{person.first_name} {person.last_name[:1]}."
