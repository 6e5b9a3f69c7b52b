"""Debian's Chromium, as a phone.

    with chromium() as browser:
        page = phone_context(browser, permissions=["notifications"]).new_page()

Beside it: `inspection` looks at such a page, `notifications` sends it push messages.
"""

import shutil
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any, Literal, TypedDict, Unpack

from playwright.sync_api import Browser, BrowserContext, ViewportSize, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class PhoneOptions(TypedDict, total=False):
    width: int
    height: int
    locale: str
    timezone_id: str
    java_script_enabled: bool
    color_scheme: Literal["light", "dark"]
    permissions: Sequence[str]
    base_url: str


@contextmanager
def chromium() -> Generator[Browser]:
    """One browser for many tests: what they must not share lives in a context each."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def phone_context(browser: Browser, **options: Unpack[PhoneOptions]) -> BrowserContext:
    """360×740, touch, French, light, with JavaScript, unless `options` say otherwise."""
    wanted: dict[str, Any] = {"locale": "fr-FR", "timezone_id": "Europe/Paris", **options}
    size = ViewportSize(width=wanted.pop("width", 360), height=wanted.pop("height", 740))
    context = browser.new_context(
        viewport=size, is_mobile=True, has_touch=True, device_scale_factor=2, **wanted
    )
    context.set_default_timeout(10_000)
    return context
