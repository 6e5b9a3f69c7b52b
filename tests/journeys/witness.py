"""Looks on while a story is lived: what must never happen, on whichever page."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

NETWORK = "Failed to load resource"  # said again, with more, by the answer itself


class Witness:
    """Notes scripts that fail, policies that are violated, calls to others, broken answers."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home = home
        self.faults: list[str] = []
        context.on("console", self._hear)
        context.on("weberror", lambda found: self.faults.append(f"script: {found.error}"))
        context.on("request", self._see_request)
        context.on("response", self._see_response)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and NETWORK not in message.text:
            self.faults.append(f"console: {message.text}")

    def _see_request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.faults.append(f"call to {request.url}")

    def _see_response(self, response: Response) -> None:
        request = response.request
        is_page = request.resource_type == "document" or request.service_worker is not None
        if response.status >= (500 if is_page else 400):
            self.faults.append(f"{response.status} for {response.url}")
