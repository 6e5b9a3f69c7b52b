"""What was noticed, said to her and to her adviser, in the language spoken while a page is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from backend.claims.states import Kind
from backend.continuity.models import Worry
from backend.continuity.rules import Period
from backend.web.language import N_, ngettext

TITLES: Mapping[Worry, str] = {
    Worry.NO_REFERENT: N_("Without a référent"),
    Worry.NO_CONTACT: N_("Without news"),
    Worry.NO_APPOINTMENT: N_("Without an appointment"),
    Worry.NO_NEXT_STEP: N_("Without a next step"),
    Worry.LATE_ORIENTATION: N_("Orientation that is late"),
    Worry.LATE_CONTRACT: N_("Contract that is late"),
    Worry.NO_REPLY: N_("Without a reply from a solution"),
}
LAW: Mapping[Worry, str] = {
    Worry.LATE_ORIENTATION: "CASF D262-65-2",
    Worry.LATE_CONTRACT: "C. trav. D5411-14-1",
}


def _hers(worry: Worry, days: int) -> str:
    match worry:
        case Worry.NO_REFERENT:
            return ngettext(
                "For %(num)s day, nobody has been your référent.",
                "For %(num)s days, nobody has been your référent.",
                days,
            )
        case Worry.NO_CONTACT:
            return ngettext(
                "You have had no news for %(num)s day.",
                "You have had no news for %(num)s days.",
                days,
            )
        case Worry.NO_APPOINTMENT:
            return ngettext(
                "You have had no appointment for %(num)s day.",
                "You have had no appointment for %(num)s days.",
                days,
            )
        case _:
            return _of_steps(worry, days)


def _of_steps(worry: Worry, days: int) -> str:
    match worry:
        case Worry.LATE_ORIENTATION:
            return ngettext(
                "You have been waiting for %(num)s day to know who accompanies you.",
                "You have been waiting for %(num)s days to know who accompanies you.",
                days,
            )
        case Worry.LATE_CONTRACT:
            return ngettext(
                "You have been waiting for your contrat d’engagement for %(num)s day.",
                "You have been waiting for your contrat d’engagement for %(num)s days.",
                days,
            )
        case Worry.NO_REPLY:
            return ngettext(
                "A solution has not answered your request for %(num)s day.",
                "A solution has not answered your request for %(num)s days.",
                days,
            )
        case _:
            return ngettext(
                "Your last step ended %(num)s day ago, and none has begun.",
                "Your last step ended %(num)s days ago, and none has begun.",
                days,
            )


def _desk(worry: Worry, days: int) -> str:
    match worry:
        case Worry.NO_REFERENT:
            return ngettext("no référent for %(num)s day", "no référent for %(num)s days", days)
        case Worry.NO_CONTACT:
            return ngettext(
                "no contact noted for %(num)s day", "no contact noted for %(num)s days", days
            )
        case Worry.NO_APPOINTMENT:
            return ngettext(
                "no appointment for %(num)s day", "no appointment for %(num)s days", days
            )
        case _:
            return _desk_of_steps(worry, days)


def _desk_of_steps(worry: Worry, days: int) -> str:
    match worry:
        case Worry.LATE_ORIENTATION:
            return ngettext(
                "orientation awaited for %(num)s day", "orientation awaited for %(num)s days", days
            )
        case Worry.LATE_CONTRACT:
            return ngettext(
                "contrat d’engagement awaited for %(num)s day",
                "contrat d’engagement awaited for %(num)s days",
                days,
            )
        case Worry.NO_REPLY:
            return ngettext(
                "a solution has not answered for %(num)s day",
                "a solution has not answered for %(num)s days",
                days,
            )
        case _:
            return ngettext(
                "no step under way for %(num)s day", "no step under way for %(num)s days", days
            )


@dataclass(frozen=True)
class Told:
    """One thing that was noticed, as of a day."""

    period: Period
    today: date

    @property
    def worry(self) -> Worry:
        return self.period.worry

    @property
    def since(self) -> date:
        return self.period.since

    @property
    def days(self) -> int:
        return (self.today - self.period.since).days

    @property
    def sentence(self) -> str:
        """To her."""
        return self._said(_hers)

    @property
    def for_desk(self) -> str:
        return self._said(_desk)

    def _said(self, say: Callable[[Worry, int], str]) -> str:
        return say(self.worry, self.days) % {"num": self.days}

    @property
    def is_hers(self) -> bool:
        """Whether she sees it already."""
        return self.period.is_hers_on(self.today)

    @property
    def law(self) -> str:
        """The article that sets the date, where one does."""
        return LAW.get(self.worry, "")

    @property
    def path(self) -> str:
        """Where the button leads: the claim that answers it, or the request that waits."""
        if self.worry is Worry.NO_REPLY:
            return "/solutions/demandes"
        return f"/droits/demandes/nouvelle/{Kind.NO_NEWS}"
