"""Two years after the last contact: warned, then 30 days later nothing is kept."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, update
from sqlmodel import Session, select

from backend import clock
from backend.appointments.models import Source
from backend.claims.models import Claim
from backend.claims.states import Appeal, Kind, Outcome, Silence
from backend.messaging.models import Letter
from backend.partners.models import WebhookCursor
from backend.people.devices import FORGOTTEN_AFTER, end_all, open_device
from backend.people.models import Accompaniment, Device, Person
from backend.privacy.actions import forget_old_consultations, forget_old_cursors
from backend.privacy.contacts import kept_until, last_contacts, note_sign_ins
from backend.privacy.models import Retention
from backend.privacy.retention import foreseen, keep_no_longer
from backend.sharing.models import Consultation, Purpose
from backend.steps.models import Note
from tests.cast import Cast, saved
from tests.commands.conftest import Parcours, parcours  # noqa: F401 (a fixture)
from tests.conftest import NOON
from tests.privacy.filling import everything

DAY = timedelta(days=1)
ENDS = datetime(2028, 3, 2, 12, tzinfo=NOON.tzinfo)  # two years after NOON


@pytest.fixture
def gone(session: Session, cast: Cast) -> Person:
    """Somebody who came once, and whom nobody has followed since."""
    person = Person(
        territory_id=cast.tarn.id,
        first_name="Dalia",
        last_name="Ben",
        email="dalia@example.org",
        created_at=NOON,
    )
    saved(session, person)
    session.commit()
    return person


def passes(session: Session, *moments: datetime) -> None:
    for moment in moments:
        keep_no_longer(session, now=moment)
        session.commit()
        session.expire_all()


def people(session: Session) -> set[str]:
    return set(session.exec(select(Person.first_name)))


def letters(session: Session) -> list[Letter]:
    return list(session.exec(select(Letter).order_by(Letter.id)))  # ty: ignore[invalid-argument-type]


def test_the_years_end_on_a_day_that_exists() -> None:
    assert kept_until(date(2024, 2, 29)) == date(2026, 2, 28)
    assert kept_until(date(2026, 2, 28)) == date(2028, 2, 28)


@pytest.mark.usefixtures("gone")
def test_somebody_of_whom_nobody_hears_is_warned_once_then_gone(session: Session) -> None:
    passes(session, ENDS - 31 * DAY)
    assert letters(session) == []

    passes(session, ENDS - 30 * DAY, ENDS - 29 * DAY, ENDS - DAY)
    [letter] = letters(session)
    assert letter.recipient == "dalia@example.org"
    assert "2 mars 2028" in letter.text
    assert "Dalia" not in letter.subject + letter.text
    assert "Dalia" in people(session)

    passes(session, ENDS)
    assert people(session) == {"Amina", "Bilal"}
    assert letters(session) == []  # hers, so gone as well


@pytest.mark.usefixtures("gone")
def test_a_late_warning_still_leaves_thirty_days(session: Session) -> None:
    late = ENDS + 100 * DAY
    passes(session, late, late + 29 * DAY)
    assert "Dalia" in people(session)

    passes(session, late + 30 * DAY)
    assert "Dalia" not in people(session)


def test_the_warning_is_in_her_language(session: Session, gone: Person) -> None:
    gone.language = "ar"
    session.add(gone)
    passes(session, ENDS - 30 * DAY)

    [letter] = letters(session)
    assert letter.language == "ar"
    assert "Mon parcours" in letter.subject
    assert "nearly two years" not in letter.text


def test_without_an_address_she_is_not_written_to_and_has_the_same_time(
    session: Session, gone: Person
) -> None:
    gone.email = None
    session.add(gone)
    passes(session, ENDS - 30 * DAY)
    assert letters(session) == []
    passes(session, ENDS - DAY)
    assert "Dalia" in people(session)
    passes(session, ENDS)
    assert "Dalia" not in people(session)


def test_a_contact_after_the_warning_cancels_it(session: Session, gone: Person) -> None:
    passes(session, ENDS - 30 * DAY)
    came = ENDS - 3 * DAY
    session.add(
        Note(person_id=gone.id, written_for=came, words="", created_at=came, changed_at=came)
    )

    passes(session, ENDS, ENDS + 300 * DAY)
    assert "Dalia" in people(session)
    row = session.exec(select(Retention).where(Retention.person_id == gone.id)).one()
    assert row.warned_at is None
    assert row.look_on == kept_until(came.date()) - 30 * DAY

    passes(session, came.replace(year=2030) - 30 * DAY, came.replace(year=2030))
    assert "Dalia" not in people(session)


def test_somebody_who_is_followed_is_heard_of(session: Session, cast: Cast) -> None:
    passes(session, ENDS - 30 * DAY, ENDS, ENDS + 400 * DAY)
    assert {"Amina", "Bilal"} <= people(session)

    link = session.exec(select(Accompaniment).where(Accompaniment.person_id == cast.amina.id)).one()
    link.ended_on = (ENDS + 401 * DAY).date()
    session.add(link)
    session.flush()
    assert last_contacts(session, [cast.amina.id], now=ENDS + 500 * DAY) == {
        cast.amina.id: link.ended_on
    }
    session.rollback()


def test_a_sign_in_on_a_shared_phone_is_still_a_contact_once_ended(
    session: Session, gone: Person
) -> None:
    passes(session, ENDS - 30 * DAY)
    came = ENDS - 3 * DAY
    open_device(session, gone, label="", shared=True, now=came)
    session.commit()
    end_all(session, gone)
    session.commit()

    passes(session, ENDS)
    assert "Dalia" in people(session)
    assert last_contacts(session, [gone.id], now=ENDS)[gone.id] == came.date()
    session.rollback()


def test_a_device_she_no_longer_uses_is_remembered_by_its_last_day(
    session: Session, gone: Person
) -> None:
    open_device(session, gone, label="", shared=False, now=NOON)
    seen = NOON + 200 * DAY
    session.connection().execute(update(Device).values(last_seen_at=seen))

    note_sign_ins(session, now=seen + FORGOTTEN_AFTER - DAY)
    end_all(session, gone)

    assert last_contacts(session, [gone.id], now=ENDS)[gone.id] == seen.date()
    session.rollback()


@pytest.mark.usefixtures("gone")
def test_nobody_is_looked_at_again_before_her_day(session: Session) -> None:
    passes(session, ENDS - 30 * DAY)
    asked: list[str] = []

    def listen(_c: object, _cur: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", listen)
    passes(session, ENDS - 29 * DAY)
    event.remove(session.get_bind(), "before_cursor_execute", listen)

    assert len(asked) < 6


def claim_of(session: Session, person: Person, cast: Cast, **others: Any) -> Claim:
    facts: dict[str, Any] = {
        "number": "81-2026-ABC",
        "person_id": person.id,
        "territory_id": cast.tarn.id,
        "kind": Kind.ERASE_DATA,
        "words": "Tout",
        "structure_id": cast.department.id,
        "received_at": NOON,
        "clock_from": NOON.date(),
        "due_on": NOON.date(),
        "escalates_on": NOON.date(),
        "silence": Silence.REJECTION,
        "appeal": Appeal.CNIL,
    }
    return saved(session, Claim(**facts | others))


def test_a_claim_that_waits_keeps_the_file(session: Session, cast: Cast, gone: Person) -> None:
    claim_of(session, gone, cast)

    passes(session, ENDS - 30 * DAY, ENDS, ENDS + 90 * DAY)
    assert "Dalia" in people(session)


@pytest.fixture
def at_the_end(session: Session, gone: Person, monkeypatch: pytest.MonkeyPatch) -> Person:
    """She was warned, and today is the day."""
    passes(session, ENDS - 30 * DAY)
    monkeypatch.setattr(clock, "now", lambda: ENDS)
    return gone


def test_a_dry_run_says_numbers_and_writes_nothing(
    session: Session,
    at_the_end: Person,
    parcours: Parcours,  # noqa: F811
) -> None:
    before = everything(session)

    said = parcours("purge", "--dry-run").output

    assert f"person {at_the_end.id}" in said
    assert "1 person\n" in said
    assert "rows would be deleted" in said
    assert "Dalia" not in said
    assert everything(session) == before
    assert list(foreseen(session, now=ENDS)) == [at_the_end.id]


@pytest.mark.usefixtures("at_the_end")
def test_an_operator_purges_without_waiting(
    session: Session,
    parcours: Parcours,  # noqa: F811
) -> None:
    assert "rows deleted" in parcours("purge").output
    session.expire_all()
    assert people(session) == {"Amina", "Bilal"}
    assert "0 rows deleted" in parcours("purge").output
    assert "sound" in parcours("audit", "verify").output


def test_erasing_takes_an_accepted_request(
    session: Session,
    cast: Cast,
    gone: Person,
    parcours: Parcours,  # noqa: F811
) -> None:
    claim = claim_of(session, gone, cast)
    refused = parcours("erase", str(gone.id), "--claim", claim.number, fails=True).output
    assert "no accepted request" in refused

    claim.outcome = Outcome.ACCEPTED
    session.add(claim)
    parcours("erase", str(cast.amina.id), "--claim", claim.number, fails=True)
    assert "rows deleted" in parcours("erase", str(gone.id), "--claim", claim.number).output
    session.expire_all()
    assert people(session) == {"Amina", "Bilal"}


def test_old_looks_and_old_cursors_go(session: Session, cast: Cast) -> None:
    for days in (0, 700, 740):
        session.add(
            Consultation(
                person_id=cast.amina.id,
                structure_id=cast.department.id,
                purpose=Purpose.PARCOURS,
                looked_at=NOON - days * DAY,
            )
        )
        session.add(
            WebhookCursor(
                source=Source.RDV_INSERTION,
                model="Rdv",
                external_id=str(days),
                structure_id=cast.department.id,
                position=int((NOON - days * DAY).timestamp() * 1_000_000) * 4,
            )
        )
    session.flush()

    forget_old_consultations(session, now=NOON)
    forget_old_cursors(session, now=NOON)

    assert len(session.exec(select(Consultation)).all()) == 2
    assert set(session.exec(select(WebhookCursor.external_id))) == {"0", "700"}
    session.rollback()
