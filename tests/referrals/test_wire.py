"""On the wire: whatever is done in whatever order, nothing about her leaves before she agreed to
exactly that text, for exactly that address."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from backend.catalogue.editions import write_now
from backend.catalogue.models import Offer
from backend.conflict import Conflict
from backend.messaging.mail import MailGateway
from backend.messaging.post import post_letters
from backend.referrals import actions, answering, sending, service
from backend.referrals.answering import ANSWERS, Answer
from backend.referrals.entries import HERSELF
from backend.referrals.models import Detail, Referral, Way
from backend.referrals.passing import forget_bodies, lapse
from backend.referrals.preparing import Ticked
from backend.referrals.words import HIDDEN, letter_of
from backend.settings import Settings
from tests.cast import Cast
from tests.conftest import NOON
from tests.doubles.mail import MailServer
from tests.referrals.asking import REASON, SITE, proposed, sheet, solution

LINK = f"{SITE}/reponse/"
MOVES = 30
COLLEAGUES = {"claire@example.org"}


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@dataclass
class Life:
    """What is done to one request, at random; what she read and agreed to is remembered."""

    session: Session
    cast: Cast
    referral: Referral
    offer: Offer
    chance: Random
    now: datetime = NOON
    read: tuple[int, str, str] = (0, "", "")
    agreed: set[tuple[str, str]] = field(default_factory=set)
    calls: int = 0

    def act(self) -> None:
        try:
            self.chance.choice(self.acts)()
            self.session.commit()
        except Conflict:
            self.session.rollback()

    @property
    def acts(self) -> list[Callable[[], None]]:
        return [
            self.opens, self.opens, self.agrees, self.agrees, self.agrees_unseen, self.ticks,
            self.declines, self.discusses, self.says, self.withdraws, self.revises, self.drops,
            self.calls_them, self.chases, self.is_answered, self.starts, self.waits, self.changes,
            self.is_found_elsewhere, self.proposes,
        ]  # fmt: skip

    def opens(self) -> None:
        shown = letter_of(self.referral.text, LINK + HIDDEN)
        self.read = (self.referral.version, shown, self.referral.recipient)

    def agrees(self) -> None:
        version, words, recipient = self.read
        actions.agree(self.session, self.referral, version, site=SITE, now=self.now)
        self.agreed.add((recipient, words))

    def agrees_unseen(self) -> None:
        """A page of long ago, or made up: only the version that stands may pass."""
        version = self.chance.randint(0, self.referral.version - 1)
        actions.agree(self.session, self.referral, version, site=SITE, now=self.now)
        raise AssertionError("an older text was agreed to")

    def ticks(self) -> None:
        details = frozenset(one for one in Detail if self.chance.random() < 0.5)
        ticked = Ticked(details=details, birth_date=NOON.date(), commune="Albi")
        actions.tick(self.session, self.referral, self.referral.version, ticked, now=self.now)

    def declines(self) -> None:
        actions.decline(self.session, self.referral, "", site=SITE, now=self.now)

    def discusses(self) -> None:
        actions.discuss(self.session, self.referral, "Pourquoi ?", site=SITE, now=self.now)

    def says(self) -> None:
        actions.say(self.session, self.referral, "Bonjour", site=SITE, now=self.now)

    def withdraws(self) -> None:
        _, words = sending.withdrawal_of(self.session, self.referral)
        actions.withdraw(self.session, self.referral, site=SITE, now=self.now)
        self.agreed |= {(to, words) for to, _ in self.agreed}  # shown before she does it

    def revises(self) -> None:
        words = f"Version {self.chance.random()}"
        way = self.chance.choice([Way.EMAIL, Way.EMAIL, Way.PHONE])
        draft = service.Draft(reason=REASON, message=words, way=way)
        service.revise(self.session, self.referral, self.cast.claire, draft, now=self.now)

    def drops(self) -> None:
        if self.chance.random() < 0.3:
            service.drop(self.session, self.referral, self.cast.claire, "Non", now=self.now)

    def calls_them(self) -> None:
        sending.note_call(self.session, self.referral, HERSELF, now=self.now)
        assert self.agreed, "somebody called before she agreed"

    def chases(self) -> None:
        service.chase(self.session, self.referral, self.cast.claire, site=SITE, now=self.now)

    def is_answered(self) -> None:
        told = Answer(move=self.chance.choice(ANSWERS))
        answering.record_answer(self.session, self.referral, HERSELF, told, now=self.now)

    def starts(self) -> None:
        service.start(self.session, self.referral, self.cast.claire, self.now.date(), now=self.now)

    def waits(self) -> None:
        self.now += timedelta(days=self.chance.choice([1, 10, 20]))
        lapse(self.session, now=self.now)
        forget_bodies(self.session, now=self.now)

    def changes(self) -> None:
        self.cast.amina.phone = f"+336120000{self.chance.randint(10, 99)}"
        self.session.add(self.cast.amina)

    def is_found_elsewhere(self) -> None:
        to = f"accueil{self.chance.randint(1, 9)}@garage.example"
        write_now(self.session, self.offer, sheet("Garage solidaire", email=to))

    def proposes(self) -> None:
        """Another one, once this one is over."""
        draft = service.Draft(reason=REASON, message="Encore")
        person, claire = self.cast.amina, self.cast.claire
        other = service.propose(self.session, person, claire, self.offer, draft, now=self.now)
        self.session.commit()
        self.referral, self.read = other, (0, "", "")


def shown(text: str) -> str:
    """As her page shows it: the secret of the link left out."""
    before, link, after = text.partition(LINK)
    return before + link + HIDDEN + after[after.index("\n") :] if link else text


@pytest.mark.parametrize("seed", range(5))
def test_nothing_leaves_that_she_did_not_read_and_agree_to(
    session: Session,
    cast: Cast,
    engine: Engine,
    settings: Settings,
    server: MailServer,
    seed: int,
) -> None:
    offer = solution(session)
    life = Life(session, cast, proposed(session, cast, offer), offer, Random(seed))  # noqa: S311
    mailed = replace(settings, smtp_url=f"smtp://{server.host}:{server.port}")
    for _ in range(MOVES):
        life.act()
        if life.chance.random() < 0.5:
            asyncio.run(post(engine, mailed, life.now))
            check(server, life)
    asyncio.run(post(engine, mailed, life.now + timedelta(hours=1)))
    check(server, life)
    assert server.messages, "nothing was tried"


async def post(engine: Engine, settings: Settings, now: datetime) -> None:
    async with MailGateway(settings) as gateway:
        await post_letters(engine, gateway, clock=lambda: now, is_stopping=lambda: False)


def check(server: MailServer, life: Life) -> None:
    for mail in server.messages:
        [to] = mail.recipients
        if to in COLLEAGUES:
            assert "Amina" not in mail.text
        else:
            assert (to, shown(mail.text)) in life.agreed
        assert "Amina" not in str(mail.message["Subject"])
