"""Debian's Firefox ESR, driven from synchronous tests, its push service being ours.

with PushService() as push, Firefox(push.websocket_url) as firefox:
    firefox.open(address)
    firefox.click("button[name=subscribe]")
    firefox.wait_until("document.querySelector('output').value !== ''")
"""

import asyncio
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.browsers.bidi import BidiConnection, BidiError, to_python
from tests.doubles.background import Peer

NOBODY = "http://127.0.0.1:1/"
PREFERENCES: dict[str, bool | int | str] = {
    # Push, with a service of ours
    "dom.push.connection.enabled": True,
    "dom.push.alwaysConnect": True,
    "dom.push.testing.allowInsecureServerURL": True,
    "permissions.default.desktop-notification": 1,
    "alerts.useSystemBackend": False,
    # Remote control, which by its own choice of preferences would turn push off
    "remote.active-protocols": 1,
    "remote.prefs.recommended": False,
    # No call to anywhere
    "app.update.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": NOBODY,
    "toolkit.telemetry.enabled": False,
    # No page of its own
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "intl.accept_languages": "fr-FR, fr",
}
LONGEST_START = 30
COMMAND = ["firefox-esr", "--headless", "--no-remote", "--remote-debugging-port", "0"]
NOTIFICATIONS = """navigator.serviceWorker.ready
    .then((registration) => registration.getNotifications())
    .then((all) => all.map(({title, body, tag, data}) => ({title, body, tag, data})))"""


class Firefox(Peer):
    def __init__(
        self, push_server_url: str, *, preferences: dict[str, bool | int | str] | None = None
    ) -> None:
        ours = {"dom.push.serverURL": push_server_url}
        self._preferences = {**PREFERENCES, **ours, **(preferences or {})}
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: BidiConnection | None = None
        self._tab = ""

    def open(self, url: str) -> None:
        self._do("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def evaluate(self, script: str, *, user_activation: bool = False) -> Any:
        """The value of an expression, of a promise once it is kept; as if during a tap if asked."""
        answer = self._do(
            "script.evaluate",
            expression=script,
            target={"context": self._tab},
            awaitPromise=True,
            userActivation=user_activation,
        )
        if answer["type"] == "exception":
            raise BidiError(answer["exceptionDetails"]["text"])
        return to_python(answer["result"])

    def wait_until(self, script: str, *, timeout: float = 10) -> Any:
        """The value of an expression as soon as it is truthy."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            value = self.evaluate(script)
            if value:
                return value
            time.sleep(0.05)
        raise TimeoutError(f"not within {timeout} s: {script}")

    def click(self, selector: str) -> None:
        middle = {"type": "element", "element": self._find(selector)}
        self._act(
            "pointer",
            [
                {"type": "pointerMove", "x": 0, "y": 0, "origin": middle},
                {"type": "pointerDown", "button": 0},
                {"type": "pointerUp", "button": 0},
            ],
        )

    def type(self, selector: str, text: str) -> None:
        self.click(selector)
        strokes = ("keyDown", "keyUp")
        self._act("key", [{"type": stroke, "value": key} for key in text for stroke in strokes])

    def set_cookie(self, name: str, value: str, *, url: str) -> None:
        self._do(
            "storage.setCookie",
            cookie={
                "name": name,
                "value": {"type": "string", "value": value},
                "domain": urlsplit(url).hostname,
                "path": "/",
                "httpOnly": True,
                "secure": name.startswith("__"),
                "sameSite": "lax",
            },
        )

    def notifications(self) -> list[dict[str, Any]]:
        """What the person sees of the app outside of it, oldest first."""
        return self.evaluate(NOTIFICATIONS)

    def wait_for_notifications(
        self, count: int = 1, *, timeout: float = 10
    ) -> list[dict[str, Any]]:
        self.wait_until(f"{NOTIFICATIONS}.then((all) => all.length >= {count})", timeout=timeout)
        return self.notifications()

    def _find(self, selector: str) -> dict[str, str]:
        locator = {"type": "css", "value": selector}
        found = self._do("browsingContext.locateNodes", context=self._tab, locator=locator)
        if not found["nodes"]:
            raise BidiError(f"nothing matches {selector}")
        element = {"sharedId": found["nodes"][0]["sharedId"]}
        self._do(
            "script.callFunction",
            functionDeclaration="(element) => element.scrollIntoView({block: 'center'})",
            arguments=[element],
            target={"context": self._tab},
            awaitPromise=False,
        )
        return element

    def _act(self, device: str, actions: list[dict[str, Any]]) -> None:
        source = {"type": device, "id": device, "actions": actions}
        self._do("input.performActions", context=self._tab, actions=[source])

    def _do(self, method: str, **parameters: object) -> dict[str, Any]:
        if self._connection is None:
            raise BidiError("Firefox has not been started")
        return self.loop.run(self._connection.send(method, **parameters), timeout=90)

    async def _open(self) -> None:
        self._profile = Path(tempfile.mkdtemp(prefix="firefox-"))
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in self._preferences.items()
        ]
        (self._profile / "user.js").write_text("".join(lines))
        self._process = subprocess.Popen(
            [*COMMAND, "--profile", self._profile, "about:blank"],
            env={**os.environ, "HOME": str(self._profile)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = await asyncio.wait_for(self._address(), LONGEST_START)
        self._connection = await BidiConnection.connect(address)
        await self._connection.send("session.new", capabilities={})
        tree = await self._connection.send("browsingContext.getTree")
        self._tab = tree["contexts"][0]["context"]

    async def _address(self) -> str:
        """Firefox writes down where it listens, in its profile."""
        note = self._profile / "WebDriverBiDiServer.json"
        while not note.exists() or not note.read_text():
            await asyncio.sleep(0.05)
        where = json.loads(note.read_text())
        return f"ws://{where['ws_host']}:{where['ws_port']}/session"

    async def _close(self) -> None:
        if self._connection is not None:
            await self._connection.close()
        if self._process is not None:
            self._process.terminate()
            await asyncio.to_thread(_wait_or_kill, self._process)
        shutil.rmtree(self._profile, ignore_errors=True)


def _wait_or_kill(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
