"""Appointments of persons unknown: kept, updated, matched by an adviser, forgotten."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from backend.appointments.models import Appointment, Status
from backend.partners.actions import MatchRefused, forget_old_waiting, match
from backend.partners.models import WaitingAppointment, WebhookEndpoint
from backend.partners.queries import waiting_for
from backend.people.models import IdentifierSystem, PersonIdentifier
from tests.cast import Cast, saved
from tests.partners.conftest import Tool
from tests.partners.payloads import (
    amina,
    lapin_rdv,
    lapin_user,
    message,
    participation,
    rdv,
    stranger,
)

One = Callable[[], Appointment]
All = Callable[[], list[Appointment]]
Waiting = Callable[[], list[WaitingAppointment]]

FIRST = "2026-03-02 10:00:00 +0100"
SECOND = "2026-03-02 10:05:00 +0100"
THIRD = "2026-03-02 10:10:00 +0100"
NEW_TO_US = amina(id=11, rdv_solidarites_user_id=12)  # Amina, under numbers nobody gave us


def test_an_unknown_persons_appointment_waits(
    insertion: Tool, waiting: Waiting, appointments: All, cast: Cast, now: datetime
) -> None:
    assert insertion.tells(message(rdv(stranger()))) == "waiting"

    [row] = waiting()
    assert (row.first_name, row.last_name) == ("Zoé", "Lefèvre-N’Diaye")
    assert (row.external_id, row.external_person_id) == ("1261", "7001")
    assert (row.structure_id, row.received_at) == (cast.department.id, now)
    assert set(json.loads(row.content)) == {
        "source",
        "external_id",
        "service_public_id",
        "starts_at",
        "duration_minutes",
        "title",
        "place",
        "place_name",
        "address",
        "phone",
        "who_function",
        "who_name",
        "bring",
        "status",
        "category",
    }
    assert appointments() == []


def test_later_news_updates_what_waits(insertion: Tool, waiting: Waiting) -> None:
    insertion.tells(message(rdv(stranger())))
    [first] = waiting()
    moved = rdv(stranger(), starts_at="2026-03-30T09:00:00.000+02:00")

    assert insertion.tells(message(moved, "updated", SECOND)) == "waiting"

    [row] = waiting()
    assert row.id == first.id  # an adviser who has the page open can still match it
    assert row.starts_at > first.starts_at
    assert row.content != first.content


@pytest.mark.parametrize("status", ["revoked", "excused"])
def test_what_is_cancelled_waits_no_longer(insertion: Tool, waiting: Waiting, status: str) -> None:
    insertion.tells(message(rdv(stranger())))
    cancelled = rdv(stranger(), participations=[participation(stranger(), status)])

    assert insertion.tells(message(cancelled, "updated", SECOND)) == "ignored"

    assert waiting() == []


def test_what_is_destroyed_or_purged_waits_no_longer(insertion: Tool, waiting: Waiting) -> None:
    insertion.tells(message(rdv(stranger(), id=1)))
    insertion.tells(message(rdv(stranger(), id=2)))

    insertion.tells(message({"id": 1}, "destroyed", SECOND))
    insertion.tells(message({"id": 2}, "destroyed", SECOND, webhook_reason="rgpd"))

    assert waiting() == []


def test_who_is_no_longer_expected_waits_no_longer(insertion: Tool, waiting: Waiting) -> None:
    couple = rdv()["motif"] | {"collectif": False}
    insertion.tells(message(rdv(stranger(), stranger(id=7002), motif=couple)))
    assert len(waiting()) == 2

    insertion.tells(message(rdv(stranger(id=7002), motif=couple), "updated", SECOND))

    assert [row.external_person_id for row in waiting()] == ["7002"]


def test_an_adviser_sees_her_structures_list_only(
    insertion: Tool, session: Session, cast: Cast
) -> None:
    insertion.tells(message(rdv(stranger(), id=1)))
    insertion.tells(message(rdv(stranger(), id=2, starts_at="2026-03-10T09:00:00.000+01:00")))

    assert [row.external_id for row in waiting_for(session, cast.claire)] == ["2", "1"]
    assert list(waiting_for(session, cast.karim)) == []


def test_a_match_gives_her_all_that_waited_for_her(
    insertion: Tool,
    session: Session,
    cast: Cast,
    appointments: All,
    waiting: Waiting,
    now: datetime,
) -> None:
    insertion.tells(message(rdv(NEW_TO_US, id=1, rdv_solidarites_rdv_id=101)))
    insertion.tells(message(rdv(NEW_TO_US, id=2, rdv_solidarites_rdv_id=102)))
    insertion.tells(message(rdv(stranger(), id=3, rdv_solidarites_rdv_id=103)))

    match(session, cast.claire, waiting()[1].id, cast.amina, now=now)
    session.commit()

    hers = appointments()
    assert {row.external_id for row in hers} == {"1", "2"}
    assert {row.person_id for row in hers} == {cast.amina.id}
    assert hers[0].who_name == "Claire Bonnet"
    assert [row.external_id for row in waiting()] == ["3"]


def test_after_a_match_her_numbers_are_known(
    insertion: Tool, session: Session, cast: Cast, waiting: Waiting, now: datetime
) -> None:
    insertion.tells(message(rdv(NEW_TO_US)))
    match(session, cast.claire, waiting()[0].id, cast.amina, now=now)
    session.commit()

    assert insertion.tells(message(rdv(NEW_TO_US, id=9), "created", FIRST)) == "applied"
    session.rollback()
    learnt = session.exec(
        select(PersonIdentifier.system, PersonIdentifier.value).where(
            PersonIdentifier.person_id == cast.amina.id
        )
    ).all()
    session.rollback()
    assert set(learnt) == {
        (IdentifierSystem.RDV_INSERTION, "3432"),
        (IdentifierSystem.RDV_INSERTION, "11"),
        (IdentifierSystem.RDV_SERVICE_PUBLIC, "12"),
    }


def test_matching_one_tools_copy_settles_the_others(
    insertion: Tool,
    service_public: Tool,
    session: Session,
    cast: Cast,
    waiting: Waiting,
    appointment: One,
    now: datetime,
) -> None:
    service_public.tells(message(lapin_rdv(lapin_user(id=12)), "created", FIRST))
    insertion.tells(message(rdv(NEW_TO_US), "created", SECOND))
    assert len(waiting()) == 2

    match(session, cast.claire, waiting()[0].id, cast.amina, now=now)
    session.commit()

    assert waiting() == []
    assert (appointment().external_id, appointment().service_public_id) == ("1261", "8725")
    assert appointment().bring.startswith("Venez avec")


def test_a_number_learnt_from_a_message_settles_what_waited(
    insertion: Tool, service_public: Tool, waiting: Waiting, appointments: All
) -> None:
    other_rdv = lapin_rdv(id=9000)
    assert service_public.tells(message(other_rdv)) == "waiting"

    assert insertion.tells(message(rdv())) == "applied"

    assert waiting() == []
    assert {row.external_id for row in appointments()} == {"1261", "9000"}


def test_a_match_is_refused_across_structures_and_territories(
    insertion: Tool, session: Session, cast: Cast, waiting: Waiting, now: datetime
) -> None:
    insertion.tells(message(rdv(NEW_TO_US)))
    [row] = waiting()

    for adviser, person, waiting_id in (
        (cast.karim, cast.bilal, row.id),  # not his structure's
        (cast.claire, cast.bilal, row.id),  # not of her territory
        (cast.claire, cast.amina, row.id + 1),
    ):
        with pytest.raises(MatchRefused):
            match(session, adviser, waiting_id, person, now=now)

    numbers = select(PersonIdentifier.value).where(PersonIdentifier.person_id == cast.bilal.id)
    assert session.exec(numbers).all() == ["5527"]
    session.rollback()
    assert len(waiting()) == 1


def test_a_match_is_refused_when_the_number_is_somebody_elses(
    insertion: Tool, session: Session, cast: Cast, waiting: Waiting, now: datetime
) -> None:
    insertion.tells(message(rdv(NEW_TO_US)))
    [row] = waiting()
    saved(
        session,
        PersonIdentifier(
            territory_id=cast.tarn.id,
            system=IdentifierSystem.RDV_INSERTION,
            value="11",
            person_id=cast.bilal.id,
        ),
    )

    with pytest.raises(MatchRefused):
        match(session, cast.claire, row.id, cast.amina, now=now)


def test_what_nobody_matches_is_forgotten_after_thirty_days(
    insertion: Tool, session: Session, waiting: Waiting, now: datetime
) -> None:
    insertion.tells(message(rdv(stranger())))

    assert forget_old_waiting(session, now=now + timedelta(days=30)) == 0
    assert forget_old_waiting(session, now=now + timedelta(days=30, seconds=1)) == 1
    session.commit()

    assert waiting() == []


def test_a_noshow_of_somebody_unknown_is_matched_as_such(
    insertion: Tool,
    insertion_endpoint: WebhookEndpoint,
    session: Session,
    cast: Cast,
    waiting: Waiting,
    appointment: One,
    now: datetime,
) -> None:
    absent = rdv(NEW_TO_US, participations=[participation(NEW_TO_US, "noshow")])
    insertion.tells(message(absent))

    match(session, cast.claire, waiting()[0].id, cast.amina, now=now)
    session.commit()

    assert appointment().status is Status.NOSHOW
    assert appointment().structure_id == insertion_endpoint.structure_id
