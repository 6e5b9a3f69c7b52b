"""A browser of a few lines, for stories in which nothing has to be looked at."""

import re
from types import TracebackType
from typing import Self

import httpx

TOKEN = re.compile(r'name="_csrf_token" value="([^"]+)"')


class PlainBrowser:
    """Keeps cookies as Chromium does: secure ones also go to this very machine without https."""

    def __init__(self, home: str, cookie: str = "") -> None:
        self.client = httpx.Client(base_url=home, timeout=20)
        self.cookies = dict([cookie.split("=", 1)]) if cookie else {}
        self.token = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.client.close()

    def opens(self, path: str, **headers: str) -> httpx.Response:
        return self._kept(self.client.get(path, headers=self._said() | headers))

    def sends(self, path: str, **fields: str) -> httpx.Response:
        """The form to that address, with the token of the page read last."""
        fields = {"_csrf_token": self.token} | fields
        return self._kept(self.client.post(path, data=fields, headers=self._said()))

    def tells(self, path: str, words: dict[str, object]) -> httpx.Response:
        """JSON, as the scripts of a page do."""
        headers = self._said() | {"X-CSRFToken": self.token}
        return self._kept(self.client.post(path, json=words, headers=headers))

    def _said(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def _kept(self, answer: httpx.Response) -> httpx.Response:
        for line in answer.headers.get_list("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value.strip('"')
        if found := TOKEN.search(answer.text):
            self.token = found[1]
        return answer
