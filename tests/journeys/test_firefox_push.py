"""A reminder all the way: our worker, a push service, a real browser that decrypts it."""

from collections.abc import Generator

import pytest

from backend.web.language import translations
from tests.browsers.firefox import Firefox
from tests.doubles.push_service import PushService
from tests.journeys.installation import Installation

SHOWN = "document.querySelector('push-toggle [data-state={}]:not([hidden])') !== null"


@pytest.fixture
def firefox(push: PushService) -> Generator[Firefox]:
    with Firefox(push.websocket_url) as firefox:
        yield firefox


def test_a_reminder_reaches_firefox_until_she_signs_out(
    installation: Installation, push: PushService, firefox: Firefox
) -> None:
    name, _, value = installation.person("Amina")["cookie"].partition("=")
    firefox.set_cookie(name, value, url=installation.url)
    she_turns_reminders_on(firefox, installation)
    installation.works_at(installation.at(10, days=1))  # two days before the demo's first one
    [shown] = firefox.wait_for_notifications()
    french = translations("fr").gettext
    assert shown["title"] == french("Reminder")
    assert shown["body"] == french("You have an appointment in two days.")
    assert shown["data"]["navigate"].startswith(f"{installation.url}/rendez-vous/")
    assert [answered.status for answered in push.answered] == [201]

    she_signs_out(firefox, installation)
    installation.works_at(installation.at(8, days=3))  # the day itself
    assert len(push.answered) == 1, "a browser that signed out was written to"


def she_turns_reminders_on(firefox: Firefox, installation: Installation) -> None:
    firefox.open(f"{installation.url}/reglages/rappels")
    firefox.wait_until(SHOWN.format("off"))
    firefox.click("push-toggle [data-state=off] button")
    firefox.wait_until(SHOWN.format("on"), timeout=30)


def she_signs_out(firefox: Firefox, installation: Installation) -> None:
    firefox.open(f"{installation.url}/reglages")
    firefox.click("main form[action='/deconnexion'] button")
    firefox.wait_until("location.pathname === '/connexion'")
    assert firefox.notifications() == [], "what was shown of her stays"
