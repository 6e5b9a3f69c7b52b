"""How to get in: the right way first, then the others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlsplit

from backend.catalogue.models import Sheet, StructureSheet
from backend.catalogue.queries import Shown
from backend.offers.words import is_for_her_alone

NOT_DIALLED = re.compile(r"[^0-9+]")


class Way(StrEnum):
    """As data·inclusion calls them."""

    PHONE = "telephoner"
    LINK = "utiliser-lien-mobilisation"
    EMAIL = "envoyer-un-courriel"
    VISIT = "se-presenter"
    ADVISER = "adviser"  # only a professional may ask


@dataclass(frozen=True)
class Contact:
    way: Way
    value: str = ""  # a number, an e-mail address, a host name
    href: str = ""
    is_advised: bool = False  # the sheet names this way


def contacts_of(shown: Shown) -> list[Contact]:
    """The first is the one to use. A way without a number or an address is no way."""
    said = shown.sheet.ways.split()
    found = [
        Contact(contact.way, contact.value, contact.href, contact.way in said)
        for contact in _ways(shown)
    ]
    found.sort(key=lambda contact: not contact.is_advised)  # stable: telephone before e-mail
    if is_for_her_alone(shown.sheet):
        return found
    return [Contact(Way.ADVISER, href=f"/solutions/{shown.offer.id}/demander"), *found]


def address_of(place: Sheet | StructureSheet) -> str:
    """« 14 rue de la Paix, 81000 Albi »; nothing when there is no street."""
    town = " ".join(part for part in (place.postcode, place.commune) if part)
    return ", ".join(part for part in (place.address, town) if part) if place.address else ""


def safe_link(url: str) -> str:
    """Of the web only: what a feed says is not trusted to be a link."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in {"http", "https"} and parts.hostname else ""


def host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def dialled(number: str) -> str:
    return NOT_DIALLED.sub("", number)


def _ways(shown: Shown) -> Iterator[Contact]:
    """What the sheet says, or else what is said of who runs it."""
    link, place = safe_link(shown.sheet.booking_url), place_of(shown.sheet, shown.structure)
    if dialled(shown.phone):
        yield Contact(Way.PHONE, shown.phone, f"tel:{dialled(shown.phone)}")
    if link:
        yield Contact(Way.LINK, host_of(link), link)
    if place:
        yield Contact(Way.VISIT, place, "#lieu")
    if shown.email:
        yield Contact(Way.EMAIL, shown.email, f"mailto:{quote(shown.email, safe='@')}")


def place_of(sheet: Sheet, structure: StructureSheet | None) -> str:
    return address_of(sheet) or (address_of(structure) if structure else "")
