"""What a browser may send about reminders. Names on the wire are French, as addresses are."""

from collections.abc import Iterable

from pydantic import BaseModel, Field

from backend.messaging.models import FallbackChannel, Preference
from backend.messaging.push import Browser
from backend.reminders.models import Channel, Kind
from backend.web.forms import Form, empty
from backend.web.language import N_

NAMES = {
    Kind.CONFIRMATION: "fixe",
    Kind.WEEK_BEFORE: "semaine",
    Kind.TWO_DAYS_BEFORE: "deux_jours",
    Kind.DAY: "jour",
    Kind.MOVED: "change",
    Kind.STEP: "etape",
    Kind.REVIEW: "point",
    Kind.CHECK_IN: "emploi",
    Kind.CLAIM: "demande",
    Kind.CLAIM_LIMIT: "limite",
    Kind.REFERRAL: "solution",
    Kind.SURVEY: "avis",
    Kind.IMPROVEMENT: "suites",
}
LABELS = {
    Kind.CONFIRMATION: N_("When an appointment is made"),
    Kind.WEEK_BEFORE: N_("A week before"),
    Kind.TWO_DAYS_BEFORE: N_("Two days before"),
    Kind.DAY: N_("On the day, or the evening before when it is early"),
    Kind.MOVED: N_("When the day or the hour changes"),
    Kind.STEP: N_("Two days before a step of my parcours"),
    Kind.REVIEW: N_("A week before a point de situation"),
    Kind.CHECK_IN: N_("The first months in a job, to ask how I am doing"),
    Kind.CLAIM: N_("Answers to my requests"),
    Kind.REFERRAL: N_("Proposals and answers about solutions"),
    Kind.CLAIM_LIMIT: N_("Three days before the last day to send what is missing"),
    Kind.SURVEY: N_("Your opinion, once a week at most"),
    Kind.IMPROVEMENT: N_("What was done with what people said"),
}


class ChoicesForm(BaseModel):
    confirmation: bool = Field(default=False, alias="fixe")
    week_before: bool = Field(default=False, alias="semaine")
    two_days_before: bool = Field(default=False, alias="deux_jours")
    day: bool = Field(default=False, alias="jour")
    moved: bool = Field(default=False, alias="change")
    step: bool = Field(default=False, alias="etape")
    review: bool = Field(default=False, alias="point")
    check_in: bool = Field(default=False, alias="emploi")
    claim: bool = Field(default=False, alias="demande")
    claim_limit: bool = Field(default=False, alias="limite")
    referral: bool = Field(default=False, alias="solution")
    survey: bool = Field(default=False, alias="avis")
    improvement: bool = Field(default=False, alias="suites")
    channel: FallbackChannel = Field(alias="autrement")

    @property
    def silenced(self) -> list[Kind]:
        return [kind for kind in NAMES if not getattr(self, kind)]


def choices_of(preference: Preference, possible: Iterable[Channel]) -> Form[ChoicesForm]:
    """Her choices as the form shows them; what is not possible here cannot be chosen."""
    kinds = {name: "on" for kind, name in NAMES.items() if preference.wants(kind)}
    chosen, ways = preference.fallback.value, [way.value for way in possible]
    if chosen in ways or not ways:
        return empty(autrement=chosen if ways else FallbackChannel.NONE.value, **kinds)
    is_none = preference.fallback is FallbackChannel.NONE
    return empty(autrement=chosen if is_none else ways[0], **kinds)


class Keys(BaseModel):
    p256dh: str = Field(max_length=100)
    auth: str = Field(max_length=30)


class SentSubscription(BaseModel):
    """A browser's `PushSubscription.toJSON()`."""

    endpoint: str = Field(max_length=1000)
    keys: Keys

    @property
    def browser(self) -> Browser:
        return Browser(self.endpoint, self.keys.p256dh, self.keys.auth)


class Renewal(BaseModel):
    """The address a browser had before; none when it only says that it is still there."""

    old_endpoint: str | None = Field(default=None, max_length=1000)
    subscription: SentSubscription
