"""The DevTools protocol, for what Playwright has no words for."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import CDPSession, Page


@contextmanager
def devtools(page: Page) -> Generator[CDPSession]:
    session = page.context.new_cdp_session(page)
    yield session
    session.detach()


def events(session: CDPSession, name: str) -> list[dict[str, Any]]:
    """The events of this name, in a list that grows as they come."""
    found: list[dict[str, Any]] = []

    def note(event: dict[str, Any]) -> None:  # Playwright wants a function written in Python
        found.append(event)

    session.on(name, note)
    return found


def wait_for_event(page: Page, awaited: Sequence[object], *, what: str, timeout: float = 5) -> None:
    for _ in range(round(timeout * 100)):
        if awaited:
            return
        page.wait_for_timeout(10)
    raise TimeoutError(f"no {what} within {timeout} s")


def new_world(session: CDPSession) -> int:
    """Where scripts see the page's document but not its globals, and its CSP does not reach."""
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    return session.send("Page.createIsolatedWorld", {"frameId": frame})["executionContextId"]


def evaluate(session: CDPSession, expression: str, *, world: int) -> Any:
    options = {"contextId": world, "awaitPromise": True, "returnByValue": True}
    answer = session.send("Runtime.evaluate", {"expression": expression, **options})
    if "exceptionDetails" in answer:
        raise RuntimeError(answer["exceptionDetails"]["exception"]["description"])
    return answer["result"].get("value")
