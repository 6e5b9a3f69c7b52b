"""Solutions, saved where the pages find them."""

from datetime import date
from typing import Any

from sqlmodel import Session

from backend.catalogue.editions import write_now
from backend.catalogue.models import NATIONAL, Edition, Feed, Offer, Sheet, StructureSheet
from backend.catalogue.tokens import tokens_of
from backend.places.queries import atlas
from tests.cast import saved
from tests.conftest import NOON

THERE: dict[str, Any] = {
    "commune": "Albi",
    "postcode": "81000",
    "commune_code": "81004",
    "address": "14 rue de la Paix",
    "latitude": 43.9280,
    "longitude": 2.1490,
}
NURSERY: dict[str, Any] = THERE | {
    "name": "Garde d’enfants à horaires décalés",
    "description": "Une personne vient chez vous garder vos enfants, tôt le matin ou le soir.",
    "type": "accompagnement",
    "themes": "famille--garde-denfants",
    "fee": "gratuit",
    "publics": "familles femmes",
    "modes": "en-presentiel",
    "usable_by": "usagers professionnels",
    "ways": "envoyer-un-courriel telephoner",
    "phone": "+33563111111",
    "email": "garde@example.org",
    "hours": "Mo-Fr 09:00-17:00",
    "source_url": "https://dora.example/services/garde",
}


def edition(session: Session) -> None:
    if session.get(Edition, 1) is None:
        session.add(Edition(number=1, changed_at=NOON))
        session.add(Feed(name=NATIONAL))
        session.flush()


def structure(session: Session, code: str = "dora--relais", **facts: Any) -> StructureSheet:
    told: dict[str, Any] = {"name": "Le Relais des familles", "updated_on": date(2026, 1, 5)}
    edition(session)
    return saved(
        session,
        StructureSheet(code=code, feed=NATIONAL, since=1, digest=code, **(told | facts)),
    )


def solution(session: Session, code: str = "dora--garde", **facts: Any) -> Offer:
    """Said as of the edition that is read."""
    edition(session)
    told: dict[str, Any] = (
        {"updated_on": date(2026, 2, 3), "digest": code, "tokens": ""} | NURSERY | facts
    )
    sheet = Sheet(offer_id=0, since=1, **told)
    sheet.tokens = tokens_of(sheet, atlas(session))
    offer = Offer(code=code, feed=NATIONAL, first_seen_at=NOON)
    write_now(session, offer, sheet)
    session.commit()
    return offer
