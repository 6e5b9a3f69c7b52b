"""Rows of the database read as entries of the line, as far as whoever looks may see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from backend.appointments.models import Source
from backend.parcours.timeline import Entry, EntryKind, State, gaps_between, state_of
from backend.people.recorded import Origin
from backend.sharing.models import Part
from backend.sharing.sight import Sight
from backend.steps.models import KIND_PARTS, Status
from backend.territories.models import Territory

Rows = Sequence[Row[Any]]
EVENT_PARTS = {
    EntryKind.PROJECT: Part.PROJECT,
    EntryKind.REVIEW: Part.REVIEWS,
    EntryKind.REFERENT: Part.TEAM,
    EntryKind.HANDOVER: Part.TEAM,
    EntryKind.NOTE: Part.NOTES,
}


@dataclass(frozen=True)
class Found:
    """What the questions of statements.py gave."""

    steps: Rows
    appointments: Rows
    events: Rows


@dataclass(frozen=True)
class Reading:
    territory: Territory
    now: datetime
    sight: Sight | None = None  # None: she reads her own

    @property
    def today(self) -> date:
        return self.now.astimezone(self.territory.zone).date()

    def steps(self, rows: Rows) -> list[Entry]:
        return [
            self._step(row)
            for row in rows
            if self._may_see(KIND_PARTS.get(row.kind, Part.STEPS), row.structure_id)
        ]

    def _step(self, row: Row[Any]) -> Entry:
        is_open = row.status is Status.PLANNED
        return Entry(
            kind=EntryKind.STEP,
            state=state_of(row.status),
            id=row.id,
            day=row.planned_on if is_open else row.ended_on or row.started_on,
            first=None if is_open else row.started_on,
            title=row.title,
            function=row.function,
            name=row.name,
            structure=row.structure,
            since=row.in_charge_since,
            step_kind=row.kind,
            status=row.status,
            is_hers=row.origin is Origin.HERSELF,
            is_disputed=row.disputed_at is not None,
            is_own=self._is_own(row.structure_id),
        )

    def appointments(self, rows: Rows) -> list[Entry]:
        return [
            self._appointment(row)
            for row in rows
            if self._may_see(Part.APPOINTMENTS, row.structure_id)
        ]

    def _appointment(self, row: Row[Any]) -> Entry:
        return Entry(
            kind=EntryKind.APPOINTMENT,
            state=State.NEXT if row.starts_at > self.now else State.DONE,
            id=row.id,
            day=row.starts_at.astimezone(self.territory.zone).date(),
            at=row.starts_at,
            title=row.title,
            function=row.who_function,
            name=row.who_name,
            words=f"{row.also_function} {row.also_name}".strip(),
            structure=row.structure,
            status=row.status,
            is_hers=row.source is Source.PERSON,
        )

    def events(self, rows: Rows) -> list[Entry]:
        return [
            self._event(row, EntryKind(row.kind))
            for row in rows
            if self._may_see(EVENT_PARTS[EntryKind(row.kind)], None)
        ]

    def _event(self, row: Row[Any], kind: EntryKind) -> Entry:
        day = row.day or row.last_day
        if row.moment is not None:
            day = row.moment.astimezone(self.territory.zone).date()
        is_ahead = kind is EntryKind.REVIEW and row.day is None
        return Entry(
            kind=kind,
            state=State.NEXT if is_ahead or day > self.today else State.DONE,
            id=row.id,
            day=day,
            words=row.words,
            function=row.function,
            name=row.name,
            structure=row.structure,
            is_hers=kind in {EntryKind.PROJECT, EntryKind.NOTE},
        )

    def gaps(self, rows: Rows) -> list[Entry]:
        """When nobody was her référent."""
        referents = sorted(
            (row for row in rows if row.kind == EntryKind.REFERENT), key=lambda row: row.day
        )
        entries = [self._event(row, EntryKind.REFERENT) for row in referents]
        return gaps_between(entries, [row.last_day for row in referents], today=self.today)

    def _may_see(self, part: Part, structure_id: int | None) -> bool:
        return self.sight is None or self.sight.may_see(part) or self._is_own(structure_id)

    def _is_own(self, structure_id: int | None) -> bool:
        return self.sight is not None and structure_id == self.sight.structure_id


def latest(entries: Iterable[Entry], kind: EntryKind) -> Entry | None:
    found = [entry for entry in entries if entry.kind is kind and entry.state is State.DONE]
    return max(found, key=lambda entry: (entry.day or date.min, entry.id), default=None)
