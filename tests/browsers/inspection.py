"""What is wrong with a page that Chromium shows: for a test to compare with nothing.

assert (axe(page), overflow(page), small_targets(page)) == ([], 0, [])
"""

import json
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page

from tests.browsers.devtools import devtools, evaluate, new_world

HERE = Path(__file__).parent
AXE = HERE.parents[1] / "node_modules/axe-core/axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def axe(page: Page) -> list[str]:
    """The faults against WCAG 2.2 AA that axe-core sees, each with the elements concerned."""
    options = json.dumps({"runOnly": WCAG, "resultTypes": ["violations"]})
    with devtools(page) as session, _timers(page, session):
        world = new_world(session)
        evaluate(session, AXE.read_text() + "; true", world=world)
        result = evaluate(session, f"axe.run(document, {options})", world=world)
    return [_sentence(violation) for violation in result["violations"]]


def overflow(page: Page) -> int:
    """How far the page scrolls sideways, in pixels."""
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")


def small_targets(page: Page, smallest: int = 44) -> list[str]:
    """What a finger must hit and is smaller; links within a sentence may be."""
    return page.evaluate((HERE / "small_targets.js").read_text(), smallest)


def installability_errors(page: Page) -> list[str]:
    """Why the browser would not offer to install the app."""
    with devtools(page) as session:
        errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    ours = {"in-incognito"}  # as every Playwright context is
    return [error["errorId"] for error in errors if error["errorId"] not in ours]


@contextmanager
def _timers(page: Page, session: CDPSession) -> Generator[None]:
    """axe waits for timers, which stand still in a page without JavaScript."""
    if not page.evaluate("matchMedia('(scripting: none)').matches"):
        yield
        return
    for disabled in (True, False):  # the first makes the second a change
        session.send("Emulation.setScriptExecutionDisabled", {"value": disabled})
    yield
    session.send("Emulation.setScriptExecutionDisabled", {"value": True})


def _sentence(violation: dict[str, Any]) -> str:
    where = ", ".join(str(node["target"][0]) for node in violation["nodes"])
    return f"{violation['id']} ({violation['help']}): {where}"
