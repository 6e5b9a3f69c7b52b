"""The sheet of an immersion or a training of the territory's own, from what was typed.

It is in French, as every sheet of the catalogue is.
"""

from datetime import date
from hashlib import sha256
from typing import Any

from backend.catalogue.models import Kind, Sheet
from backend.offers.own_forms import Fee, OwnForm, Unit
from backend.places.models import Commune
from backend.web.dates import day_of_year
from backend.web.language import N_, gettext, ngettext, speaking

THEMES = {
    Kind.IMMERSION: "choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite",
    Kind.TRAINING: "se-former--trouver-sa-formation",
}
TYPES = {Kind.IMMERSION: "", Kind.TRAINING: "formation"}
NAMES = {
    Kind.IMMERSION: N_("Immersion in a company: %(trade)s"),
    Kind.TRAINING: N_("Training: %(trade)s"),
}
QUALITY = 0.8  # written by those who know it, and short
FRENCH = "fr"


def sheet_of(told: OwnForm, commune: Commune, *, feed: str, department: str, today: date) -> Sheet:
    """Without its tokens, which need an atlas; nor its offer."""
    with speaking(FRENCH):
        said: dict[str, Any] = {
            "kind": told.kind,
            "source": feed,
            "name": gettext(NAMES[told.kind]) % {"trade": told.trade},
            "description": "\n".join([told.doing, *_facts(told)]),
            "conditions": told.conditions,
        }
    said |= {
        "type": TYPES[told.kind],
        "themes": THEMES[told.kind],
        "fee": told.fee.value,
        "fee_words": told.fee_words,
        "publics": told.publics,
        "modes": "en-presentiel",
        "zones": department,
        "usable_by": "usagers professionnels",
        "ways": _ways(told),
        "weekly_hours": told.weekly_hours,
        "weeks": told.lasts if told.unit is Unit.WEEKS else None,
        **_place(told, commune),
        **_contact(told),
    }
    digest = sha256(repr(sorted(said.items())).encode()).hexdigest()
    return Sheet(**said, digest=digest, updated_on=today, quality=QUALITY, tokens="")


def _facts(told: OwnForm) -> list[str]:
    facts = [dates_of(told), _duration(told)]
    if told.places:
        facts.append(
            ngettext("%(num)s place.", "%(num)s places.", told.places) % {"num": told.places}
        )
    if told.fee is Fee.FREE and not told.fee_words:
        facts.append(gettext("It costs nothing."))
    return [fact for fact in facts if fact]


def dates_of(told: OwnForm) -> str:
    days = {"first": told.begins_on, "last": told.ends_on}
    known = {name: day_of_year(day) for name, day in days.items() if day}
    if told.begins_on and told.ends_on:
        return gettext("From %(first)s to %(last)s.") % known
    if told.begins_on:
        return gettext("From %(first)s on.") % known
    if told.ends_on:
        return gettext("Until %(last)s.") % known
    return gettext("All year round.")


def _duration(told: OwnForm) -> str:
    if not told.lasts:
        return ""
    number = {"num": told.lasts}
    if told.unit is Unit.DAYS:
        return ngettext("It lasts %(num)s day.", "It lasts %(num)s days.", told.lasts) % number
    return ngettext("It lasts %(num)s week.", "It lasts %(num)s weeks.", told.lasts) % number


def _place(told: OwnForm, commune: Commune) -> dict[str, Any]:
    return {
        "commune": commune.name,
        "commune_code": commune.code,
        "address": told.address,
        "latitude": commune.latitude,
        "longitude": commune.longitude,
    }


def _contact(told: OwnForm) -> dict[str, Any]:
    return {"phone": told.phone, "email": told.email, "contact_name": told.contact}


def _ways(told: OwnForm) -> str:
    ways = {"telephoner": told.phone, "envoyer-un-courriel": told.email}
    return " ".join(way for way, given in ways.items() if given)
