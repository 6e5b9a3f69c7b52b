"""What she types herself: added, changed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, select

from backend.appointments.forms import Moment, start_of
from backend.appointments.models import Appointment, Source
from backend.web import forms
from tests.appointments.saving import TUESDAY, given
from tests.cast import Cast
from tests.conftest import NOON, SignIn

NEW = "/rendez-vous/nouveau"
PARIS, CAYENNE = ZoneInfo("Europe/Paris"), ZoneInfo("America/Cayenne")
TYPED = {
    "jour": "2026-03-10",
    "heure": "14:30",
    "avec": "École Jean Jaurès",
    "lieu": "3 rue Rochegude, Albi",
    "telephone": "05 63 00 00 09",
    "apporter": "le carnet de santé",
}


def test_she_adds_an_appointment_and_sees_its_card(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)

    page = amina.submits(amina.visits(NEW), NEW, htmx=False, **TYPED)

    row = session.exec(select(Appointment)).one()
    assert page.response.url.path == f"/rendez-vous/{row.id}"
    for words in ("mardi 10 mars", "14 h 30", *list(TYPED.values())[2:]):
        assert words in page.text
    assert (row.person_id, row.source, row.structure_id) == (cast.amina.id, Source.PERSON, None)
    assert row.starts_at == datetime(2026, 3, 10, 13, 30, tzinfo=UTC)
    assert (row.known_at, row.changed_at, row.moved_at) == (NOON, NOON, None)


def test_only_the_day_and_the_hour_are_needed(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)

    page = amina.submits(
        amina.visits(NEW),
        NEW,
        jour="2026-03-10",
        heure="9:00",
    )

    assert page.status == 200
    assert "9 h" in page.text


def test_hours_are_those_of_her_territory(session: Session, cast: Cast, signed_in: SignIn) -> None:
    bilal = signed_in(cast.bilal)

    bilal.submits(bilal.visits(NEW), NEW, htmx=False, **TYPED)

    row = session.exec(select(Appointment)).one()
    assert row.starts_at == datetime(2026, 3, 10, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("jour", ""),
        ("jour", "demain"),
        ("jour", "2026-02-28"),
        ("jour", "2029-03-10"),
        ("heure", ""),
        ("heure", "25:00"),
        ("telephone", "appelle-moi"),
        ("lieu", "a" * 201),
    ],
)
def test_what_cannot_be_understood_is_said_at_its_field_and_nothing_typed_is_lost(
    session: Session, cast: Cast, signed_in: SignIn, field: str, typed: str
) -> None:
    amina = signed_in(cast.amina)
    sent = TYPED | {field: typed}

    page = amina.submits(amina.visits(NEW), NEW, htmx=False, **sent)

    assert page.status == 422
    assert f"#{field}" in page.links()
    (control,) = [e for tag in ("input", "textarea") for e in page.all(tag, id=field)]
    assert control.get("aria-invalid") == "true"
    assert f"{field}-error" in (control.get("aria-describedby") or "")
    kept = page.form(NEW)
    assert {name: kept[name] for name in sent} == sent
    assert not session.exec(select(Appointment)).all()


def test_yesterday_can_still_be_noted_down(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)

    page = amina.submits(
        amina.visits(NEW),
        NEW,
        htmx=False,
        **TYPED | {"jour": "2026-03-01"},
    )

    assert page.status == 200


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        ("24/11/2026", "14h30", (2026, 11, 24, 13, 30)),
        ("4.3.2026", "9 h", (2026, 3, 4, 8, 0)),
        ("2026-03-29", "03:00", (2026, 3, 29, 1, 0)),
        ("2026-10-25", "02:30", (2026, 10, 25, 0, 30)),  # there twice: the first
    ],
)
def test_moments_are_read_as_people_write_them(
    day: str, hour: str, expected: tuple[int, ...]
) -> None:
    form = forms.read(Moment, {"jour": day, "heure": hour})

    assert start_of(form, PARIS, now=NOON) == datetime(*expected, tzinfo=UTC)


def test_an_hour_that_the_clocks_skip_is_refused_where_they_do() -> None:
    sent = {"jour": "2026-03-29", "heure": "02:30"}
    in_paris, in_cayenne = forms.read(Moment, sent), forms.read(Moment, sent)

    assert start_of(in_paris, PARIS, now=NOON) is None
    assert list(in_paris.refusals) == ["heure"]
    assert start_of(in_cayenne, CAYENNE, now=NOON) == datetime(2026, 3, 29, 5, 30, tzinfo=UTC)


def test_she_changes_it_and_her_calendar_follows(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = given(session, cast.amina, source=Source.PERSON)
    amina = signed_in(cast.amina)
    path = f"/rendez-vous/{row.id}/modifier"
    page = amina.visits(path)
    assert page.form(path)["jour"] == "2026-03-10"
    assert page.form(path)["heure"] == "14:30"

    amina.submits(page, path, heure="15:00")

    session.refresh(row)
    assert row.starts_at == TUESDAY + timedelta(minutes=30)
    assert (row.sequence, row.changed_at) == (1, NOON)
    assert row.moved_at is None  # she needs no notice of what she did herself
    assert row.who_name == "Claire Bonnet"


def test_a_change_that_cannot_be_understood_keeps_what_she_typed(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = given(session, cast.amina, source=Source.PERSON)
    amina = signed_in(cast.amina)
    path = f"/rendez-vous/{row.id}/modifier"

    page = amina.submits(amina.visits(path), path, heure="midi", avec="Le médecin")

    assert page.status == 422
    assert page.form(path)["avec"] == "Le médecin"


@pytest.mark.parametrize("path", ["modifier", "suppression", "retablissement"])
def test_what_she_did_not_type_is_not_hers_to_change(
    session: Session, cast: Cast, signed_in: SignIn, path: str
) -> None:
    row = given(session, cast.amina, source=Source.RDV_INSERTION)

    response = signed_in(cast.amina).posts(f"/rendez-vous/{row.id}/{path}", **TYPED)

    assert response.status_code == 404


@pytest.mark.parametrize("path", ["modifier", "suppression", "retablissement"])
def test_nobody_changes_somebody_elses(
    session: Session, cast: Cast, signed_in: SignIn, path: str
) -> None:
    row = given(session, cast.amina, source=Source.PERSON)

    response = signed_in(cast.bilal).posts(f"/rendez-vous/{row.id}/{path}", **TYPED)

    assert response.status_code == 404
    session.refresh(row)
    assert row.removed_at is None
    assert row.sequence == 0
