"""Does what is due because time passed: plans, sends, writes down, tries another way."""

import asyncio
import logging
import signal
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Protocol, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session

from backend import clock
from backend.database import writing
from backend.messaging.letters import give_up_without_server
from backend.messaging.post import post_letters
from backend.reminders import actions
from backend.reminders.leases import Claim, claim_batch
from backend.reminders.models import State
from backend.reminders.origins import Origins
from backend.reminders.results import Answer, record
from backend.reminders.sending import Ways
from backend.reminders.topics.every import TOPICS
from backend.reminders.topics.topic import Topic
from backend.settings import Settings

logger = logging.getLogger(__name__)

BATCH = 96  # what a worker that is killed may have sent without having written it down
PERIOD = 20  # seconds between two looks
TIDYING = timedelta(hours=1)
LONGEST_STOP = 30  # seconds left to a batch under way when the server stops

Done = TypeVar("Done")


class Chore(Protocol):
    """What a domain does because time passed; each in a transaction of its own."""

    def __call__(self, session: Session, *, now: datetime) -> object: ...


class Errand(Protocol):
    """What takes minutes and asks other computers: it keeps nobody's reminder waiting, so it goes
    beside them, in transactions of its own."""

    def __call__(
        self,
        engine: Engine,
        settings: Settings,
        *,
        now: datetime,
        is_stopping: Callable[[], bool],
    ) -> object: ...


@dataclass
class Summary:
    planned: int = 0
    by_other_ways: int = 0
    letters: int = 0
    settled: Counter[State] = field(default_factory=Counter)

    def __bool__(self) -> bool:
        return bool(self.planned or self.settled or self.letters)

    def __str__(self) -> str:
        if not self:
            return "nothing was due"
        states = ", ".join(f"{count} {state}" for state, count in sorted(self.settled.items()))
        planned = f"{self.planned} planned, {self.by_other_ways} by another way"
        letters = f", {self.letters} letters" if self.letters else ""
        return f"{states or 'nothing sent'} ({planned}){letters}"


@dataclass
class Worker:
    engine: Engine
    settings: Settings
    ways: Ways
    now: Callable[[], datetime]
    is_stopping: Callable[[], bool] = field(default=lambda: False)
    origins: Origins = field(default_factory=Origins)
    chores: Sequence[Chore] = (actions.tidy,)
    errands: Sequence[Errand] = ()
    tidy_at: datetime | None = None  # at once, the first time
    errands_at: datetime | None = None

    async def do_what_is_due(self) -> Summary:
        summary = Summary(planned=await asyncio.to_thread(self._plan))
        summary.settled += await self._send()
        while not self.is_stopping() and (found := await asyncio.to_thread(self._fall_back)):
            summary.by_other_ways += found
            summary.settled += await self._send()
        summary.letters = await self._post()
        return summary

    async def _post(self) -> int:
        if self.is_stopping():
            return 0
        if self.settings.smtp_url:
            return await post_letters(
                self.engine, self.ways.mail, clock=self.now, is_stopping=self.is_stopping
            )
        await asyncio.to_thread(self._give_up_letters)
        return 0

    def _give_up_letters(self) -> None:
        with writing(self.engine) as session:
            give_up_without_server(session, now=self.now())

    def tidy(self) -> None:
        now = self.now()
        self.tidy_at = now + TIDYING
        for chore in self.chores:
            with writing(self.engine) as session:
                chore(session, now=now)

    def run_errands(self) -> None:
        now = self.now()
        self.errands_at = now + TIDYING
        for errand in self.errands:
            errand(self.engine, self.settings, now=now, is_stopping=self.is_stopping)

    def _plan(self) -> int:
        channels, planned = actions.channels_of(self.settings), 0
        for look in actions.looks(self.now()):
            after, is_first = None, True
            while is_first or after is not None:
                is_first = False
                with writing(self.engine) as session:
                    added, after = actions.plan(session, look, channels=channels, after=after)
                planned += added
        return planned

    def _fall_back(self) -> int:
        return sum(map(self._fall_back_about, TOPICS.values()))

    def _fall_back_about(self, topic: Topic) -> int:
        channels, found, after = actions.channels_of(self.settings), 0, 0
        while after is not None:
            with writing(self.engine) as session:
                added, after = actions.fall_back(
                    session, topic, now=self.now(), channels=channels, after=after
                )
            found += added
        return found

    async def _send(self) -> Counter[State]:
        settled: Counter[State] = Counter()
        claim = await asyncio.to_thread(self._record_and_claim, [], settled)
        while claim:
            answers = await self.ways.send_all(claim.dispatches, clock=self.now)
            claim = await asyncio.to_thread(self._record_and_claim, answers, settled)
        return settled

    def _record_and_claim(self, answers: list[Answer], settled: Counter[State]) -> Claim:
        """One transaction: what the last batch gave, and the next batch."""
        now = self.now()
        begun = self.origins.learn(answers, now=now)
        with writing(self.engine) as session:
            states = record(session, answers, now=now, pauses=begun)
            claim = self._claim(session, now)
        settled += states
        settled += {state: len(ids) for (state, _), ids in claim.settled.items()}
        return claim

    def _claim(self, session: Session, now: datetime) -> Claim:
        if self.is_stopping():
            return Claim()
        return claim_batch(session, now=now, size=BATCH, pauses=self.origins.pauses)


async def work_once(
    engine: Engine,
    settings: Settings,
    *,
    now: datetime | None = None,
    chores: Sequence[Chore] = (),
    errands: Sequence[Errand] = (),
) -> Summary:
    """Until nothing is due; at that moment, when one is given. What it tells comes after chores."""
    async with Ways(settings) as ways:
        worker = Worker(
            engine, settings, ways, lambda: now or _now(), chores=chores, errands=errands
        )
        await asyncio.to_thread(worker.tidy)
        await asyncio.to_thread(worker.run_errands)
        return await worker.do_what_is_due()


async def work(
    engine: Engine,
    settings: Settings,
    stop: asyncio.Event,
    *,
    chores: Sequence[Chore] = (actions.tidy,),
    errands: Sequence[Errand] = (),
) -> None:
    """Until told to stop: the batch under way is then finished and written down."""
    async with Ways(settings) as ways:
        worker = Worker(
            engine, settings, ways, _now, is_stopping=stop.is_set, chores=chores, errands=errands
        )
        beside = asyncio.create_task(_run_errands(worker, stop))
        while not stop.is_set():
            try:
                await _round(worker)
            except Exception:  # whatever it is, the next round must come
                logger.exception("the reminders could not be looked after")
            await _sleep(stop)
        await beside


async def _run_errands(worker: Worker, stop: asyncio.Event) -> None:
    while not stop.is_set():
        if worker.errands_at is None or worker.now() >= worker.errands_at:
            try:
                await asyncio.to_thread(worker.run_errands)
            except Exception:  # whatever it is, the next hour must come
                logger.exception("an errand failed")
        await _sleep(stop)


async def _round(worker: Worker) -> None:
    summary = await worker.do_what_is_due()
    if summary:
        logger.info("%s", summary)
    if worker.tidy_at is None or worker.now() >= worker.tidy_at:
        await asyncio.to_thread(worker.tidy)


def _now() -> datetime:
    return clock.now()


async def _sleep(stop: asyncio.Event) -> None:
    """Several workers do not all look at the same moment."""
    period = PERIOD * SystemRandom().uniform(0.8, 1.2)
    try:
        await asyncio.wait_for(stop.wait(), period)
    except TimeoutError:
        return


async def work_in_foreground(
    engine: Engine,
    settings: Settings,
    *,
    chores: Sequence[Chore] = (actions.tidy,),
    errands: Sequence[Errand] = (),
) -> None:
    """As a process of its own: a signal lets it finish its batch, so that nothing goes twice."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await work(engine, settings, stop, chores=chores, errands=errands)


def start_in_background(
    engine: Engine,
    settings: Settings,
    *,
    chores: Sequence[Chore] = (actions.tidy,),
    errands: Sequence[Errand] = (),
) -> Callable[[], None]:
    """Works beside the server, in a thread and a loop of its own; gives what stops it."""
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(work(engine, settings, stop, chores=chores, errands=errands))

    thread = threading.Thread(target=run, name="reminders", daemon=True)
    thread.start()

    def stop_it() -> None:
        with suppress(RuntimeError):  # its loop has ended already
            loop.call_soon_threadsafe(stop.set)
        thread.join(LONGEST_STOP)

    return stop_it
