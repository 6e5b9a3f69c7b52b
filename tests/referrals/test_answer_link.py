"""The solution answers with its link: no account, nothing more of her than it knows."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from backend import clock
from backend.messaging.models import Letter
from backend.referrals import actions, answering, service
from backend.referrals.answering import Answer
from backend.referrals.models import Cause, Move, MoveRefused, Status, Writer
from backend.referrals.queries import thread_of
from tests.architecture.test_every_route import everything_in
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.referrals.asking import MAILBOX, SITE, address, as_it_stands, sent, token_in
from tests.visitor import Visitor


def test_the_page_says_who_in_short_and_for_what_and_reading_it_writes_nothing(
    session: Session, cast: Cast, anybody: Visitor, engine: Engine
) -> None:
    sent(session, cast)
    here = f"/reponse/{token_in(session)}"
    before = everything_in(engine)
    page = anybody.visits(here)
    assert "Amina B. voudrait venir pour : Garage solidaire." in page.text
    for hidden in ("Benali", "1994", "amina@", "Claire", "06 12"):
        assert hidden not in page.text
    assert page.response.headers["x-robots-tag"] == "noindex"
    assert page.response.headers["cache-control"] == "no-store"
    assert everything_in(engine) == before


def test_a_yes_reaches_her_and_her_adviser(
    session: Session, cast: Cast, anybody: Visitor, signed_in: SignIn
) -> None:
    referral = sent(session, cast)
    here = f"/reponse/{token_in(session)}"
    page = anybody.submits(
        anybody.visits(here), here, reponse="oui", date="2026-03-09", precisions="Venez à 9 h"
    )
    assert "Merci. Votre réponse est notée." in page.text
    assert "Vous avez répondu que vous pouvez accueillir cette personne." in page.text
    referral = as_it_stands(session, referral)
    assert (referral.status, referral.place_on) == (Status.ACCEPTED, date(2026, 3, 9))
    page = signed_in(cast.amina).visits(address(referral))
    assert "Une place est possible pour vous, à partir du lundi 9 mars." in page.text
    assert "Venez à 9 h" in page.text
    assert "la solution" in page.text
    told = session.exec(select(Letter).where(Letter.recipient == cast.claire.email)).all()
    assert any("Une solution a répondu" in one.subject for one in told)
    assert all("Amina" not in one.text for one in told)


def test_the_answer_can_be_changed_until_it_has_started(
    session: Session, cast: Cast, anybody: Visitor
) -> None:
    referral = sent(session, cast)
    here = f"/reponse/{token_in(session)}"
    anybody.submits(anybody.visits(here), here, reponse="liste", precisions="Trois mois")
    assert as_it_stands(session, referral).status is Status.WAITING
    assert "Sur liste d’attente" in anybody.visits(here).text
    anybody.submits(anybody.visits(here), here, reponse="non", motif="full")
    anybody.submits(anybody.visits(here), here, reponse="non", motif="full")  # twice is once
    referral = as_it_stands(session, referral)
    assert referral.status is Status.REFUSED
    entries = [entry for entry, _ in thread_of(session, referral)]
    assert [(one.move, one.cause) for one in entries[-2:]] == [
        (Move.PUT_ON_LIST, None),
        (Move.REFUSE, Cause.FULL),
    ]
    assert entries[-1].writer is Writer.SOLUTION
    session.commit()
    anybody.submits(anybody.visits(here), here, reponse="oui")
    assert as_it_stands(session, referral).status is Status.ACCEPTED
    service.start(session, referral, cast.claire, NOON.date(), now=NOON)
    session.commit()
    assert "Ce lien ne fonctionne plus" in anybody.visits(here).text
    assert "Amina" not in anybody.visits(here).text
    assert anybody.posts(here, reponse="non").status_code == 200
    assert as_it_stands(session, referral).status is Status.STARTED


def test_what_is_no_answer_is_said(session: Session, cast: Cast, anybody: Visitor) -> None:
    referral = sent(session, cast)
    here = f"/reponse/{token_in(session)}"
    for wrong in ({}, {"reponse": "peut-etre"}, {"reponse": "oui", "date": "demain"}):
        assert anybody.posts(here, **wrong).status_code == 422
    assert as_it_stands(session, referral).status is Status.SENT


def test_an_unknown_link_opens_nothing(anybody: Visitor, cast: Cast) -> None:
    assert cast
    anybody.visits("/reponse/inconnu", status=404)
    assert anybody.posts("/reponse/inconnu", reponse="oui").status_code == 404


def test_after_sixty_days_the_link_is_gone(
    session: Session, cast: Cast, anybody: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    referral = sent(session, cast)
    here = f"/reponse/{token_in(session)}"
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=60))
    page = anybody.visits(here, status=410)
    assert "Ce lien ne fonctionne plus" in page.text
    assert "Amina" not in page.text
    assert anybody.posts(here, reponse="oui").status_code == 410
    assert as_it_stands(session, referral).status is Status.SENT


def test_after_she_took_it_back_it_says_so(session: Session, cast: Cast, anybody: Visitor) -> None:
    referral = sent(session, cast)
    here = f"/reponse/{token_in(session)}"
    actions.withdraw(session, referral, site=SITE, now=NOON)
    session.commit()
    page = anybody.visits(here)
    assert "Cette demande a été retirée." in page.text
    assert "Amina" not in page.text
    assert not [form for form in page.all("form") if form.get("action") == here]
    anybody.posts(here, reponse="oui")
    assert as_it_stands(session, referral).status is Status.WITHDRAWN
    asked = answering.asked_with(session, here.rpartition("/")[2])
    assert asked is not None
    with pytest.raises(MoveRefused):
        answering.answer(session, asked, Answer(move=Move.ACCEPT), site=SITE, now=NOON)


def test_each_sending_has_its_own_link(session: Session, cast: Cast, anybody: Visitor) -> None:
    referral = sent(session, cast)
    first = token_in(session)
    referral.status = Status.UNANSWERED
    service.chase(session, referral, cast.claire, site=SITE, now=NOON + timedelta(days=20))
    session.commit()
    second = token_in(session)
    assert first != second
    for token in (first, second):
        anybody.visits(f"/reponse/{token}")


def test_too_many_answers_from_one_address_have_to_wait(
    session: Session, cast: Cast, anybody: Visitor
) -> None:
    sent(session, cast)
    here = f"/reponse/{token_in(session)}"
    codes = [anybody.posts(here, reponse="x").status_code for _ in range(31)]
    assert set(codes[:30]) == {422}
    assert codes[30] == 429


def test_no_link_answers_before_she_agreed(session: Session, cast: Cast) -> None:
    assert cast
    assert answering.asked_with(session, "") is None
    assert session.exec(select(Letter).where(Letter.recipient == MAILBOX)).all() == []
