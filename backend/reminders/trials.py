"""A test notification, sent to all her browsers at once."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from limits import RateLimitItemPerHour
from sqlmodel import Session

from backend.messaging import actions, queries
from backend.messaging.models import Subscription
from backend.messaging.outcome import Outcome, Result
from backend.messaging.push import Browser, Notification, PushGateway, Urgency
from backend.people import rate
from backend.people.models import Person
from backend.reminders.sending import SETTINGS_PAGE
from backend.reminders.words import TEST, gettext_in
from backend.settings import Settings
from backend.web.errors import TooManyTries
from backend.web.language import known
from backend.web.security import secret_key

LIFE = timedelta(minutes=5)  # a test that comes later would only puzzle her
OFTEN_ENOUGH = RateLimitItemPerHour(10, namespace="reminder-test")

Answer = tuple[Subscription, Result]


def begin(
    session: Session, person: Person, *, settings: Settings, now: datetime
) -> Sequence[Subscription]:
    """The browsers to try. Counted: the caller commits, then sends outside any transaction."""
    hits = [(OFTEN_ENOUGH, str(person.id))]
    wait = rate.wait_before(session, hits, key=secret_key(settings), now=now)
    if wait is not None:
        session.commit()
        raise TooManyTries(rate.minutes(wait))
    return queries.browsers_of(session, person)


async def send(
    browsers: Sequence[Subscription], *, settings: Settings, language: str
) -> list[Answer]:
    async with PushGateway(settings) as push:
        results = await asyncio.gather(
            *(
                push.send(
                    Browser(browser.endpoint, browser.p256dh, browser.auth),
                    _notification(browser, settings=settings, language=language),
                )
                for browser in browsers
            )
        )
    return list(zip(browsers, results, strict=True))


def _notification(browser: Subscription, *, settings: Settings, language: str) -> Notification:
    language = known(language)
    gettext = gettext_in(language)
    return Notification(
        title=gettext(TEST.title),
        body=gettext(TEST.body),
        language=language,
        link=settings.public_url.rstrip("/") + SETTINGS_PAGE,
        tag="test",
        topic=f"test:{browser.id}",
        life=LIFE,
        urgency=Urgency.HIGH,
    )


def note(session: Session, answers: Sequence[Answer], *, now: datetime) -> bool:
    """Whether one of them at least was reached; those that are gone are forgotten."""
    actions.forget(session, [browser for browser, result in answers if _is(result, Outcome.GONE)])
    reached = [browser for browser, result in answers if _is(result, Outcome.DELIVERED)]
    for browser in reached:
        browser.reached_at = now
        session.add(browser)
    return bool(reached)


def _is(result: Result, outcome: Outcome) -> bool:
    return result.outcome is outcome
