"""Every move of the table, allowed or refused, and of two people at once the first."""

from collections.abc import Callable
from contextlib import suppress
from itertools import product
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from backend.conflict import Conflict
from backend.database import writing
from backend.messaging.models import Letter
from backend.people.models import Adviser
from backend.referrals import actions, service
from backend.referrals.entries import HERSELF, add
from backend.referrals.models import (
    ALLOWED_MOVES,
    OPEN,
    Move,
    MoveRefused,
    Referral,
    Status,
)
from backend.referrals.queries import thread_of
from tests.cast import Cast
from tests.conftest import NOON
from tests.referrals.asking import MAILBOX, SITE, as_it_stands, proposed


def test_every_move_is_allowed_or_refused_as_the_table_says(session: Session, cast: Cast) -> None:
    referral = proposed(session, cast)
    for status, move in product(Status, Move):
        referral.status, referral.closed_at = status, None
        session.add(referral)
        session.flush()
        after = ALLOWED_MOVES[status].get(move)
        known = len(thread_of(session, referral))
        if after is None:
            with pytest.raises(MoveRefused):
                add(session, referral, move, HERSELF, now=NOON)
            assert referral.status is status
            assert len(thread_of(session, referral)) == known
        else:
            add(session, referral, move, HERSELF, now=NOON)
            assert referral.status is after
            assert (referral.closed_at is None) == (after in OPEN)
            assert len(thread_of(session, referral)) == known + 1


def test_nothing_leads_to_sent_but_from_an_agreement() -> None:
    into_sent = {
        (status, move)
        for status, moves in ALLOWED_MOVES.items()
        for move, after in moves.items()
        if after is Status.SENT and status is not Status.SENT
    }
    assert into_sent == {
        (Status.AGREED, Move.SEND),
        (Status.AGREED, Move.CALL),
        (Status.UNANSWERED, Move.CHASE),
        (Status.UNANSWERED, Move.CALL),
    }
    into_agreed = {
        move
        for status, moves in ALLOWED_MOVES.items()
        for move, after in moves.items()
        if after is Status.AGREED and status is not Status.AGREED
    }
    assert into_agreed == {Move.AGREE}


def test_she_can_change_her_mind_after_a_no(session: Session, cast: Cast) -> None:
    referral = proposed(session, cast)
    actions.decline(session, referral, "", site=SITE, now=NOON)
    assert referral.closed_at == NOON
    actions.discuss(session, referral, "Finalement oui", site=SITE, now=NOON)
    assert (referral.status, referral.closed_at) == (Status.DISCUSSED, None)
    actions.agree(session, referral, 1, site=SITE, now=NOON)
    assert referral.status is Status.SENT


def test_of_an_agreement_and_a_stop_at_once_one_is_done(
    session: Session, cast: Cast, engine: Engine
) -> None:
    referral = proposed(session, cast)
    at_once, done = Barrier(2), list[str]()

    def agree(own: Session, held: Referral) -> None:
        actions.agree(own, held, 1, site=SITE, now=NOON)

    def drop(own: Session, held: Referral) -> None:
        service.drop(own, held, own.get_one(Adviser, cast.claire.id), "Non", now=NOON)

    def act(name: str, deed: Callable[[Session, Referral], None]) -> None:
        at_once.wait()
        with suppress(Conflict):
            with writing(engine) as own:
                deed(own, own.get_one(Referral, referral.id))
            done.append(name)

    threads = [Thread(target=act, args=one) for one in (("agree", agree), ("drop", drop))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 1
    left = session.exec(select(Letter).where(Letter.recipient == MAILBOX)).all()
    assert len(left) == done.count("agree")
    assert referral.id == as_it_stands(session, referral).id
    assert referral.status is (Status.SENT if left else Status.DROPPED)
