"""A claim is received at once: number, service, dates, receipt, e-mail, trace."""

from datetime import date, timedelta

from sqlmodel import Session, select

from backend.audit.models import AuditEntry
from backend.claims import receipts
from backend.claims.actions import ClaimFacts, complete, open_claim
from backend.claims.passing import pass_time
from backend.claims.queries import receipts_of, thread_of
from backend.claims.service import answer, ask_missing
from backend.claims.states import Kind, Outcome, Status
from backend.messaging.models import Letter
from tests.cast import Cast
from tests.conftest import NOON

SITE = "https://parcours.test"


def test_a_claim_is_acknowledged_at_once(session: Session, cast: Cast) -> None:
    facts = ClaimFacts(kind=Kind.NO_NEWS, words="Plus de nouvelles depuis janvier.")
    claim = open_claim(session, cast.amina, facts, site=SITE, now=NOON)
    session.commit()
    assert (claim.structure_id, claim.status) == (cast.department.id, Status.RECEIVED)
    assert claim.due_on == date(2026, 5, 2)
    [receipt] = receipts_of(session, claim)
    told = receipts.read(receipt.facts)
    assert told.service.phone == cast.department.phone
    [letter] = session.exec(select(Letter)).all()
    assert claim.number in letter.subject
    assert "samedi 2 mai 2026" in letter.text
    [deed] = session.exec(select(AuditEntry)).all()
    assert (deed.number, deed.action) == (1, "claim.receive")


def test_what_is_missing_suspends_the_clock(session: Session, cast: Cast) -> None:
    facts = ClaimFacts(kind=Kind.REDUCED_HOURS, words="Je suis seule avec Lina.")
    claim = open_claim(session, cast.amina, facts, site=SITE, now=NOON)
    due_on = claim.due_on
    asked_at = NOON + timedelta(days=5)
    until = (NOON + timedelta(days=20)).date()
    ask_missing(session, claim, cast.claire, "Un papier", until, site=SITE, now=asked_at)
    assert claim.due_on == due_on + timedelta(days=15)
    sent_at = asked_at + timedelta(days=4)
    complete(session, claim, "Le voici", site=SITE, now=sent_at)
    assert claim.due_on == due_on + timedelta(days=4)
    answer(session, claim, cast.claire, Outcome.REFUSED, "Parce que…", site=SITE, now=sent_at)
    assert [entry.move.value for entry, _ in thread_of(session, claim)] == [
        "receive",
        "ask_missing",
        "complete",
        "answer",
    ]


def test_silence_takes_its_meaning_once(session: Session, cast: Cast) -> None:
    facts = ClaimFacts(kind=Kind.NO_NEWS, words="Plus de nouvelles.")
    claim = open_claim(session, cast.amina, facts, site=SITE, now=NOON)
    pass_time(session, now=NOON + timedelta(days=8))
    assert claim.escalated_at is not None
    for days in (61, 62, 63):
        pass_time(session, now=NOON + timedelta(days=days))
    assert claim.implied_on == date(2026, 5, 2)
    assert [entry.move.value for entry, _ in thread_of(session, claim)] == [
        "receive",
        "escalate",
        "imply",
    ]


def test_a_service_without_phone_or_address_is_reached_through_its_territory(
    session: Session, cast: Cast
) -> None:
    cast.department.phone, cast.department.email, cast.department.address = "", "", ""
    cast.tarn.email = "insertion@tarn.example.org"
    facts = ClaimFacts(kind=Kind.NO_NEWS, words="Plus de nouvelles.")
    claim = open_claim(session, cast.amina, facts, site=SITE, now=NOON)
    [receipt] = receipts_of(session, claim)
    service = receipts.read(receipt.facts).service
    assert (service.name, service.phone) == (cast.department.name, cast.tarn.phone)
    assert service.email == cast.tarn.email
