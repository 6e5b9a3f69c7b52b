"""E-mails to professionals: that something waits, and where to read it. They name nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from backend.messaging.letters import write_letter
from backend.web.language import DEFAULT, N_, _, known, speaking

NEUTRAL = N_("This e-mail names nobody on purpose.")
SIGNATURE = "-- \nMon parcours"


@dataclass(frozen=True)
class Call:
    """Sentences not yet translated; `opens` comes before the link."""

    subject: str
    asked: str
    opens: str


def send_for(  # noqa: PLR0913 (to whom, about what, leading where)
    session: Session,
    recipient: str,
    call: Call,
    *,
    link: str,
    language: str = DEFAULT,
    now: datetime,
) -> None:
    """`link` is empty where the sender does not know the address of the pages."""
    with speaking(known(language)):
        opens = f"{_(call.opens)}\n{link}" if link else _(call.opens)
        write_letter(
            session,
            recipient=recipient,
            subject=_(call.subject),
            text=signed([_(call.asked), opens, _(NEUTRAL)]),
            language=language,
            now=now,
        )


def signed(paragraphs: Sequence[str]) -> str:
    return "\n\n".join([*paragraphs, SIGNATURE]) + "\n"
