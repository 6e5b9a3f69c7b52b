"""The appointments of the story: some past, some ahead, counted from the day of the demo."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from backend.appointments.models import Answer, Appointment, Place, Source, Status
from backend.demo.story import PersonStory


@dataclass(frozen=True)
class Planned:
    days: int  # from today; negative for the past
    at: time
    adviser: int  # of hers: 0 is her référent unique
    title: str
    minutes: int = 45
    place: Place = Place.PUBLIC_OFFICE
    status: Status = Status.UNKNOWN
    answer: Answer | None = None


PLANNED = {
    "Amina": (
        Planned(3, time(14, 30), 0, "Point sur votre projet"),
        Planned(12, time(9), 1, "Aide pour la garde d’enfants", place=Place.PHONE, minutes=30),
        Planned(-9, time(10), 0, "Premier entretien", status=Status.SEEN),
        Planned(-21, time(11), 1, "Permanence sociale", status=Status.NOSHOW),
        Planned(-30, time(15, 15), 0, "Atelier CV", status=Status.REVOKED),
    ),
    "Bilal": (Planned(2, time(8, 30), 0, "Entretien de suivi"),),
    "Nadia": (
        Planned(1, time(10, 30), 1, "Permanence sociale", answer=Answer.CANNOT_COME),
        Planned(8, time(14), 0, "Atelier de français", minutes=120),
    ),
    "Jean-Luc": (
        Planned(1, time(16), 0, "Point sur votre projet", answer=Answer.COMING),
        Planned(-5, time(9, 30), 0, "Premier entretien", status=Status.SEEN),
    ),
    "Grace": (Planned(2, time(11), 0, "First interview", answer=Answer.LATE),),
}


def appointments_of(making: Any, person: Any, told: PersonStory) -> list[Appointment]:  # noqa: ANN401
    zone = making.territories[told.territory].zone
    return [
        _appointment(making, person, told, planned, zone)
        for planned in PLANNED.get(told.first_name, ())
    ]


def _appointment(
    making: Any,  # noqa: ANN401
    person: Any,  # noqa: ANN401
    told: PersonStory,
    planned: Planned,
    zone: ZoneInfo,
) -> Appointment:
    now: datetime = making.now
    day = (now.astimezone(zone) + timedelta(days=planned.days)).date()
    starts_at = datetime.combine(day, planned.at, tzinfo=zone)
    adviser = making.advisers[told.advisers[planned.adviser]]
    structure = next(s for s in making.structures.values() if s.id == adviser.structure_id)
    is_there = planned.place is Place.PUBLIC_OFFICE
    known_at = min(starts_at, now) - timedelta(days=15)
    return Appointment(
        person_id=person.id,
        structure_id=structure.id,
        source=Source.DESK,
        uid=f"{uuid5(NAMESPACE_URL, f'{told.email}/{planned.days}')}@mon-parcours",
        status=planned.status,
        starts_at=starts_at,
        duration_minutes=planned.minutes,
        title=planned.title,
        place=planned.place,
        place_name=structure.name if is_there else "",
        address=structure.address if is_there else "",
        phone=adviser.phone,
        who_function=adviser.function,
        who_name=f"{adviser.first_name} {adviser.last_name}",
        bring="Une pièce d’identité\nVotre CV, si vous en avez un" if is_there else "",
        answer=planned.answer,
        answered_at=now - timedelta(hours=3) if planned.answer else None,
        known_at=known_at,
        changed_at=known_at,
    )
