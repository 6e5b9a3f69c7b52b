"""Sends the letters that wait: leased, sent outside any transaction, then written down."""

from asyncio import gather, to_thread
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Engine

from backend.database import writing
from backend.messaging.letters import claim_letters, mail_of, record_letters
from backend.messaging.mail import MailGateway
from backend.messaging.models import Letter
from backend.messaging.outcome import Outcome, Result

Answer = tuple[Letter, Result]


async def post_letters(
    engine: Engine,
    gateway: MailGateway,
    *,
    clock: Callable[[], datetime],
    is_stopping: Callable[[], bool],
) -> int:
    """Until none is due; says how many left."""
    sent = 0
    letters = await to_thread(_claimed, engine, clock())
    while letters:
        answers = list(await gather(*(_send(gateway, letter) for letter in letters)))
        sent += sum(result.outcome is Outcome.DELIVERED for _, result in answers)
        await to_thread(_note, engine, answers, clock())
        letters = [] if is_stopping() else await to_thread(_claimed, engine, clock())
    return sent


def _claimed(engine: Engine, now: datetime) -> Sequence[Letter]:
    with writing(engine) as session:
        return claim_letters(session, now=now)


def _note(engine: Engine, answers: Sequence[Answer], now: datetime) -> None:
    with writing(engine) as session:
        record_letters(session, answers, now=now)


async def _send(gateway: MailGateway, letter: Letter) -> Answer:
    async with gateway.turns:
        return letter, await gateway.send(mail_of(letter))
