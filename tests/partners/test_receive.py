"""Taking an appointment into the table: what changes, what is noted, what stays."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from sqlmodel import Session, select

from backend.appointments.models import Answer, Appointment, Guidance, Place, Source, Status
from backend.appointments.reception import Hold, IncomingAppointment, receive, unlink, withdraw
from backend.people.models import Person
from tests.cast import Cast, saved

STARTS = datetime(2026, 3, 24, 13, 30, tzinfo=UTC)
TOLD = IncomingAppointment(
    source=Source.RDV_INSERTION,
    external_id="1261",
    service_public_id="8725",
    starts_at=STARTS,
    duration_minutes=45,
    title="Premier entretien",
    place_name="Maison du Département",
    address="14 rue de la Paix, 81000 Albi",
    phone="+33563000002",
    who_function="référente",
    who_name="Claire Bonnet",
    category="rsa_orientation",
)
LATER = timedelta(hours=3)


class Desk:
    """Receives for Amina at the Maison du Département, at a time of the test's choosing."""

    def __init__(self, session: Session, cast: Cast, now: datetime) -> None:
        self.session, self.cast, self.now = session, cast, now

    def takes(self, incoming: IncomingAppointment, *, after: timedelta = LATER) -> Appointment:
        self.now += after
        return receive(self.session, self.cast.amina, self.cast.department, incoming, now=self.now)


@pytest.fixture
def desk(session: Session, cast: Cast, now: datetime) -> Desk:
    return Desk(session, cast, now)


def test_a_first_message_makes_a_row_that_says_everything(desk: Desk) -> None:
    taken = desk.takes(TOLD)

    assert taken.person_id == desk.cast.amina.id
    assert taken.structure_id == desk.cast.department.id
    assert taken.starts_at == STARTS
    assert taken.ends_at == STARTS + timedelta(minutes=45)
    assert taken.place is Place.PUBLIC_OFFICE
    assert (taken.title, taken.who_function, taken.who_name) == (
        "Premier entretien",
        "référente",
        "Claire Bonnet",
    )
    assert taken.known_at == taken.changed_at == desk.now
    assert taken.moved_at is None
    assert taken.sequence == 0
    assert taken.uid.endswith("@mon-parcours")


def test_the_same_message_again_writes_nothing(desk: Desk) -> None:
    taken = desk.takes(TOLD)
    desk.session.commit()
    former = taken.model_dump()

    desk.takes(TOLD)

    assert not desk.session.dirty
    assert taken.model_dump() == former


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": STARTS + timedelta(days=1)},
        {"address": "2 place Lapérouse, 81000 Albi"},
        {"place": Place.PHONE, "place_name": "", "address": ""},
    ],
    ids=["hour", "address", "place"],
)
def test_a_move_is_noted_and_forgets_her_answer(desk: Desk, change: dict[str, Any]) -> None:
    taken = desk.takes(TOLD)
    uid, first = taken.uid, desk.now
    taken.answer, taken.answered_at = Answer.COMING, desk.now

    desk.takes(replace(TOLD, **change))

    assert taken.uid == uid
    assert taken.sequence == 1
    assert taken.moved_at == taken.changed_at == desk.now
    assert taken.known_at == first
    assert taken.answer is None
    assert taken.answered_at is None


@pytest.mark.parametrize(
    "change",
    [
        {"duration_minutes": 60},
        {"title": "Point sur votre projet"},
        {"who_name": "Karim Said"},
        {"place_name": "Maison du Département, salle 2"},
    ],
)
def test_what_only_a_calendar_shows_raises_the_sequence_and_keeps_her_answer(
    desk: Desk, change: dict[str, Any]
) -> None:
    taken = desk.takes(TOLD)
    taken.answer = Answer.COMING

    desk.takes(replace(TOLD, **change))

    assert taken.sequence == 1
    assert taken.moved_at is None
    assert taken.changed_at == taken.known_at
    assert taken.answer is Answer.COMING


@pytest.mark.parametrize("change", [{"phone": "+33563000099"}, {"bring": "un justificatif"}])
def test_what_no_calendar_shows_changes_quietly(desk: Desk, change: dict[str, Any]) -> None:
    taken = desk.takes(TOLD)

    desk.takes(replace(TOLD, **change))

    assert [getattr(taken, name) for name in change] == list(change.values())
    assert taken.sequence == 0


@pytest.mark.parametrize("status", [Status.EXCUSED, Status.REVOKED])
def test_a_cancellation_is_a_change_but_not_a_move(desk: Desk, status: Status) -> None:
    taken = desk.takes(TOLD)

    desk.takes(replace(TOLD, status=status, starts_at=STARTS + LATER))

    assert taken.is_cancelled
    assert taken.sequence == 1
    assert taken.changed_at == desk.now
    assert taken.moved_at is None


def test_what_is_past_is_corrected_without_a_move(desk: Desk) -> None:
    taken = desk.takes(TOLD)

    desk.takes(replace(TOLD, starts_at=STARTS - timedelta(hours=1)), after=timedelta(days=60))

    assert taken.starts_at == STARTS - timedelta(hours=1)
    assert taken.moved_at is None


def test_what_is_on_again_after_a_cancellation_asks_for_a_new_answer(desk: Desk) -> None:
    taken = desk.takes(TOLD)
    taken.answer = Answer.CANNOT_COME
    desk.takes(replace(TOLD, status=Status.EXCUSED))
    assert taken.answer is Answer.CANNOT_COME

    desk.takes(TOLD)

    assert taken.status is Status.UNKNOWN
    assert taken.answer is None


def test_the_tool_may_correct_any_status(desk: Desk) -> None:
    for former, told in product(Status, Status):
        mine = replace(TOLD, external_id=f"{former}-{told}", service_public_id=None)
        taken = desk.takes(replace(mine, status=former))

        desk.takes(replace(mine, status=told))

        assert taken.status is told
        assert taken.sequence == (0 if told is former else 1)


def test_what_to_bring_is_the_tools_else_the_structures_for_this_kind_else_for_all(
    desk: Desk,
) -> None:
    department = desk.cast.department.id
    assert desk.takes(TOLD).bring == ""

    saved(desk.session, Guidance(structure_id=department, bring="une pièce d’identité"))
    assert desk.takes(TOLD).bring == "une pièce d’identité"

    kind = Guidance(structure_id=department, category="rsa_orientation", bring="votre CV")
    saved(desk.session, kind)
    saved(desk.session, Guidance(structure_id=department, category="siae_interview", bring="rien"))
    assert desk.takes(TOLD).bring == "votre CV"

    assert desk.takes(replace(TOLD, bring="vos diplômes")).bring == "vos diplômes"


def test_both_tools_make_one_row(desk: Desk) -> None:
    at_home = replace(TOLD, source=Source.RDV_SERVICE_PUBLIC, external_id="8725")
    first = desk.takes(at_home)

    second = desk.takes(TOLD)

    assert second.id == first.id
    assert (second.source, second.external_id) == (Source.RDV_INSERTION, "1261")
    assert second.service_public_id == "8725"
    assert second.sequence == 0
    assert desk.takes(at_home).id == first.id


def test_a_tool_without_hold_only_fills_what_is_missing(desk: Desk) -> None:
    taken = desk.takes(replace(TOLD, phone="", who_function="", who_name="Pôle insertion"))
    told = replace(TOLD, starts_at=STARTS + LATER, title="Autre titre", bring="votre CV")

    receive(
        desk.session,
        desk.cast.amina,
        desk.cast.department,
        told,
        now=desk.now,
        hold=Hold(facts=False, words=False),
    )

    assert taken.starts_at == STARTS
    assert taken.title == "Premier entretien"
    assert taken.phone == "+33563000002"
    assert taken.bring == "votre CV"
    assert (taken.who_function, taken.who_name) == ("", "Pôle insertion")


def test_the_same_number_of_another_structure_is_another_appointment(
    desk: Desk, session: Session
) -> None:
    own = replace(TOLD, service_public_id=None)
    taken = desk.takes(own)

    other = receive(session, desk.cast.amina, desk.cast.mission_locale, own, now=desk.now)

    assert other.id != taken.id


def test_a_destroyed_appointment_is_revoked(desk: Desk) -> None:
    taken = desk.takes(TOLD)

    rows = withdraw(
        desk.session, desk.cast.department, TOLD.reference, now=desk.now + LATER, keep=set()
    )

    assert rows == 1
    assert taken.status is Status.REVOKED
    assert taken.sequence == 1
    assert taken.changed_at == desk.now + LATER


@pytest.mark.parametrize("status", [Status.SEEN, Status.EXCUSED, Status.REVOKED])
def test_a_destroyed_appointment_that_is_over_keeps_its_end(desk: Desk, status: Status) -> None:
    taken = desk.takes(replace(TOLD, status=status))

    withdraw(desk.session, desk.cast.department, TOLD.reference, now=desk.now, keep=set())

    assert taken.status is status
    assert taken.sequence == 0


def test_withdrawing_spares_those_to_keep_and_another_territory(desk: Desk) -> None:
    session, cast = desk.session, desk.cast
    amina = desk.takes(TOLD)
    bilal = receive(session, cast.bilal, cast.mission_locale, TOLD, now=desk.now)

    withdraw(session, cast.department, TOLD.reference, now=desk.now, keep={cast.amina.id})
    assert amina.status is Status.UNKNOWN

    withdraw(session, cast.department, TOLD.reference, now=desk.now, keep=set())
    assert amina.status is Status.REVOKED
    assert bilal.status is Status.UNKNOWN


def test_a_purge_clears_the_tools_numbers_only(desk: Desk) -> None:
    taken = desk.takes(TOLD)

    unlink(desk.session, desk.cast.department, TOLD.reference)

    assert (taken.external_id, taken.service_public_id) == (None, None)
    assert taken.status is Status.UNKNOWN
    assert taken.sequence == 0


def test_a_purge_of_the_other_tool_keeps_this_tools_number(desk: Desk) -> None:
    taken = desk.takes(TOLD)
    at_home = replace(TOLD, source=Source.RDV_SERVICE_PUBLIC, external_id="8725")

    unlink(desk.session, desk.cast.department, at_home.reference)

    assert (taken.external_id, taken.service_public_id) == ("1261", None)


def test_nobody_elses_row_is_touched(desk: Desk, session: Session) -> None:
    desk.takes(TOLD)

    of_bilal = select(Appointment).where(Appointment.person_id == desk.cast.bilal.id)
    assert session.exec(of_bilal).all() == []
    assert session.get_one(Person, desk.cast.bilal.id).first_name == "Bilal"
