from collections.abc import Mapping

from sqlmodel import Session, select

from backend.law.models import Body, LegalContact


def contacts_of(session: Session, territory_id: int) -> Mapping[Body, LegalContact]:
    """Whom people of this territory can turn to."""
    rows = session.exec(select(LegalContact).where(LegalContact.territory_id == territory_id))
    return {contact.body: contact for contact in rows}
