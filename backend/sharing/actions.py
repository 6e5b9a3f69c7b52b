from datetime import datetime

from sqlmodel import Session, col, select, update

from backend.people.models import Adviser, Person
from backend.sharing.models import Consultation, Part, Purpose, Share
from backend.territories.models import Structure


def share(
    session: Session, person: Person, structure: Structure, part: Part, *, now: datetime
) -> None:
    """Lets that structure see that part. Said twice, the first day stays."""
    same = select(Share).where(
        Share.person_id == person.id,
        Share.structure_id == structure.id,
        Share.part == part,
        col(Share.revoked_at).is_(None),
    )
    if session.exec(same).first() is None:
        session.add(
            Share(person_id=person.id, structure_id=structure.id, part=part, granted_at=now)
        )
        session.flush()


def stop_sharing(
    session: Session, person: Person, structure: Structure, part: Part, *, now: datetime
) -> None:
    session.exec(
        update(Share)
        .where(
            col(Share.person_id) == person.id,
            col(Share.structure_id) == structure.id,
            col(Share.part) == part,
            col(Share.revoked_at).is_(None),
        )
        .values(revoked_at=now)
    )


def note_consultation(
    session: Session, person: Person, adviser: Adviser, purpose: Purpose, *, now: datetime
) -> None:
    session.add(
        Consultation(
            person_id=person.id,
            structure_id=adviser.structure_id,
            adviser_id=adviser.id,
            function=adviser.function,
            purpose=purpose,
            looked_at=now,
        )
    )


def note_reading_by_tool(
    session: Session, person: Person, structure: Structure, *, now: datetime
) -> None:
    session.add(
        Consultation(
            person_id=person.id, structure_id=structure.id, purpose=Purpose.TOOL, looked_at=now
        )
    )
