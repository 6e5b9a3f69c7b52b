"""A receipt is issued at once, complete, kept as it is, and sent to her address too."""

from datetime import datetime

from sqlmodel import Session

from backend.claims import receipts
from backend.claims.letters import receipt_letter
from backend.claims.models import Claim, ClaimEntry, Receipt
from backend.claims.queries import agent_of, person_of
from backend.claims.rules import rule_of
from backend.law.queries import contacts_of
from backend.messaging.letters import write_letter
from backend.people.queries import territory_of
from backend.territories.queries import structure_of


def issue(
    session: Session, claim: Claim, entry: ClaimEntry, *, site: str, now: datetime
) -> Receipt:
    """Acknowledges one entry: the claim's arrival, a missing piece, a forward, an appeal."""
    person = person_of(session, claim)
    territory = territory_of(session, person)
    around = receipts.Around(
        rule=rule_of(session, claim.territory_id, claim.kind).told,
        service=structure_of(session, claim.structure_id),
        agent=agent_of(session, claim),
        contacts=contacts_of(session, claim.territory_id),
        territory=territory,
    )
    facts = receipts.compose(claim, entry, around, now=now)
    receipt = Receipt(
        claim_id=claim.id,
        person_id=claim.person_id,
        entry_id=entry.id,
        facts=facts.as_json(),
        issued_at=now,
    )
    session.add(receipt)
    session.flush()
    if person.email:
        subject, text = receipt_letter(
            facts,
            person.language,
            zone=territory.zone,
            link=f"{site.rstrip('/')}/droits/demandes/{claim.id}",
        )
        write_letter(
            session,
            recipient=person.email,
            subject=subject,
            text=text,
            language=person.language,
            now=now,
        )
    return receipt
