"""What the watch noticed, looked at again before it is shown: a thing of the past never is."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.continuity.facts import facts_of
from backend.continuity.models import Signal, WatchRule, Worry
from backend.continuity.rules import Period, Rule, noticed, rules_for
from backend.continuity.words import Told
from backend.people.models import Accompaniment, Adviser, Person
from backend.people.queries import is_current
from backend.territories.models import Structure, Territory

MOST = 200  # people who wait, on one page


class Waiting(NamedTuple):
    """Somebody an adviser accompanies, and the worst of what was noticed."""

    person_id: int
    first_name: str
    last_name: str
    told: Told


def rules_of(session: Session, territory: Territory) -> dict[Worry, Rule]:
    own = session.exec(select(WatchRule).where(WatchRule.territory_id == territory.id)).all()
    return rules_for(
        own, longest_wait_days=territory.longest_wait_days, referral_days=territory.referral_days
    )


def signals_of(session: Session, person: Person, *, today: date) -> list[Told]:
    """What she sees today, the worst first. Her page shows that one alone."""
    territory = session.get_one(Territory, person.territory_id)
    known = facts_of(session, [person.id], territory.zone).get(person.id)
    if known is None:
        return []
    found = noticed(known, rules_of(session, territory), today)
    return [Told(period, today) for period in found if period.is_hers_on(today)]


def worst_of(session: Session, person: Person, *, today: date) -> Told | None:
    return next(iter(signals_of(session, person, today=today)), None)


def waiting_for(session: Session, adviser: Adviser, *, today: date) -> Sequence[Waiting]:
    """People the adviser accompanies about whom something is noticed, the worst first, then the
    longest; at most MOST. Four statements, or one where nobody waits."""
    people = _noticed_among(session, adviser, today=today)
    if not people:
        return []
    territory = _territory_of(session, adviser)
    rules = rules_of(session, territory)
    known = facts_of(session, list(people), territory.zone)
    worst: dict[int, Period] = {}
    for person_id, facts in known.items():
        for period in noticed(facts, rules, today)[:1]:
            worst[person_id] = period
    ranks = {worry: rank for rank, worry in enumerate(Worry)}
    return [
        Waiting(person_id, *people[person_id], Told(period, today))
        for person_id, period in sorted(
            worst.items(), key=lambda one: (ranks[one[1].worry], one[1].since, one[0])
        )
    ]


def _noticed_among(
    session: Session, adviser: Adviser, *, today: date
) -> dict[int, tuple[str, str]]:
    """First and last names by number; whose interruption is the longest are kept."""
    rows = session.exec(
        select(Person.id, Person.first_name, Person.last_name)
        .join(Signal, col(Signal.person_id) == col(Person.id))
        .join(Accompaniment, col(Accompaniment.person_id) == col(Person.id))
        .where(
            Accompaniment.adviser_id == adviser.id,
            is_current(today),
            Signal.desk_from <= today,
            col(Person.merged_into_id).is_(None),
        )
        .group_by(col(Person.id), col(Person.first_name), col(Person.last_name))
        .order_by(func.min(Signal.since), col(Person.id))
        .limit(MOST)
    ).all()
    return {person_id: (first, last) for person_id, first, last in rows}


def _territory_of(session: Session, adviser: Adviser) -> Territory:
    return session.exec(
        select(Territory).join(Structure).where(Structure.id == adviser.structure_id)
    ).one()


def counts_of(session: Session, territory_id: int) -> dict[Worry, int]:
    """How many people each worry is about, as the last night run left it; none is left out."""
    rows = session.exec(
        select(Signal.worry, func.count())
        .join(Person, col(Person.id) == col(Signal.person_id))
        .where(Person.territory_id == territory_id, col(Person.merged_into_id).is_(None))
        .group_by(col(Signal.worry))
    ).all()
    return dict.fromkeys(Worry, 0) | {Worry(worry): count for worry, count in rows}
