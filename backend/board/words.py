"""What the settings of a territory are called."""

from collections.abc import Mapping
from typing import Any

from backend.claims.clocks import Delay
from backend.claims.kinds import Service
from backend.claims.states import Appeal, Silence
from backend.law.models import Body
from backend.web.language import N_, _, ngettext

SILENCES: Mapping[Silence, str] = {
    Silence.REJECTION: N_("silence means no"),
    Silence.ACCEPTANCE: N_("silence means yes"),
    Silence.NOTHING: N_("silence decides nothing"),
}
APPEALS: Mapping[Appeal, str] = {
    Appeal.ORDINARY: N_("the service or its head, then the tribunal"),
    Appeal.RAPO: N_("first the president of the Département, then the tribunal"),
    Appeal.RAPO_DONE: N_("the tribunal: this request is the first appeal"),
    Appeal.CADA: N_("the CADA, then the tribunal"),
    Appeal.CNIL: N_("the data protection officer, then the CNIL"),
    Appeal.DEFENDER: N_("the Défenseur des droits"),
    Appeal.NONE: N_("none: nothing is decided yet"),
}
SERVICES: Mapping[Service, str] = {
    Service.REFERENT: N_("the référent’s structure"),
    Service.SOCIAL_WORKER: N_("the social worker’s structure"),
    Service.TEAM: N_("the territory’s team"),
}
BODIES: Mapping[Body, str] = {
    Body.PRESIDENT: N_("President of the Département"),
    Body.TRIBUNAL: N_("Administrative tribunal"),
    Body.CADA: N_("Commission for access to documents (CADA)"),
    Body.CNIL: N_("CNIL"),
    Body.DATA_PROTECTION: N_("Data protection officer"),
    Body.DEFENDER: N_("Défenseur des droits"),
    Body.ACCESSIBILITY: N_("Accessibility of this app"),
}
UNITS: Mapping[str, str] = {"days": N_("days"), "weeks": N_("weeks"), "months": N_("months")}


def delay_in_words(delay: Delay) -> str:
    """« 2 mois », in the language being spoken."""
    match delay.unit:
        case "days":
            said = ngettext("%(num)s day", "%(num)s days", delay.number)
        case "weeks":
            said = ngettext("%(num)s week", "%(num)s weeks", delay.number)
        case _:
            said = ngettext("%(num)s month", "%(num)s months", delay.number)
    return said % {"num": delay.number}


def translated(labels: Mapping[Any, str]) -> list[tuple[str, str]]:
    """(value, label) pairs of a field, in the language being spoken."""
    return [(str(value), _(label)) for value, label in labels.items()]
