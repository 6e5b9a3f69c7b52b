"""Solutions of the world: one of everybody, one of the territory's own, requests for them."""

import json

from sqlmodel import Session

from backend.offers.models import OwnOffer, Remark, Wrong
from backend.people.models import Adviser
from backend.referrals.service import Draft, propose
from tests.cast import Cast, saved
from tests.conftest import NOON
from tests.referrals.asking import proposed, solution


def solutions(session: Session, cast: Cast, nour: Adviser) -> dict[str, int]:
    """By the name the table gives them."""
    offer = solution(session)
    health = solution(session, "Psychologue", themes="sante--acceder-aux-soins")
    told = Draft(reason="Pour vous", message="Bonjour")
    remark = Remark(
        person_id=cast.amina.id,
        territory_id=cast.tarn.id,
        offer_id=offer.id,
        wrong=Wrong.HOURS,
        said_at=NOON,
    )
    return {
        "offer_id": offer.id,
        "referral_id": proposed(session, cast, offer).id,
        "health_referral": propose(session, cast.amina, nour, health, told, now=NOON).id,
        "own_offer": _own(session, cast),
        "remark_id": saved(session, remark).id,
    }


def _own(session: Session, cast: Cast) -> int:
    offer = solution(session, "Immersion")
    own = OwnOffer(
        offer_id=offer.id,
        territory_id=cast.tarn.id,
        reference="A1",
        typed=json.dumps({"genre": "immersion"}),
        changed_at=NOON,
    )
    return saved(session, own).offer_id
