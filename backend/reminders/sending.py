"""Sends a batch: each delivery in its person's words, by its own way, many at once."""

import logging
from asyncio import gather, get_running_loop
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from backend.messaging.mail import Mail, MailGateway
from backend.messaging.outcome import Outcome, Result
from backend.messaging.push import Browser, Button, Notification, PushGateway, Urgency
from backend.messaging.sms import Sms, SmsGateway
from backend.reminders.leases import LEASE, Dispatch
from backend.reminders.models import Channel, Kind
from backend.reminders.results import Answer
from backend.reminders.words import buttons_for, gettext_in, mail_text, words_for
from backend.settings import Settings
from backend.web.language import known

logger = logging.getLogger(__name__)

SETTINGS_PAGE = "/reglages/rappels"
LAST_START = (LEASE - timedelta(seconds=20)).total_seconds()  # a sending takes 15 s at most
NEAR = timedelta(hours=24)


class Ways:
    """The three gateways, open: one connection serves many messages."""

    def __init__(self, settings: Settings) -> None:
        self._site = settings.public_url.rstrip("/")
        self.push = PushGateway(settings)
        self.mail = MailGateway(settings)
        self.sms = SmsGateway(settings)

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            for gateway in (self.push, self.mail, self.sms):
                await stack.enter_async_context(gateway)
            self._open = stack.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._open.aclose()

    async def send_all(
        self, dispatches: Sequence[Dispatch], *, clock: Callable[[], datetime]
    ) -> list[Answer]:
        """None is begun so late that its lease could end before its answer is written down."""
        deadline = get_running_loop().time() + LAST_START
        results = await gather(
            *(self._in_turn(dispatch, clock, deadline) for dispatch in dispatches),
            return_exceptions=True,
        )
        return list(zip(dispatches, map(_checked, results), strict=True))

    async def _in_turn(
        self, dispatch: Dispatch, clock: Callable[[], datetime], deadline: float
    ) -> Result | None:
        turns = {Channel.EMAIL: self.mail.turns, Channel.SMS: self.sms.turns}
        async with turns.get(dispatch.channel, self.push.turns):
            if get_running_loop().time() > deadline:
                return None
            return await self._send(dispatch, now=clock())

    async def _send(self, dispatch: Dispatch, *, now: datetime) -> Result:
        match dispatch.channel, dispatch.to:
            case Channel.PUSH, Browser() as browser:
                return await self.push.send(browser, self.notification(dispatch, now=now))
            case Channel.EMAIL, str():
                return await self.mail.send(self.letter(dispatch, now=now))
            case Channel.SMS, str():
                return await self.sms.send(self.short_message(dispatch, now=now))
        return Result(Outcome.FAILED, reason="no such way")

    def notification(self, dispatch: Dispatch, *, now: datetime) -> Notification:
        language = known(dispatch.language)
        gettext = gettext_in(language)
        words = words_for(dispatch.kind, days=_days_left(dispatch, now), gettext=gettext)
        return Notification(
            title=words.title,
            body=words.body,
            language=language,
            link=self._link(dispatch),
            buttons=tuple(Button(*one) for one in buttons_for(dispatch.kind, gettext=gettext)),
            tag=_name(dispatch),
            topic=f"{dispatch.subject}:{dispatch.subject_id}:{dispatch.target}",
            life=dispatch.stale_at - now,
            urgency=Urgency.HIGH if _is_pressing(dispatch, now) else Urgency.NORMAL,
        )

    def letter(self, dispatch: Dispatch, *, now: datetime) -> Mail:
        language = known(dispatch.language)
        gettext = gettext_in(language)
        words = words_for(dispatch.kind, days=_days_left(dispatch, now), gettext=gettext)
        settings_link = self._site + SETTINGS_PAGE
        return Mail(
            to=str(dispatch.to),
            subject=words.title,
            text=mail_text(
                words, link=self._link(dispatch), settings_link=settings_link, gettext=gettext
            ),
            language=language,
            name=self.push.topic(f"{_name(dispatch)}:{dispatch.target}"),
            settings_link=settings_link,
        )

    def short_message(self, dispatch: Dispatch, *, now: datetime) -> Sms:
        gettext = gettext_in(known(dispatch.language))
        words = words_for(dispatch.kind, days=_days_left(dispatch, now), gettext=gettext)
        return Sms(to=str(dispatch.to), text=words.body, link=self._link(dispatch))

    def _link(self, dispatch: Dispatch) -> str:
        return f"{self._site}{dispatch.path}"


def _name(dispatch: Dispatch) -> str:
    """Of one reminder, whatever way it takes."""
    subject = f"{dispatch.subject}-{dispatch.subject_id}"
    return f"{dispatch.kind}-{subject}-{dispatch.occasion}"


def _is_pressing(dispatch: Dispatch, now: datetime) -> bool:
    """Worth waking the phone for."""
    if dispatch.kind not in {Kind.DAY, Kind.MOVED} or dispatch.happens_at is None:
        return False
    return dispatch.happens_at - now < NEAR


def _days_left(dispatch: Dispatch, now: datetime) -> int | None:
    """From today to the day it recalls, where she lives; None when there is no such day."""
    if dispatch.happens_at is None:
        return None
    there = dispatch.happens_at.astimezone(dispatch.zone).date()
    return (there - now.astimezone(dispatch.zone).date()).days


def _checked(result: Result | BaseException | None) -> Result | None:
    """A fault of ours on one delivery must not make the worker send the others for ever."""
    if isinstance(result, Exception):
        logger.error("a delivery could not be sent", exc_info=result)
        return Result(Outcome.FAILED, reason=f"fault: {type(result).__name__}")
    if isinstance(result, BaseException):
        raise result
    return result
