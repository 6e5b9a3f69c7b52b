"""E-mails of claims: the receipt to her, complete; to a service, that something waits, no more."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from backend.claims.kinds import TABLE
from backend.claims.models import Claim
from backend.claims.receipts import Facts
from backend.claims.words import office_in_words, sentence
from backend.messaging.neutral import Call, send_for, signed
from backend.territories.models import Structure
from backend.territories.queries import structure_of
from backend.web.dates import day_of_year, hour, in_zone
from backend.web.language import DEFAULT, N_, _, known, speaking

SUBJECT = N_("Receipt of your request no. %(number)s")
RECEIVED = N_("We received your request on %(day)s at %(hour)s.")
NUMBER = N_("Number: %(number)s")
ABOUT = N_("What you ask: %(title)s")
SERVICE = N_("Service in charge: %(office)s")
AGENT = N_("Who deals with it: %(agent)s")
BINDING = N_("Only the French text is binding:")
FOLLOW = N_("To follow your request:")
DESK = Call(
    N_("A request waits for an answer"),
    N_("A request on Mon parcours waits for your service."),
    N_("To read and answer it, sign in here:"),
)
DESK_WITHOUT_LINK = replace(DESK, opens=N_("To read and answer it, open the professionals’ space."))


def receipt_letter(facts: Facts, language: str, *, zone: ZoneInfo, link: str) -> tuple[str, str]:
    """Its subject and its text: in her language, then in French when that is another one."""
    spoken = known(language)
    with speaking(spoken), in_zone(zone):
        subject = _(SUBJECT) % {"number": facts.number}
        paragraphs = [_receipt(facts), f"{_(FOLLOW)}\n{link}"]
        binding = _(BINDING)
    if spoken != DEFAULT:
        with speaking(DEFAULT), in_zone(zone):
            paragraphs += [binding, _receipt(facts)]
    return subject, signed(paragraphs)


def _receipt(facts: Facts) -> str:
    received_at = datetime.fromisoformat(facts.received_at).astimezone(UTC)
    lines = [
        _(RECEIVED) % {"day": day_of_year(received_at), "hour": hour(received_at)},
        _(NUMBER) % {"number": facts.number},
        _(ABOUT) % {"title": _(TABLE[facts.kind].title)},
        _(SERVICE) % {"office": office_in_words(facts.service)},
    ]
    if facts.agent:
        lines.append(_(AGENT) % {"agent": facts.agent})
    said = [f"{sentence(one, facts)} ({' ; '.join(one.articles)})" for one in facts.said]
    return "\n".join([*lines, "", *said])


def tell_service(session: Session, claim: Claim, *, site: str, now: datetime) -> None:
    """The service in charge is told that something waits."""
    tell_structure(session, claim, structure_of(session, claim.structure_id), site=site, now=now)


def tell_structure(
    session: Session, claim: Claim, structure: Structure, *, site: str, now: datetime
) -> None:
    """To the structure's own address, if it has one."""
    if not structure.email:
        return
    link = f"{site.rstrip('/')}/pro/demandes/{claim.id}" if site else ""
    send_for(session, structure.email, DESK if site else DESK_WITHOUT_LINK, link=link, now=now)
