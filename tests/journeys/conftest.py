from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browsers.chromium import PhoneOptions, chromium, phone_context
from tests.doubles.push_service import PushService
from tests.journeys.installation import Installation, installed


@pytest.fixture(scope="session")
def browser() -> Generator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def push() -> Generator[PushService]:
    with PushService() as push:
        yield push


@pytest.fixture
def installation(tmp_path: Path, push: PushService) -> Generator[Installation]:
    """With push services of our own only: nothing leaves this machine."""
    with installed(tmp_path, PUSH_ALLOWED_HOSTS="127.0.0.1") as installation:
        yield installation


class Phones:
    """Opens phones; each is closed when the story ends, and none may have met a policy fault."""

    def __init__(self, browser: Browser, installation: Installation) -> None:
        self.browser, self.installation = browser, installation
        self.open = ExitStack()

    def new(self, cookie: str | None = None, **options: object) -> Page:
        wanted: PhoneOptions = {"base_url": self.installation.url, **options}  # type: ignore[typeddict-item]
        context = phone_context(self.browser, **wanted)
        self.open.callback(context.close)
        if cookie:
            name, _, value = cookie.partition("=")
            context.add_cookies(
                [
                    {
                        "name": name,
                        "value": value,
                        "url": self.installation.url.replace("http:", "https:"),
                        "secure": True,
                        "httpOnly": True,
                    }
                ]
            )
        return context.new_page()


@pytest.fixture
def phones(browser: Browser, installation: Installation) -> Generator[Phones]:
    phones = Phones(browser, installation)
    with phones.open:
        yield phones
