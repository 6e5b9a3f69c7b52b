"""« Nobody has heard of you for nearly two years »: one e-mail that says no more than that."""

from datetime import date, datetime

from sqlmodel import Session

from backend.messaging.letters import write_letter
from backend.people.models import Person
from backend.people.queries import territory_of
from backend.web.dates import day_of_year
from backend.web.language import DEFAULT, N_, NAMES, _, speaking

SUBJECT = N_("Mon parcours: your space ends soon")
SILENCE = N_("You have not used Mon parcours for nearly two years.")
ENDS = N_("What is kept about you there is erased on %(day)s.")
TO_KEEP = N_("To keep it, sign in before that day, or call %(phone)s.")
NOTHING = N_("If you no longer need it, you have nothing to do.")


def warn(session: Session, person: Person, day: date, *, now: datetime) -> None:
    """Where she has an e-mail address; in her language. It names nobody."""
    if not person.email:
        return
    language = person.language if person.language in NAMES else DEFAULT
    phone = territory_of(session, person).phone
    with speaking(language):
        facts = {"day": day_of_year(day), "phone": phone}
        lines = [_(words) % facts for words in (SILENCE, ENDS, TO_KEEP, NOTHING)]
        subject = _(SUBJECT)
    write_letter(
        session,
        recipient=person.email,
        subject=subject,
        text="\n".join([*lines, "", "-- ", "Mon parcours", ""]),
        language=language,
        now=now,
    )
