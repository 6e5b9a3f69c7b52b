"""What a reminder says. A lock screen is read by others: no name, place, reason or hour."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from gettext import NullTranslations

from backend.reminders.models import Kind
from backend.surveys.words import FACES
from backend.web.language import N_, CatalogueMissing, translations

Gettext = Callable[[str], str]


@dataclass(frozen=True)
class Words:
    title: str
    body: str
    opens: str = ""  # in an e-mail, what the link leads to
    advice: str = ""  # in an e-mail, what else can be done there


RECALLS: Mapping[int | None, str] = {
    0: N_("You have an appointment today."),
    1: N_("You have an appointment tomorrow."),
    2: N_("You have an appointment in two days."),
    6: N_("You have an appointment in six days."),
    7: N_("You have an appointment in a week."),
    None: N_("You have an appointment soon."),
}
CONFIRMATIONS: Mapping[int | None, str] = {
    0: N_("An appointment has been made for you. It is today."),
    1: N_("An appointment has been made for you. It is tomorrow."),
    2: N_("An appointment has been made for you. It is in two days."),
    None: N_("An appointment has been made for you."),
}
MOVES: Mapping[int | None, str] = {
    0: N_("An appointment has changed. It is today."),
    1: N_("An appointment has changed. It is tomorrow."),
    2: N_("An appointment has changed. It is in two days."),
    None: N_("An appointment has changed."),
}
CHECK_INS: Mapping[int | None, str] = {
    None: N_("How are you doing? Two taps are enough."),
}
STEPS: Mapping[int | None, str] = {
    0: N_("A step of your parcours is planned today."),
    1: N_("A step of your parcours is planned tomorrow."),
    2: N_("A step of your parcours is planned in two days."),
    None: N_("A step of your parcours is planned soon."),
}
REVIEWS: Mapping[int | None, str] = {
    None: N_("A point de situation is coming. You can prepare what you want to say."),
}
CLAIMS: Mapping[int | None, str] = {
    None: N_("There is something new in Mon parcours."),
}
LIMITS: Mapping[int | None, str] = {
    None: N_("Something is awaited from you in Mon parcours."),
}
SURVEYS: Mapping[int | None, str] = {
    None: N_("How did it go? One tap is enough."),
}
IMPROVEMENTS: Mapping[int | None, str] = {
    None: N_("People gave their opinion. Something has changed."),
}
TITLES: Mapping[Kind, str] = {
    Kind.CONFIRMATION: N_("New appointment"),
    Kind.MOVED: N_("Appointment changed"),
    Kind.CLAIM: N_("Something new"),
    Kind.REFERRAL: N_("Something new"),
    Kind.SURVEY: N_("Your opinion"),
    Kind.IMPROVEMENT: N_("Something new"),
}
BODIES: Mapping[Kind, Mapping[int | None, str]] = {
    Kind.CONFIRMATION: CONFIRMATIONS,
    Kind.MOVED: MOVES,
    Kind.CHECK_IN: CHECK_INS,
    Kind.STEP: STEPS,
    Kind.REVIEW: REVIEWS,
    Kind.CLAIM: CLAIMS,
    Kind.CLAIM_LIMIT: LIMITS,
    Kind.REFERRAL: CLAIMS,
    Kind.SURVEY: SURVEYS,
    Kind.IMPROVEMENT: IMPROVEMENTS,
}
RECALL = N_("Reminder")
TEST = Words(N_("Test"), N_("Reminders reach this device."))

MAIL_LINK = N_("To see the hour and the place:")
MAIL_LINKS: Mapping[Kind, str] = {
    Kind.CHECK_IN: N_("To answer:"),
    Kind.STEP: N_("To see this step:"),
    Kind.REVIEW: N_("To prepare it:"),
    Kind.CLAIM: N_("To read it:"),
    Kind.CLAIM_LIMIT: N_("To see what it is:"),
    Kind.REFERRAL: N_("To read it:"),
    Kind.SURVEY: N_("To answer:"),
    Kind.IMPROVEMENT: N_("To read it:"),
}
MAIL_ANSWER = N_("If you cannot come, you can say so on the same page.")
MAIL_STOP = N_("To choose your reminders or stop these e-mails:")
SMS_LINK = N_("See:")


def words_for(kind: Kind, *, days: int | None, gettext: Gettext) -> Words:
    """`days` from the day she reads it to the day it recalls, where she lives."""
    bodies = BODIES.get(kind, RECALLS)
    return Words(
        gettext(TITLES.get(kind, RECALL)),
        gettext(bodies.get(days, bodies[None])),
        opens=gettext(MAIL_LINKS.get(kind, MAIL_LINK)),
        advice="" if kind in MAIL_LINKS else gettext(MAIL_ANSWER),
    )


def buttons_for(kind: Kind, *, gettext: Gettext) -> list[tuple[str, str]]:
    """What can be answered from the notification itself: codes and their words."""
    return [(face, gettext(said)) for face, said in FACES.items()] if kind is Kind.SURVEY else []


def mail_text(words: Words, *, link: str, settings_link: str, gettext: Gettext) -> str:
    paragraphs = [
        words.body,
        f"{words.opens}\n{link}",
        words.advice,
        f"{gettext(MAIL_STOP)}\n{settings_link}",
        "-- \nMon parcours",
    ]
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def gettext_in(language: str) -> Gettext:
    try:
        return translations(language).gettext
    except CatalogueMissing:  # not even French: as it is written here
        return NullTranslations().gettext
