"""The computers that asked us to wait or do not accept us: one is left alone, the others go on."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from backend.messaging.outcome import Outcome, Result
from backend.reminders.leases import Dispatch
from backend.reminders.results import Answer, pause

logger = logging.getLogger(__name__)

STOP = timedelta(hours=1)
SUSPICIOUS = 3  # people refused in a row: the fault is ours, not that of one odd browser


class Origins:
    """What this worker remembers of them between two batches."""

    def __init__(self) -> None:
        self.pauses: dict[str, datetime] = {}
        self._refused: dict[str, set[int]] = {}

    def learn(self, answers: Iterable[Answer], *, now: datetime) -> dict[str, datetime]:
        """The pauses that these answers begin."""
        begun: dict[str, datetime] = {}
        for dispatch, result in answers:
            until = self._until(dispatch, result, now=now) if result else None
            if until is not None:
                begun[dispatch.origin] = max(until, begun.get(dispatch.origin, until))
        self.pauses |= begun
        return begun

    def _until(self, dispatch: Dispatch, result: Result, *, now: datetime) -> datetime | None:
        match result.outcome:
            case Outcome.DELIVERED:
                self._refused.pop(dispatch.origin, None)
            case Outcome.SLOW_DOWN:
                return now + pause(dispatch, result)
            case Outcome.REFUSED if self._is_refused(dispatch, result):
                return now + STOP
        return None

    def _is_refused(self, dispatch: Dispatch, result: Result) -> bool:
        """One person's browser may have subscribed with another key; several people's have not."""
        people = self._refused.setdefault(dispatch.origin, set())
        if not people:
            logger.error("%s refuses us (%s): check our keys there", dispatch.origin, result.reason)
        people.add(dispatch.person_id)
        if len(people) == SUSPICIOUS:
            logger.error("nothing more is sent to %s for %s", dispatch.origin, STOP)
        return len(people) >= SUSPICIOUS
