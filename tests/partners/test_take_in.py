"""What becomes of a message: the rules of the two tools, one by one, through their addresses."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, SQLModel, select

from backend.appointments.models import Answer, Appointment, Source, Status
from backend.partners.models import WaitingAppointment
from backend.people.models import IdentifierSystem, Person, PersonIdentifier
from tests.cast import Cast, saved
from tests.partners.conftest import Tool
from tests.partners.payloads import (
    NEVER_KEPT,
    Json,
    amina,
    lapin_participation,
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
MOVED = {"starts_at": "2026-03-25T09:00:00.000+01:00"}
MOVED_AT_HOME = {"starts_at": "2026-03-25 09:00:00 +0100"}
MOVED_TO = datetime(2026, 3, 25, 8, tzinfo=UTC)
STARTS = datetime(2026, 3, 24, 13, 30, tzinfo=UTC)


def test_a_known_persons_appointment_becomes_hers(
    insertion: Tool, appointment: One, cast: Cast, now: datetime
) -> None:
    assert insertion.tells(message(rdv())) == "applied"

    hers = appointment()
    assert hers.person_id == cast.amina.id
    assert hers.structure_id == cast.department.id
    assert (hers.source, hers.external_id) == (Source.RDV_INSERTION, "1261")
    assert hers.starts_at == STARTS
    assert hers.phone == "+33563000002"
    assert hers.known_at == now


def test_our_advisers_function_goes_before_her_name(insertion: Tool, appointment: One) -> None:
    insertion.tells(message(rdv()))

    assert (appointment().who_function, appointment().who_name) == ("référente", "Claire Bonnet")


def test_somebody_elses_agent_has_a_name_and_no_function(insertion: Tool, appointment: One) -> None:
    karim = {"email": "karim@example.org", "first_name": "Karim", "last_name": "Said"}

    insertion.tells(message(rdv(agents=[karim])))  # an adviser, but of another structure

    assert (appointment().who_function, appointment().who_name) == ("", "Karim Said")


def test_our_own_adviser_is_preferred_among_agents(insertion: Tool, appointment: One) -> None:
    other = {"email": "autre@example.org", "first_name": "Jo", "last_name": "Autre"}

    insertion.tells(message(rdv(agents=[other, *rdv()["agents"]])))

    assert appointment().who_name == "Claire Bonnet"


# Rule 3.


def test_a_cancelled_at_alone_cancels_nothing(insertion: Tool, appointment: One) -> None:
    insertion.tells(message(rdv(cancelled_at="2026-03-01T09:00:00.000+01:00")))

    assert appointment().status is Status.UNKNOWN


def test_her_participation_cancels_it(insertion: Tool, appointment: One) -> None:
    insertion.tells(message(rdv()))
    excused = rdv(participations=[participation(amina(), "excused")])

    insertion.tells(message(excused, "updated", SECOND))

    assert appointment().status is Status.EXCUSED
    assert appointment().sequence == 1


# Rule 4.


def collective(*people: Json, **others: object) -> Json:
    motif = rdv()["motif"] | {"collectif": True, "name": "Atelier CV"}
    return rdv(*people, motif=motif, **others)


def test_a_collective_appointment_keeps_only_the_persons_we_know(
    insertion: Tool, appointment: One, waiting: Waiting, engine: Engine
) -> None:
    assert insertion.tells(message(collective(stranger(), amina(), stranger(id=7002)))) == "applied"

    assert appointment().title == "Atelier CV"
    assert waiting() == []
    assert not everything_kept(engine) & {"Zoé", "Lefèvre-N’Diaye", "7001", "907001"}


def test_each_known_person_of_a_group_has_her_own_row(
    insertion: Tool, appointments: All, session: Session, cast: Cast
) -> None:
    fatou = saved(
        session,
        Person(
            territory_id=cast.tarn.id,
            first_name="Fatou",
            last_name="Ndiaye",
            created_at=cast.amina.created_at,
        ),
    )
    remember(session, cast.tarn.id, IdentifierSystem.RDV_INSERTION, "7001", fatou.id)
    people = [participation(amina(), "excused"), participation(stranger(), "unknown")]

    insertion.tells(message(collective(amina(), stranger(), participations=people)))

    statuses = {row.person_id: row.status for row in appointments()}
    assert statuses == {cast.amina.id: Status.EXCUSED, fatou.id: Status.UNKNOWN}
    assert len({row.uid for row in appointments()}) == 2


def test_a_collective_appointment_of_strangers_is_ignored(
    insertion: Tool, appointments: All, waiting: Waiting
) -> None:
    assert insertion.tells(message(collective(stranger()))) == "ignored"

    assert appointments() == []
    assert waiting() == []


def test_leaving_a_group_is_a_cancellation(insertion: Tool, appointment: One) -> None:
    insertion.tells(message(collective(amina(), stranger())))

    insertion.tells(message(collective(stranger()), "updated", SECOND))

    assert appointment().status is Status.REVOKED


def test_the_last_to_leave_a_group_leaves_it_too(insertion: Tool, appointment: One) -> None:
    insertion.tells(message(collective(amina())))

    insertion.tells(message(collective() | {"users": [], "participations": []}, "updated", SECOND))

    assert appointment().status is Status.REVOKED


def test_somebody_unknown_in_her_place_may_be_her(
    insertion: Tool, appointment: One, waiting: Waiting
) -> None:
    insertion.tells(message(rdv()))

    assert insertion.tells(message(rdv(stranger()), "updated", SECOND)) == "waiting"

    assert appointment().status is Status.UNKNOWN
    assert len(waiting()) == 1


def test_a_message_that_names_nobody_takes_nobody_off(insertion: Tool, appointment: One) -> None:
    insertion.tells(message(rdv()))
    nobody = {k: v for k, v in rdv().items() if k not in {"users", "participations"}}

    assert insertion.tells(message(nobody, "updated", SECOND)) == "ignored"

    assert appointment().status is Status.UNKNOWN


def everything_kept(engine: Engine) -> set[str]:
    """Every value of every row of every table, as text."""
    with engine.connect() as connection:
        return {
            str(value)
            for table in SQLModel.metadata.sorted_tables
            for row in connection.execute(text(f'SELECT * FROM "{table.name}"'))  # noqa: S608
            for value in row
        }


def test_nothing_of_what_we_do_not_need_is_kept(
    insertion: Tool, service_public: Tool, engine: Engine
) -> None:
    insertion.tells(message(rdv(amina(), stranger())))
    service_public.tells(message(lapin_rdv(lapin_user(id=1), id=99)))

    kept = " ".join(everything_kept(engine))
    for field, value in NEVER_KEPT.items():
        assert str(value) not in kept, field
    assert "perdre ses droits" not in kept
    assert "psychologue" not in kept


# Rule 5.


@pytest.mark.parametrize(
    ("system", "field"),
    [
        (IdentifierSystem.INFORMATION_SYSTEM, "department_internal_id"),
        (IdentifierSystem.FRANCE_TRAVAIL, "france_travail_id"),
        (IdentifierSystem.RDV_SERVICE_PUBLIC, "rdv_solidarites_user_id"),
    ],
)
def test_any_number_given_at_enrolment_finds_her(
    insertion: Tool,
    appointment: One,
    session: Session,
    cast: Cast,
    system: IdentifierSystem,
    field: str,
) -> None:
    remember(session, cast.amina.territory_id, system, "A-4264", cast.amina.id)

    assert insertion.tells(message(rdv(amina(id=11) | {field: "A-4264"}))) == "applied"

    assert appointment().person_id == cast.amina.id
    assert identifiers(session, cast.amina.id)[IdentifierSystem.RDV_INSERTION] == {"3432", "11"}


def remember(
    session: Session, territory_id: int, system: IdentifierSystem, value: str, person_id: int
) -> None:
    saved(
        session,
        PersonIdentifier(
            territory_id=territory_id, system=system, value=value, person_id=person_id
        ),
    )
    session.commit()


def identifiers(session: Session, person_id: int) -> dict[IdentifierSystem, set[str]]:
    found: dict[IdentifierSystem, set[str]] = {}
    rows = session.exec(select(PersonIdentifier).where(PersonIdentifier.person_id == person_id))
    for row in rows:
        found.setdefault(row.system, set()).add(row.value)
    session.commit()
    return found


def test_her_name_and_birth_date_find_nobody(insertion: Tool, waiting: Waiting) -> None:
    assert insertion.tells(message(rdv(amina(id=1, rdv_solidarites_user_id=2)))) == "waiting"

    assert [row.last_name for row in waiting()] == ["BENALI"]


def test_a_number_of_another_territory_finds_nobody(
    insertion: Tool, cast: Cast, appointments: All
) -> None:
    of_bilal = amina(id=5527, rdv_solidarites_user_id=None)
    assert cast.bilal.territory_id != cast.amina.territory_id

    assert insertion.tells(message(rdv(of_bilal))) == "waiting"
    assert appointments() == []


def test_a_households_number_finds_nobody(insertion: Tool, session: Session, cast: Cast) -> None:
    value = str(NEVER_KEPT["affiliation_number"])
    territory_id = cast.amina.territory_id
    remember(session, territory_id, IdentifierSystem.INFORMATION_SYSTEM, value, cast.amina.id)

    assert insertion.tells(message(rdv(stranger()))) == "waiting"


def test_what_the_other_tool_calls_her_is_learnt(
    insertion: Tool, session: Session, cast: Cast
) -> None:
    insertion.tells(message(rdv(amina(department_internal_id="D-1"))))

    assert identifiers(session, cast.amina.id) == {
        IdentifierSystem.RDV_INSERTION: {"3432"},
        IdentifierSystem.RDV_SERVICE_PUBLIC: {"903432"},
    }


def test_a_number_of_somebody_else_is_not_learnt(
    insertion: Tool, session: Session, cast: Cast, appointment: One
) -> None:
    other = cast.bilal
    remember(session, cast.tarn.id, IdentifierSystem.RDV_SERVICE_PUBLIC, "903432", other.id)

    assert insertion.tells(message(rdv())) == "applied"

    assert appointment().person_id == cast.amina.id
    assert identifiers(session, cast.amina.id) == {IdentifierSystem.RDV_INSERTION: {"3432"}}


# Rule 6, what one tool says.


def test_the_same_message_again_changes_nothing(insertion: Tool, appointment: One) -> None:
    insertion.tells(message(rdv()))
    former = appointment().model_dump()

    assert insertion.tells(message(rdv())) == "repeated_or_stale"
    assert insertion.tells(message(rdv(), "updated", SECOND)) == "applied"

    assert appointment().model_dump() == former


def test_old_news_after_new_changes_nothing(insertion: Tool, appointment: One) -> None:
    insertion.tells(message(rdv(**MOVED), "updated", SECOND))

    assert insertion.tells(message(rdv(), "created", FIRST)) == "repeated_or_stale"

    assert appointment().starts_at == MOVED_TO


def test_created_and_updated_in_one_second_come_in_either_order(
    insertion: Tool, appointment: One
) -> None:
    insertion.tells(message(rdv(**MOVED), "updated", FIRST))

    assert insertion.tells(message(rdv(), "created", FIRST)) == "repeated_or_stale"

    assert appointment().starts_at == MOVED_TO


def test_a_move_reaches_her_row(insertion: Tool, appointment: One, now: datetime) -> None:
    insertion.tells(message(rdv()))
    uid = appointment().uid

    insertion.tells(message(rdv(**MOVED), "updated", SECOND))

    hers = appointment()
    assert (hers.starts_at, hers.moved_at, hers.sequence) == (MOVED_TO, now, 1)
    assert hers.uid == uid


def test_destroyed_is_revoked(insertion: Tool, appointment: One) -> None:
    insertion.tells(message(rdv()))

    assert insertion.tells(message({"id": 1261}, "destroyed", SECOND)) == "applied"

    assert (appointment().status, appointment().sequence) == (Status.REVOKED, 1)


def test_destroyed_before_created_stays_destroyed(insertion: Tool, appointments: All) -> None:
    assert insertion.tells(message({"id": 1261}, "destroyed", SECOND)) == "ignored"
    assert insertion.tells(message(rdv(), "created", FIRST)) == "repeated_or_stale"
    assert insertion.tells(message(rdv(), "updated", SECOND)) == "repeated_or_stale"

    assert appointments() == []


def test_other_models_are_acknowledged(
    insertion: Tool, service_public: Tool, appointments: All
) -> None:
    invitation = message({"id": 4806, "user": amina()}, "updated", model="Invitation")

    assert insertion.tells(invitation) == "ignored"
    for model in ("User", "Motif", "Absence", "Lieu", "AgentRole", "PlageOuverture"):
        assert service_public.tells(message(lapin_user(), model=model)) == "ignored"
    assert appointments() == []


# rdv-service-public.


def test_rdv_service_public_says_what_to_bring(
    service_public: Tool, appointment: One, session: Session, cast: Cast
) -> None:
    remember_lapin(session, cast)

    assert service_public.tells(message(lapin_rdv())) == "applied"

    hers = appointment()
    assert hers.bring == "Venez avec une pièce d’identité.\nEt votre CV."
    assert (hers.source, hers.external_id) == (Source.RDV_SERVICE_PUBLIC, "8725")
    assert hers.service_public_id == "8725"


def remember_lapin(session: Session, cast: Cast) -> None:
    system = IdentifierSystem.RDV_SERVICE_PUBLIC
    remember(session, cast.tarn.id, system, "903432", cast.amina.id)


def test_a_purge_is_not_a_cancellation(
    service_public: Tool, appointment: One, session: Session, cast: Cast
) -> None:
    remember_lapin(session, cast)
    service_public.tells(message(lapin_rdv()))
    purge = message(lapin_rdv(), "destroyed", SECOND, webhook_reason="rgpd")

    assert service_public.tells(purge) == "unlinked"
    assert service_public.tells(purge) == "repeated_or_stale"

    hers = appointment()
    assert (hers.status, hers.sequence) == (Status.UNKNOWN, 0)
    assert (hers.external_id, hers.service_public_id) == (None, None)


def test_a_purge_at_home_leaves_rdv_insertions_number(
    insertion: Tool, service_public: Tool, appointment: One
) -> None:
    insertion.tells(message(rdv()))

    service_public.tells(message({"id": 8725}, "destroyed", SECOND, webhook_reason="rgpd"))
    again = rdv(**MOVED, rdv_solidarites_rdv_id=None)
    assert insertion.tells(message(again, "updated", THIRD)) == "applied"

    assert (appointment().starts_at, appointment().external_id) == (MOVED_TO, "1261")


def test_destroyed_for_another_reason_is_a_cancellation(
    service_public: Tool, appointment: One, session: Session, cast: Cast
) -> None:
    remember_lapin(session, cast)
    service_public.tells(message(lapin_rdv()))

    service_public.tells(message({"id": 8725}, "destroyed", SECOND, webhook_reason=None))

    assert appointment().status is Status.REVOKED


def test_a_motif_that_is_not_for_her_is_replaced_by_the_organisation(
    service_public: Tool, appointment: One, session: Session, cast: Cast
) -> None:
    remember_lapin(session, cast)
    hers = lapin_participation(lapin_user(), send_lifecycle_notifications=False)

    service_public.tells(message(lapin_rdv(participations=[hers])))

    assert appointment().title == "Département du Tarn"


# The same appointment told by both.


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_both_tools_make_one_row_in_either_order(
    insertion: Tool,
    service_public: Tool,
    appointment: One,
    waiting: Waiting,
    order: tuple[int, int],
) -> None:
    tell = [
        lambda: insertion.tells(message(rdv(), "created", SECOND)),
        lambda: service_public.tells(message(lapin_rdv(), "created", FIRST)),
    ]

    for turn in order:
        tell[turn]()

    hers = appointment()
    assert waiting() == []
    assert (hers.source, hers.external_id, hers.service_public_id) == (
        Source.RDV_INSERTION,
        "1261",
        "8725",
    )
    assert hers.bring == "Venez avec une pièce d’identité.\nEt votre CV."
    assert hers.sequence == 0


def test_the_later_of_two_tools_tells_the_hour(
    insertion: Tool, service_public: Tool, appointment: One
) -> None:
    insertion.tells(message(rdv(), "created", FIRST))
    service_public.tells(message(lapin_rdv(**MOVED_AT_HOME), "updated", THIRD))

    assert insertion.tells(message(rdv(), "updated", SECOND)) == "applied"
    assert appointment().starts_at == MOVED_TO

    insertion.tells(message(rdv(), "updated", "2026-03-02 10:15:00 +0100"))
    assert appointment().starts_at == STARTS


def test_what_one_tool_destroyed_is_not_revived_by_the_others_old_news(
    insertion: Tool, service_public: Tool, appointments: All, session: Session, cast: Cast
) -> None:
    remember_lapin(session, cast)
    service_public.tells(message({"id": 8725}, "destroyed", THIRD))

    insertion.tells(message(rdv(), "created", SECOND))

    assert appointments() == []


def test_a_destroyed_row_is_not_revived_by_the_others_old_news(
    insertion: Tool, service_public: Tool, appointment: One
) -> None:
    insertion.tells(message(rdv(), "created", FIRST))
    service_public.tells(message({"id": 8725}, "destroyed", THIRD))
    assert appointment().status is Status.REVOKED

    insertion.tells(message(rdv(duration_in_min=60), "updated", SECOND))

    assert appointment().status is Status.REVOKED


def test_her_answer_outlives_a_message_that_moves_nothing(
    insertion: Tool, appointment: One, session: Session
) -> None:
    insertion.tells(message(rdv()))
    hers = session.get_one(Appointment, appointment().id)
    hers.answer = Answer.COMING
    session.commit()

    insertion.tells(message(rdv(duration_in_min=60), "updated", SECOND))
    assert appointment().answer is Answer.COMING

    insertion.tells(message(rdv(**MOVED), "updated", THIRD))
    assert appointment().answer is None
