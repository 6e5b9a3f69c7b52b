"""The page of a claim: where it stands, who answers, what she can do, in each of its states."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from backend import clock
from backend.claims.models import ClaimReading, ClaimRule
from backend.claims.passing import pass_time
from backend.claims.service import (
    answer,
    ask_missing,
    assign,
    forward,
    give_reasons,
    note_posted,
    say,
)
from backend.claims.states import Kind, Outcome, Silence, Status
from backend.messaging.models import Consent, ConsentTo
from backend.people.models import Device
from backend.territories.models import Structure
from tests.cast import Cast, saved
from tests.claims.opening import SITE, WORDS, address, answered, claims_of, opened, speaks
from tests.conftest import NOON, SignIn

At = Callable[[int], None]


@pytest.fixture
def at(session: Session, monkeypatch: pytest.MonkeyPatch) -> At:
    """Moves the clock to so many days after the claim was received; who is signed in stays so."""

    def move(days: int) -> None:
        later = NOON + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda: later)
        for device in session.exec(select(Device)):
            device.last_seen_at = later
        session.commit()

    return move


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_received(session: Session, cast: Cast, signed_in: SignIn, language: str) -> None:
    speaks(session, cast.amina, language)
    claim = opened(session, cast.amina, helper="Ma sœur")
    page = signed_in(cast.amina).visits(address(claim))
    assert claim.number in page.text
    assert WORDS in page.text
    assert "Ma sœur" in page.text
    assert cast.department.name in page.text
    assert "tel:+33563000002" in page.links()
    (bar,) = page.all("progress")
    assert bar.get("value") == "0"
    assert any("/accuse/" in link for link in page.links())
    if language == "fr":
        assert "avant le lundi 9 mars, et au plus tard le samedi 2 mai" in page.text


def test_somebody_is_named(session: Session, cast: Cast, signed_in: SignIn) -> None:
    claim = opened(session, cast.amina)
    assign(session, claim, cast.claire, now=NOON)
    say(session, claim, cast.claire, "Je regarde", now=NOON)
    session.commit()
    page = signed_in(cast.amina).visits(address(claim))
    assert "référente Claire Bonnet" in page.text
    assert "tel:+33563000003" in page.links()
    assert "Je regarde" in page.text


def test_she_writes_and_an_empty_message_is_refused(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    claim = opened(session, cast.amina)
    amina = signed_in(cast.amina)
    page = amina.submits(amina.visits(address(claim)), f"{address(claim)}/message", message=" ")
    assert page.status == 422
    assert "#message" in page.links()
    page = amina.submits(page, f"{address(claim)}/message", message="Alors ?")
    assert "Votre message est envoyé au service." in page.text
    assert "Alors ?" in page.text
    page = amina.submits(page, f"{address(claim)}/message", message="a" * 4001)
    assert page.status == 422
    assert page.form(f"{address(claim)}/message")["message"] == "a" * 4001


def test_something_is_missing(session: Session, cast: Cast, signed_in: SignIn) -> None:
    claim = opened(session, cast.amina)
    until = (NOON + timedelta(days=10)).date()
    ask_missing(session, claim, cast.claire, "Votre bail", until, site=SITE, now=NOON)
    session.commit()
    amina = signed_in(cast.amina)
    page = amina.visits(address(claim))
    assert "Votre bail" in page.text
    assert "jusqu’au jeudi 12 mars" in page.text
    sending = f"{address(claim)}/complement"
    assert amina.submits(page, sending).status == 422

    page = amina.submits(page, sending, complement="Le voici")

    assert "Le délai reprend" in page.text
    assert claims_of(session, cast.amina)[0].status is Status.ASSIGNED
    assert sending not in [form.get("action") for form in page.all("form")]
    assert amina.posts(sending, complement="Encore").status_code == 409


def test_forwarded(session: Session, cast: Cast, signed_in: SignIn) -> None:
    claim = opened(session, cast.amina)
    other = saved(session, Structure(territory_id=cast.tarn.id, name="CCAS d’Albi"))
    forward(session, claim, cast.claire, other, "C’est pour vous", site=SITE, now=NOON)
    session.commit()
    page = signed_in(cast.amina).visits(address(claim))
    assert "CCAS d’Albi" in page.text
    assert "Transmise" in page.text


def test_late_then_silent_then_why(session: Session, cast: Cast, signed_in: SignIn, at: At) -> None:
    claim = opened(session, cast.amina)
    amina = signed_in(cast.amina)
    pass_time(session, now=NOON + timedelta(days=8))
    session.commit()
    at(8)
    page = amina.visits(address(claim))
    assert "L’équipe du territoire le sait depuis le mardi 10 mars" in page.text

    pass_time(session, now=NOON + timedelta(days=62))
    session.commit()
    at(62)
    page = amina.visits(address(claim))
    assert "La loi le compte comme un refus" in page.text
    assert page.all("progress") == []
    page = amina.submits(page, f"{address(claim)}/motifs")
    assert "Le service doit maintenant vous dire pourquoi" in page.text
    assert amina.posts(f"{address(claim)}/motifs").status_code == 409
    session.expire_all()
    give_reasons(session, claim, cast.claire, "Faute de place", now=NOON + timedelta(days=63))
    session.commit()
    assert "Faute de place" in amina.visits(address(claim)).text


def test_a_silence_is_contested_once(
    session: Session, cast: Cast, signed_in: SignIn, at: At
) -> None:
    claim = opened(session, cast.amina)
    pass_time(session, now=NOON + timedelta(days=62))
    session.commit()
    amina = signed_in(cast.amina)
    at(62)
    page = amina.visits(address(claim))
    contesting = f"{address(claim)}/contestation"
    assert amina.submits(page, contesting).status == 422
    page = amina.submits(page, contesting, raison="Je n’ai pas eu de place")
    assert "Vous avez un nouvel accusé de réception." in page.text
    assert "examinée de nouveau" in page.text
    assert len([link for link in page.links() if "/accuse/" in link]) == 3  # one of them on top
    assert amina.posts(contesting, raison="Encore").status_code == 409


def test_silence_that_means_yes(session: Session, cast: Cast, signed_in: SignIn, at: At) -> None:
    session.add(
        ClaimRule(
            territory_id=cast.tarn.id,
            kind=Kind.NO_NEWS,
            silence=Silence.ACCEPTANCE,
            changed_at=NOON,
        )
    )
    claim = opened(session, cast.amina)
    pass_time(session, now=NOON + timedelta(days=62))
    session.commit()
    amina = signed_in(cast.amina)
    at(62)
    page = amina.visits(address(claim))
    assert "votre demande est acceptée" in page.text
    assert "attestation" in page.text
    actions = {form.get("action") for form in page.all("form")}
    assert not actions & {f"{address(claim)}/motifs", f"{address(claim)}/contestation"}


def test_silence_that_means_nothing(
    session: Session, cast: Cast, signed_in: SignIn, at: At
) -> None:
    claim = opened(session, cast.amina, Kind.ACCESSIBILITY)
    amina = signed_in(cast.amina)
    at(9)
    page = amina.visits(address(claim))
    assert "On aurait dû vous répondre" in page.text


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("helped", ["true", "false"])
def test_answered_and_whether_it_helped(
    session: Session, cast: Cast, signed_in: SignIn, outcome: Outcome, helped: str
) -> None:
    claim = answered(session, cast, outcome)
    amina = signed_in(cast.amina)
    page = amina.visits(address(claim))
    assert "Parce que c’est ainsi" in page.text
    assert "référente, Claire Bonnet" in page.text
    contesting = f"{address(claim)}/contestation"
    offered = contesting in {form.get("action") for form in page.all("form")}
    assert offered is (outcome is not Outcome.ACCEPTED)

    page = amina.submits(page, f"{address(claim)}/avis", aide=helped, avis="Clair")

    row = claims_of(session, cast.amina)[0]
    assert (row.helped, row.status) == (
        helped == "true",
        Status.CLOSED if helped == "true" else Status.ANSWERED,
    )
    assert "Clair" in page.text
    assert ("Votre demande est close" in page.text) is (helped == "true")
    assert ("Voyez plus bas" in page.text) is (helped == "false")
    assert (contesting in {form.get("action") for form in page.all("form")}) is offered
    assert amina.posts(f"{address(claim)}/avis", aide="true").status_code == 409


def test_an_opinion_without_a_yes_or_a_no_is_asked_again(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    claim = answered(session, cast)
    assert signed_in(cast.amina).posts(f"{address(claim)}/avis").status_code == 422


def test_too_late_to_contest(session: Session, cast: Cast, signed_in: SignIn, at: At) -> None:
    claim = answered(session, cast)
    amina = signed_in(cast.amina)
    at(90)
    page = amina.visits(address(claim))
    assert f"{address(claim)}/contestation" not in {form.get("action") for form in page.all("form")}
    assert "jusqu’au lundi 4 mai" in page.text


def test_how_the_answer_is_notified(session: Session, cast: Cast, signed_in: SignIn) -> None:
    claim = answered(session, cast)
    amina = signed_in(cast.amina)
    assert "Elle vous arrive aussi par la poste" in amina.visits(address(claim)).text

    note_posted(session, claim, cast.claire, NOON.date(), now=NOON)
    session.commit()
    assert "envoyée par la poste le lundi 2 mars" in amina.visits(address(claim)).text

    session.add(
        Consent(person_id=cast.amina.id, to=ConsentTo.E_NOTIFICATION, words="Oui", given_at=NOON)
    )
    session.commit()
    assert "Vous avez accepté de recevoir" in amina.visits(address(claim)).text


def test_she_takes_it_back_after_being_asked(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    claim = opened(session, cast.amina)
    amina = signed_in(cast.amina)
    assert f"{address(claim)}/retrait" in amina.visits(address(claim)).links()
    page = amina.visits(f"{address(claim)}/retrait")
    assert claims_of(session, cast.amina)[0].status is Status.RECEIVED

    page = amina.submits(page, f"{address(claim)}/retrait")

    assert "Votre demande est retirée" in page.text
    assert claims_of(session, cast.amina)[0].status is Status.CLOSED
    amina.visits(f"{address(claim)}/retrait", status=409)
    assert address(claim) not in amina.visits("/droits").links()


def test_what_is_hers_does_not_exist_for_another(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    claim = answered(session, cast)
    bilal = signed_in(cast.bilal)
    bilal.visits(address(claim), status=404)
    bilal.visits(f"{address(claim)}/retrait", status=404)
    for verb in ("message", "complement", "contestation", "motifs", "avis", "retrait"):
        assert bilal.posts(f"{address(claim)}/{verb}").status_code == 404
    assert bilal.visits("/droits/demandes").links().count(address(claim)) == 0


def readings(session: Session) -> list[ClaimReading]:
    session.expire_all()
    rows = list(session.exec(select(ClaimReading)).all())
    session.commit()
    return rows


def test_opening_an_answer_is_written_down_once_with_its_day(
    session: Session, cast: Cast, signed_in: SignIn, at: At
) -> None:
    claim = opened(session, cast.amina)
    amina = signed_in(cast.amina)
    amina.visits(address(claim))
    assert readings(session) == []

    session.refresh(claim)
    answer(session, claim, cast.claire, Outcome.REFUSED, "Non", site=SITE, now=NOON)
    session.commit()
    at(1)
    amina.visits(address(claim))
    (reading,) = readings(session)
    assert reading.read_at == NOON + timedelta(days=1)

    at(2)
    session.refresh(claim)
    say(session, claim, cast.claire, "Appelez-moi", now=NOON + timedelta(days=2))
    session.commit()
    before = reading.entry_id
    amina.visits(address(claim))
    (reading,) = readings(session)
    assert reading.read_at == NOON + timedelta(days=1)
    assert reading.entry_id > before


def test_another_answer_has_its_own_day(
    session: Session, cast: Cast, signed_in: SignIn, at: At
) -> None:
    claim = answered(session, cast)
    amina = signed_in(cast.amina)
    page = amina.visits(address(claim))
    amina.submits(page, f"{address(claim)}/contestation", raison="Non")
    claim = claims_of(session, cast.amina)[0]
    later = NOON + timedelta(days=3)
    answer(session, claim, cast.claire, Outcome.ACCEPTED, "Oui", site=SITE, now=later)
    session.commit()
    at(4)
    amina.visits(address(claim))
    assert readings(session)[0].read_at == NOON + timedelta(days=4)
