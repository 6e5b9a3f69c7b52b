"""What the tests of referrals say again and again."""

from typing import Any

from sqlmodel import Session, col, select

from backend.catalogue.editions import write_now
from backend.catalogue.models import NATIONAL, Edition, Offer, Sheet
from backend.messaging.models import Letter
from backend.referrals.actions import agree
from backend.referrals.models import Referral
from backend.referrals.service import Draft, propose
from tests.cast import Cast
from tests.conftest import NOON

SITE = "https://parcours.test"
MAILBOX = "accueil@garage.example"
REASON = "Vous cherchez comment aller travailler."
MESSAGE = "Cette personne a besoin d’une voiture pour prendre un poste."


def sheet(name: str, **facts: Any) -> Sheet:
    told: dict[str, Any] = {
        "name": name,
        "digest": name,
        "description": "Location de voitures à petit prix.",
        "themes": "mobilite--acceder-a-un-vehicule",
        "email": MAILBOX,
        "phone": "+33563000009",
        "usable_by": "usagers professionnels",
        "updated_on": NOON.date(),
        "tokens": "",
    }
    return Sheet(**(told | facts))


def solution(session: Session, name: str = "Garage solidaire", **facts: Any) -> Offer:
    """A solution that can be found today; it can be written to, and she may come by herself."""
    if session.get(Edition, 1) is None:
        session.add(Edition(number=1, changed_at=NOON))
        session.flush()
    offer = Offer(code=f"dora--{name}", feed=NATIONAL, first_seen_at=NOON)
    write_now(session, offer, sheet(name, **facts))
    return offer


def proposed(session: Session, cast: Cast, offer: Offer | None = None, **others: Any) -> Referral:
    """By Claire to Amina."""
    told: dict[str, Any] = {"reason": REASON, "message": MESSAGE}
    draft = Draft(**(told | others))
    offer = offer or solution(session)
    referral = propose(session, cast.amina, cast.claire, offer, draft, now=NOON)
    session.commit()
    return referral


def address(referral: Referral) -> str:
    return f"/solutions/demandes/{referral.id}"


def sent(session: Session, cast: Cast, offer: Offer | None = None, **others: Any) -> Referral:
    """Proposed, agreed to, gone."""
    referral = proposed(session, cast, offer, **others)
    agree(session, referral, referral.version, site=SITE, now=NOON)
    session.commit()
    return referral


def token_in(session: Session, recipient: str = MAILBOX) -> str:
    """Of the last e-mail to the solution."""
    letters = session.exec(
        select(Letter).where(Letter.recipient == recipient).order_by(col(Letter.id).desc())
    ).all()
    session.commit()
    return next(
        one.text.partition("/reponse/")[2].split()[0] for one in letters if "/reponse/" in one.text
    )


def as_it_stands(session: Session, referral: Referral) -> Referral:
    session.expire_all()
    session.refresh(referral)
    session.commit()
    return referral
