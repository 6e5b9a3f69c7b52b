"""Browsers are closed with their module: an open one keeps `asyncio.run` from working elsewhere."""

import json
import shutil
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Unpack

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browsers.chromium import PhoneOptions, chromium, phone_context
from tests.doubles.push_service import PushService
from tests.journeys.commands import Commands
from tests.journeys.installation import Installation, environment_in, installed
from tests.journeys.steps import fresh_database
from tests.journeys.witness import Witness

OURS = {"PUSH_ALLOWED_HOSTS": "127.0.0.1"}  # nothing leaves this machine


@pytest.fixture(scope="session")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Generator[Commands]:
    commands = Commands(tmp_path_factory.mktemp("commands"))
    yield commands
    commands.close()


@pytest.fixture(scope="session")
def filled(commands: Commands, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo in it, made once: each installation is a copy."""
    folder = tmp_path_factory.mktemp("demo")
    made = commands.run(["demo", "--json"], environment_in(folder))
    (folder / "demo.json").write_text(made.stdout, "utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(filled, tmp_path_factory.mktemp("installation") / "var"))


@pytest.fixture(scope="module")
def demo(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "demo.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def installation(folder: Path, commands: Commands, demo: dict[str, Any]) -> Generator[Installation]:
    with installed(folder, commands, OURS, demo=demo) as installation:
        yield installation


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def talkative_installation(
    request: pytest.FixtureRequest, folder: Path, commands: Commands
) -> Generator[Installation]:
    """On both databases, saying all it can say: logs are read when the story ends."""
    settings = {**OURS, "LOG_LEVEL": "DEBUG"}
    with ExitStack() as open_things:
        demo = request.getfixturevalue("demo")
        if request.param == "postgresql":
            server = request.getfixturevalue("postgres_url")
            settings["DATABASE_URL"] = open_things.enter_context(fresh_database(server))
            demo = None
        yield open_things.enter_context(installed(folder, commands, settings, demo=demo))


@pytest.fixture
def push() -> Generator[PushService]:
    with PushService() as push:
        yield push


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    with chromium() as browser:
        yield browser


class Phones:
    """Opens browsers for people, each with a memory of its own."""

    def __init__(self, browser: Browser, home: str) -> None:
        self.browser, self.home = browser, home
        self.witnesses: list[Witness] = []
        self.open = ExitStack()

    def new(self, cookie: str | None = None, **options: Unpack[PhoneOptions]) -> Page:
        """`cookie` is a ready session, as the demo prints it."""
        wanted: PhoneOptions = {"base_url": self.home, **options}
        context = phone_context(self.browser, **wanted)
        if cookie:
            name, _, value = cookie.partition("=")
            kept = self.home.replace("http:", "https:", 1)  # else it may not be set
            context.add_cookies([{"name": name, "value": value, "url": kept, "httpOnly": True}])
        return self._watched(context)

    def _watched(self, context: BrowserContext) -> Page:
        self.open.callback(context.close)
        self.witnesses.append(Witness(context, self.home))
        return context.new_page()

    def desk(self) -> Page:
        """A window on an office's screen."""
        context = self.browser.new_context(
            base_url=self.home, locale="fr-FR", viewport={"width": 1280, "height": 900}
        )
        return self._watched(context)

    def faults(self) -> list[str]:
        return [fault for witness in self.witnesses for fault in witness.faults]


@pytest.fixture
def phones(browser: Browser, installation: Installation) -> Generator[Phones]:
    """None of them may have met a fault when the story ends."""
    phones = Phones(browser, installation.url)
    with phones.open:
        yield phones
        assert phones.faults() == []
