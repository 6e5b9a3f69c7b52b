"""What happens in a territory, drawn at random and written as the domains would."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import Session

from backend.appointments.models import Status as Outcome
from backend.catalogue.models import Offer
from backend.people.models import Accompaniment, Adviser, Handover, Merge, MergeState, Person
from backend.people.recorded import Origin
from backend.projects.models import Objective
from backend.referrals.models import Move, Referral, ReferralEntry, Writer
from backend.referrals.models import Origin as Asking
from backend.referrals.models import Status as Asked
from backend.reviews.models import Review
from backend.steps.models import Kind, Status, Step
from backend.territories.models import Territory
from tests.cast import appointment, saved


class Life:
    """Of one territory: its people, and one event after another."""

    def __init__(self, session: Session, territory: Territory, adviser: Adviser, seed: int) -> None:
        self.session, self.territory, self.adviser = session, territory, adviser
        self.chance = Random(seed)  # noqa: S311 (a draw that can be repeated)
        self.people: list[Person] = []

    def moves_in(self, now: datetime) -> Person:
        person = saved(
            self.session,
            Person(
                territory_id=self.territory.id,
                first_name="Camille",
                last_name=f"Martin {len(self.people)}",
                created_at=now,
            ),
        )
        self.people.append(person)
        return person

    def goes_on_until(self, now: datetime) -> None:
        for minutes in range(self.chance.randint(0, 3)):
            self.goes_on(now - timedelta(minutes=minutes))

    def goes_on(self, now: datetime) -> None:
        """One thing happens to somebody."""
        person = self.chance.choice(self.people)
        event = self.chance.choice(
            [
                self._meets,
                self._steps,
                self._is_accompanied,
                self._reviews,
                self._is_told,
                self._asks,
            ]
        )
        event(person, now)

    def _meets(self, person: Person, now: datetime) -> None:
        starts_at = now + timedelta(days=self.chance.randint(-40, 20), minutes=len(self.people))
        status = self.chance.choice(list(Outcome))
        self.session.add(
            appointment(
                person,
                starts_at,
                status=status,
                changed_at=now,
                external_id=None,
                uid=f"{self.chance.random()}@parcours.test",
            )
        )

    def _steps(self, person: Person, now: datetime) -> None:
        status = self.chance.choice([Status.DONE, Status.PLANNED, Status.IN_PROGRESS])
        ended_on = now.date() - timedelta(days=self.chance.randint(0, 40))
        self.session.add(
            Step(
                kind=self.chance.choice([Kind.TRAINING, Kind.ORIENTATION, Kind.CONTRACT]),
                title="Étape",
                status=status,
                ended_on=ended_on if status is Status.DONE else None,
                **self._line(person, now),
            )
        )

    def _is_accompanied(self, person: Person, now: datetime) -> None:
        begins = now.date() - timedelta(days=self.chance.randint(0, 300))
        length = self.chance.choice([None, 5, 40, 200])
        ends = None if length is None else begins + timedelta(days=length)
        known = self.session.get(Accompaniment, self.chance.randint(1, 30))
        if known is not None and self.chance.random() < 0.5:
            known.ended_on, known.changed_at = max(known.started_on, now.date()), now
            self.session.add(known)
            return
        self.session.add(
            Accompaniment(
                person_id=person.id,
                adviser_id=self._new_adviser().id,
                is_referent=self.chance.random() < 0.8,
                started_on=begins,
                ended_on=ends,
                changed_at=now,
            )
        )

    def _new_adviser(self) -> Adviser:
        return saved(
            self.session,
            Adviser(
                structure_id=self.adviser.structure_id,
                first_name="Dominique",
                last_name="Roux",
                email=f"{self.chance.random()}@example.org",
                function="référente",
                field=self.adviser.field,
            ),
        )

    def _reviews(self, person: Person, now: datetime) -> None:
        day = now.date() + timedelta(days=self.chance.randint(-40, 20))
        is_held = day <= now.date()
        self.session.add(
            Review(planned_on=day, held_on=day if is_held else None, **self._line(person, now))
        )

    def _is_told(self, person: Person, now: datetime) -> None:
        match self.chance.randint(0, 2):
            case 0:
                self.session.add(
                    Objective(words="CAP", set_on=now.date(), **self._line(person, now))
                )
            case 1:
                self._is_handed_over(person, now)
            case _:
                self._is_merged(person, now)

    def _asks(self, person: Person, now: datetime) -> None:
        offer = saved(
            self.session,
            Offer(code=f"{self.chance.random()}", feed="territory-81", first_seen_at=now),
        )
        sent_at = now - timedelta(days=self.chance.randint(0, 30))
        referral = saved(
            self.session,
            Referral(
                person_id=person.id,
                offer_id=offer.id,
                origin=Asking.OWN,
                status=self.chance.choice([Asked.SENT, Asked.UNANSWERED, Asked.ACCEPTED]),
                created_at=sent_at,
                changed_at=now,
                sent_at=sent_at,
            ),
        )
        self.session.add(
            ReferralEntry(
                referral_id=referral.id,
                person_id=person.id,
                move=Move.SAY,
                writer=self.chance.choice([Writer.ADVISER, Writer.PERSON]),
                happened_at=now,
            )
        )

    def _is_handed_over(self, person: Person, now: datetime) -> None:
        self._is_accompanied(person, now)
        self.session.add(
            Handover(
                person_id=person.id,
                structure_id=self.adviser.structure_id,
                to_adviser_id=self.adviser.id,
                happens_on=now.date(),
                reason="",
                announced_at=now,
            )
        )
        self.session.add(
            Accompaniment(
                person_id=person.id,
                adviser_id=self._new_adviser().id,
                started_on=now.date(),
                changed_at=now,
            )
        )

    def _is_merged(self, person: Person, now: datetime) -> None:
        other = self.chance.choice(self.people)
        if other.id == person.id or other.merged_into_id or person.merged_into_id:
            return
        other.merged_into_id = person.id
        self.session.add(other)
        self.session.add(
            Merge(
                kept_id=person.id,
                other_id=other.id,
                state=MergeState.DONE,
                proposed_at=now,
                decided_at=now,
            )
        )

    def _line(self, person: Person, now: datetime) -> dict[str, Any]:
        origin = self.chance.choice([Origin.DESK, Origin.HERSELF])
        return {
            "person_id": person.id,
            "origin": origin,
            "created_at": now,
            "changed_at": now,
        }
