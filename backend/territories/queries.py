from collections.abc import Sequence

from sqlmodel import Session, select

from backend.territories.models import Installation, Structure, Territory


def all_territories(session: Session) -> Sequence[Territory]:
    return session.exec(select(Territory).order_by(Territory.name)).all()


def territory_with_code(session: Session, code: str) -> Territory | None:
    return session.exec(select(Territory).where(Territory.code == code)).one_or_none()


def structure_of(session: Session, structure_id: int) -> Structure:
    return session.exec(select(Structure).where(Structure.id == structure_id)).one()


def is_demo(session: Session) -> bool:
    """Whether this database was made by `parcours demo`: only there may cookies be forged."""
    installation = session.exec(select(Installation)).one_or_none()
    return installation is not None and installation.is_demo


def structure_named(session: Session, code: str, name: str) -> Structure | None:
    return session.exec(
        select(Structure).join(Territory).where(Territory.code == code, Structure.name == name)
    ).first()
