"""What a receipt says, in the language being spoken; what statuses, moves, outcomes are called.

`speaking` and `in_zone` decide the language and the hours.
"""

from collections.abc import Mapping
from datetime import date

from backend.claims.receipts import Facts, Office, Said
from backend.claims.states import Move, Outcome, Status
from backend.law.mentions import SENTENCES, UNNAMED
from backend.law.models import Body
from backend.web.dates import day_of_year
from backend.web.language import N_, _, direction, spoken

STATUSES: Mapping[Status, str] = {
    Status.RECEIVED: N_("Request received"),
    Status.ASSIGNED: N_("Somebody is dealing with it"),
    Status.INCOMPLETE: N_("Something is missing"),
    Status.ANSWERED: N_("Answer given"),
    Status.CONTESTED: N_("Being looked at again"),
    Status.CLOSED: N_("Closed"),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.ACCEPTED: N_("Request accepted"),
    Outcome.PARTLY: N_("Accepted in part"),
    Outcome.REFUSED: N_("Request refused"),
}
MOVES: Mapping[Move, str] = {
    Move.RECEIVE: N_("Your request was received"),
    Move.ASSIGN: N_("Somebody took charge of it"),
    Move.SAY: N_("Message"),
    Move.ASK_MISSING: N_("Something is missing"),
    Move.COMPLETE: N_("You sent what was missing"),
    Move.RESUME: N_("What was missing did not come: the delay goes on"),
    Move.FORWARD: N_("Forwarded to the service that can answer"),
    Move.ESCALATE: N_("The territory’s team was told that you are waiting"),
    Move.IMPLY: N_("The delay has passed without an answer"),
    Move.ANSWER: N_("Answer"),
    Move.ASK_REASONS: N_("You asked why"),
    Move.GIVE_REASONS: N_("The reasons"),
    Move.CONTEST: N_("You asked for it to be looked at again"),
    Move.RATE: N_("You said whether the answer helped"),
    Move.WITHDRAW: N_("You took your request back"),
    Move.CLOSE: N_("Closed"),
    Move.POST: N_("The answer was posted to you"),
}


def sentence(said: Said, facts: Facts) -> str:
    """One mention of the receipt, filled in."""
    template = SENTENCES[said.mention].words
    values = {name: _isolated(words) for name, words in said.words.items()}
    values |= {name: day_of_year(date.fromisoformat(iso)) for name, iso in said.days.items()}
    for body in Body:
        if f"%({body})s" in template:
            values[body.value] = _isolated(body_in_words(facts, body))
    return _(template) % values


def _isolated(words: str) -> str:
    """A French name in an Arabic sentence keeps its own direction (Unicode TR9: FSI and PDI)."""
    return f"\u2068{words}\u2069" if direction(spoken()) == "rtl" else words


def body_in_words(facts: Facts, body: Body) -> str:
    """« tribunal administratif de Toulouse, 68 rue…, 05 …, www… »"""
    office = facts.bodies.get(body.value)
    return office_in_words(office) if office else _(UNNAMED[body])


def office_in_words(office: Office) -> str:
    parts = (office.name, office.address, office.email, office.phone, office.website)
    return ", ".join(filter(None, parts))
