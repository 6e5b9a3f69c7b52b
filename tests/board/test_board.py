"""The territory's board: counts, delays, shares; for its team alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session

from backend.board.queries import board_of
from backend.claims.actions import ClaimFacts, contest, open_claim, rate
from backend.claims.models import Claim
from backend.claims.passing import pass_time
from backend.claims.service import answer
from backend.claims.states import Kind, Outcome
from backend.people.models import Adviser
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.visitor import Page

SITE = "https://parcours.test"
DAY = timedelta(days=1)
PAGES = ("", "/droits", "/droits/no_news", "/contacts", "/contacts/cnil", "/continuite", "/modeles")


def claim(session: Session, cast: Cast, kind: Kind = Kind.NO_NEWS, *, days_ago: int = 0) -> Claim:
    facts = ClaimFacts(kind=kind, words="Bonjour")
    return open_claim(session, cast.amina, facts, site=SITE, now=NOON - days_ago * DAY)


def answered(session: Session, cast: Cast, *, after: int, helped: bool | None = None) -> Claim:
    opened = claim(session, cast, days_ago=after)
    answer(session, opened, cast.claire, Outcome.ACCEPTED, "Oui", site=SITE, now=NOON)
    if helped is not None:
        rate(session, opened, helped=helped, words="", now=NOON)
    return opened


@pytest.mark.parametrize("path", PAGES)
def test_only_the_team_sees_it(cast: Cast, boss: Adviser, signed_in: SignIn, path: str) -> None:
    signed_in(cast.claire).visits(f"/pro/territoire{path}", status=404)
    assert signed_in(boss).visits(f"/pro/territoire{path}").status == 200


def test_what_waits_is_counted_by_kind(session: Session, cast: Cast) -> None:
    claim(session, cast)
    claim(session, cast, days_ago=20)
    claim(session, cast, Kind.REDUCED_HOURS)
    pass_time(session, now=NOON)
    board = board_of(session, cast.tarn, now=NOON)
    assert (board.whole.open, board.whole.late, board.whole.escalated) == (3, 1, 1)
    assert [(one.kind, one.open) for one in board.kinds] == [
        (Kind.REDUCED_HOURS, 1),
        (Kind.NO_NEWS, 2),
    ]
    assert board_of(session, cast.guyane, now=NOON).whole.open == 0


def test_half_of_the_answers_come_within(session: Session, cast: Cast) -> None:
    for days in (1, 3, 20):
        answered(session, cast, after=days)
    board = board_of(session, cast.tarn, now=NOON)
    assert (board.whole.answered, board.whole.median_days) == (3, 3)
    assert board_of(session, cast.tarn, now=NOON + 91 * DAY).whole.answered == 0


def test_an_appeal_is_counted_from_its_own_day(session: Session, cast: Cast) -> None:
    opened = claim(session, cast, days_ago=30)
    before = NOON - 20 * DAY
    answer(session, opened, cast.claire, Outcome.REFUSED, "Non", site=SITE, now=before)
    contest(session, opened, "Si", site=SITE, now=NOON - 4 * DAY)
    assert board_of(session, cast.tarn, now=NOON).whole.contested == 1
    answer(session, opened, cast.claire, Outcome.ACCEPTED, "Oui", site=SITE, now=NOON)
    assert board_of(session, cast.tarn, now=NOON).whole.median_days == 4


def test_whether_it_helped_is_said_from_five_answers_on(session: Session, cast: Cast) -> None:
    for helped in (True, True, True, False):
        answered(session, cast, after=1, helped=helped)
    assert board_of(session, cast.tarn, now=NOON).whole.helped_share is None
    answered(session, cast, after=1, helped=False)
    whole = board_of(session, cast.tarn, now=NOON).whole
    assert (whole.helped_share, whole.helped, whole.said) == (60, 3, 5)


def test_decisions_by_silence_are_counted_for_thirty_days(session: Session, cast: Cast) -> None:
    claim(session, cast)
    at = NOON + 62 * DAY
    pass_time(session, now=at)
    assert board_of(session, cast.tarn, now=at).implied == 1
    assert board_of(session, cast.tarn, now=at + 31 * DAY).implied == 0


def test_the_page_shows_it_at_the_same_cost_for_many(
    session: Session, cast: Cast, boss: Adviser, signed_in: SignIn
) -> None:
    rosa = signed_in(boss)
    empty = cost(lambda: rosa.visits("/pro/territoire"))
    for _ in range(5):
        answered(session, cast, after=2, helped=True)
        claim(session, cast, days_ago=30)
    pass_time(session, now=NOON)
    session.commit()
    page = rosa.visits("/pro/territoire")
    for told in ("100\u00a0% (5 sur 5)", "Amina Benali", "Au-delà du délai promis", "Tarn"):
        assert told.replace("\u00a0", " ") in page.text.replace("\u00a0", " "), told
    assert cost(lambda: rosa.visits("/pro/territoire")) == empty
    assert "/pro/territoire" in rosa.visits("/pro").links()
    assert "/pro/territoire" not in signed_in(cast.claire).visits("/pro").links()


def cost(visit: Callable[[], Page]) -> int:
    statements: list[str] = []

    def note(*args: object) -> None:
        statements.append(str(args[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        visit()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len([one for one in statements if one.startswith("SELECT")])
