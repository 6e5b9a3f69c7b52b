"""Which adviser of a structure accompanies her, as its tool says."""

from sqlmodel import col, or_, select

from backend.api.access import Caller
from backend.api.forms import TeamIn
from backend.api.problems import conflict
from backend.people.models import Accompaniment, Adviser, Person


def accompany(caller: Caller, person: Person, given: TeamIn) -> Accompaniment:
    adviser = caller.adviser(given.adviser_id)
    assert adviser is not None  # noqa: S101 (a number is always given)
    if adviser.has_left(caller.today):
        raise conflict("This adviser has left.")
    if given.is_referent:
        check_referent(caller, person, adviser)
    link = _open_link(caller, person, adviser)
    if link is not None and link.is_referent != given.is_referent:
        link = _relayed(caller, link)
    if link is None:
        link = Accompaniment(
            person_id=person.id,
            adviser_id=adviser.id,
            is_referent=given.is_referent,
            started_on=caller.today,
        )
    link.is_referent, link.purpose, link.ended_on = given.is_referent, given.purpose, None
    caller.session.add(link)
    caller.session.flush()
    return link


def check_referent(caller: Caller, person: Person, adviser: Adviser) -> None:
    """One at most: who is it today is replaced by a hand-over, never by the way."""
    for referent in _referents(caller, person):
        if referent.adviser_id != adviser.id:
            raise conflict("She has another référent unique today: announce a hand-over.")


def _referents(caller: Caller, person: Person) -> list[Accompaniment]:
    return list(
        caller.session.exec(
            select(Accompaniment).where(
                Accompaniment.person_id == person.id,
                col(Accompaniment.is_referent),
                or_(
                    col(Accompaniment.ended_on).is_(None),
                    col(Accompaniment.ended_on) > caller.today,
                ),
            )
        )
    )


def _open_link(caller: Caller, person: Person, adviser: Adviser) -> Accompaniment | None:
    """The one that goes on, else one that began today and was ended."""
    return caller.session.exec(
        select(Accompaniment)
        .where(
            Accompaniment.person_id == person.id,
            Accompaniment.adviser_id == adviser.id,
            or_(
                col(Accompaniment.ended_on).is_(None),
                col(Accompaniment.ended_on) > caller.today,
                Accompaniment.started_on == caller.today,
            ),
        )
        .order_by(col(Accompaniment.started_on))
    ).first()


def _relayed(caller: Caller, link: Accompaniment) -> Accompaniment | None:
    """The former role keeps its days; the new one begins today."""
    if link.started_on >= caller.today:
        return link
    link.ended_on = caller.today
    caller.session.add(link)
    caller.session.flush()
    return None
