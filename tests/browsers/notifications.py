"""Push messages and what Chromium shows for them, without a push service.

deliver_push(page, {"title": "Rappel", …})
assert notifications(page)[0]["title"] == "Rappel"
assert click_notification(page) == [f"{address}/rendez-vous/1"]
"""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page

from tests.browsers.devtools import devtools, events, wait_for_event

CLICK = Path(__file__).parent / "click_notification.js"


def deliver_push(page: Page, payload: dict[str, Any] | str, *, timeout: float = 5) -> None:
    """Hand a message to the service worker of the page's origin; return once something is shown.

    Nobody may call `getNotifications()` in between: Chromium forgets a notification that it is
    asked for after storing it and before showing it.
    """
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    with devtools(page) as session:
        shown = events(session, "BackgroundService.backgroundServiceEventReceived")
        observed = {"service": "notifications"}
        session.send("BackgroundService.clearEvents", observed)  # of an earlier message
        session.send("BackgroundService.startObserving", observed)
        session.send("BackgroundService.setRecording", {**observed, "shouldRecord": True})
        message = {
            **_registration(page, session),
            "data": payload if isinstance(payload, str) else json.dumps(payload),
        }
        session.send("ServiceWorker.deliverPushMessage", message)
        wait_for_event(page, shown, what="notification", timeout=timeout)


def notifications(page: Page) -> list[dict[str, Any]]:
    """What the phone shows for the app, oldest first."""
    return page.evaluate(
        """async () => {
            const registration = await navigator.serviceWorker.ready;
            const fields = ["title", "body", "tag", "data", "lang", "dir", "silent", "actions"];
            return (await registration.getNotifications()).map((notification) =>
                Object.fromEntries(fields.map((field) => [field, notification[field]])));
        }"""
    )


def click_notification(page: Page, action: str = "") -> list[str]:
    """Tap the newest notification; returns the addresses the service worker would bring up."""
    [worker] = page.context.service_workers
    return worker.evaluate(CLICK.read_text(), action)


def _registration(page: Page, session: CDPSession) -> dict[str, str]:
    origin = page.evaluate("location.origin")
    updates = events(session, "ServiceWorker.workerRegistrationUpdated")
    session.send("ServiceWorker.enable")
    wait_for_event(page, updates, what="service worker")
    return next(
        {"origin": origin, "registrationId": registration["registrationId"]}
        for update in updates
        for registration in update["registrations"]
        if registration["scopeURL"].startswith(origin) and not registration["isDeleted"]
    )
