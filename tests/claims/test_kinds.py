"""The table of kinds, the law it leans on, and the moves of a claim, each complete."""

import re
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlmodel import Session

from backend.claims.actions import ClaimFacts, open_claim
from backend.claims.clocks import Delay
from backend.claims.entries import CLOCK, HERSELF, By, add, by
from backend.claims.kinds import TABLE, KindRule, Right
from backend.claims.queries import thread_of
from backend.claims.receipts import APPEALS
from backend.claims.states import (
    ALLOWED_MOVES,
    OPEN,
    Appeal,
    Kind,
    Move,
    MoveRefused,
    Silence,
    Status,
)
from backend.claims.words import MOVES, OUTCOMES, STATUSES
from backend.law.articles import ARTICLES, CODES
from backend.law.mentions import SENTENCES, UNNAMED, Mention
from backend.law.models import Body
from tests.cast import Cast
from tests.conftest import NOON

ICONS = Path(__file__).parent.parent.parent / "node_modules" / "lucide-static" / "icons"
FILLED = {"due_on", "received_on", "appeal_until", "until", "notice_on", "notice_until"}
FILLED |= {"missing", "service", *Body}


def test_every_kind_has_its_rules() -> None:
    assert set(TABLE) == set(Kind)
    of_rights = [kind for right in Right for kind, rule in TABLE.items() if rule.right is right]
    assert sorted(of_rights) == sorted(Kind)


@pytest.mark.parametrize("rule", TABLE.values(), ids=list(TABLE))
def test_a_kind_leans_on_articles_that_are_in_the_table(rule: KindRule) -> None:
    assert rule.basis
    assert {*rule.basis, rule.article} <= set(ARTICLES)


@pytest.mark.parametrize("rule", TABLE.values(), ids=list(TABLE))
def test_a_kind_says_everything_and_has_a_drawing(rule: KindRule) -> None:
    assert all((rule.title, rule.guidance, rule.next, rule.asks))
    assert (ICONS / f"{rule.icon}.svg").is_file()


@pytest.mark.parametrize("rule", TABLE.values(), ids=list(TABLE))
def test_what_the_service_promises_comes_before_the_legal_date(rule: KindRule) -> None:
    assert Delay.read(str(rule.delay)) == rule.delay
    assert rule.answer_days > 0
    assert NOON.date() + timedelta(days=rule.answer_days) < rule.delay.after(NOON.date())


def test_titles_and_drawings_tell_kinds_apart() -> None:
    assert len({rule.title for rule in TABLE.values()}) == len(Kind)
    assert len({rule.icon for rule in TABLE.values()}) == len(Kind)


def test_no_two_articles_have_one_place_on_the_page_of_texts() -> None:
    assert len({article.anchor for article in ARTICLES.values()}) == len(ARTICLES)
    assert {article.code for article in ARTICLES.values()} <= set(CODES)


def test_every_mention_has_a_sentence_that_a_receipt_can_fill() -> None:
    assert set(SENTENCES) == set(Mention)
    assert set(UNNAMED) == set(Body)
    for sentence in SENTENCES.values():
        assert set(re.findall(r"%\((\w+)\)s", sentence.words)) <= FILLED
        assert set(sentence.articles) <= set(ARTICLES)


def test_every_silence_and_every_appeal_is_mentioned() -> None:
    assert {Mention(silence.value) for silence in Silence} <= set(Mention)
    assert set(APPEALS) == set(Appeal)


def test_everything_that_happens_has_a_name() -> None:
    assert set(MOVES) == set(Move)
    assert set(STATUSES) == set(Status)
    assert OUTCOMES


# Moves


def test_every_status_has_its_moves() -> None:
    assert set(ALLOWED_MOVES) == set(Status)
    assert all(after in Status for moves in ALLOWED_MOVES.values() for after in moves.values())


def reachable(start: Status) -> set[Status]:
    found, new = {start}, {start}
    while new:
        new = {after for status in new for after in ALLOWED_MOVES[status].values()} - found
        found |= new
    return found


@pytest.mark.parametrize("status", list(Status))
def test_no_status_is_a_trap(status: Status) -> None:
    assert Status.CLOSED in reachable(status)
    assert Status.ANSWERED in reachable(status)  # even closed: it can be contested in time


def test_every_status_comes_out_of_the_first() -> None:
    assert reachable(Status.RECEIVED) == set(Status)


def test_while_an_answer_is_awaited_it_can_be_given_and_the_claim_taken_back() -> None:
    for status in OPEN:
        assert {Move.ANSWER, Move.WITHDRAW, Move.SAY} <= set(ALLOWED_MOVES[status])
    for status in set(Status) - OPEN:
        assert not {Move.ANSWER, Move.ESCALATE, Move.IMPLY} & set(ALLOWED_MOVES[status])


def test_whoever_may_ask_why_may_be_told() -> None:
    for moves in ALLOWED_MOVES.values():
        if Move.ASK_REASONS in moves:
            assert Move.GIVE_REASONS in ALLOWED_MOVES[moves[Move.ASK_REASONS]]


def test_the_clock_stands_still_while_something_is_missing() -> None:
    assert not {Move.ESCALATE, Move.IMPLY} & set(ALLOWED_MOVES[Status.INCOMPLETE])


def writer_of(move: Move, cast: Cast) -> By:
    if move in {Move.ESCALATE, Move.IMPLY, Move.RESUME, Move.CLOSE}:
        return CLOCK
    if move in {Move.COMPLETE, Move.ASK_REASONS, Move.CONTEST, Move.RATE, Move.WITHDRAW}:
        return HERSELF
    return by(cast.claire)


@pytest.mark.parametrize("seed", range(4))
def test_on_any_path_an_open_claim_is_one_that_waits(
    session: Session, cast: Cast, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311 (a walk, no secret)
    facts = ClaimFacts(kind=Kind.NO_NEWS, words="Plus de nouvelles.")
    claim = open_claim(session, cast.amina, facts, site="", now=NOON)
    made = [Move.RECEIVE]
    for step in range(60):
        move = chance.choice(list(Move))
        expected = ALLOWED_MOVES[claim.status].get(move)
        now = NOON + timedelta(hours=step)
        if expected is None and move is not Move.RECEIVE:
            with pytest.raises(MoveRefused):
                add(session, claim, move, writer_of(move, cast), now=now)
        elif expected is not None:
            add(session, claim, move, writer_of(move, cast), now=now)
            made.append(move)
            assert claim.status is expected
        assert claim.is_open == (claim.status in OPEN)
    session.commit()
    assert [entry.move for entry, _ in thread_of(session, claim)] == made
