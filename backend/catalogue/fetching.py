"""A file of data·inclusion from its address, or page by page from the API, into a file here."""

import json
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, BinaryIO

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, DummyCookieJar
from yarl import URL

CHUNK = 256 * 1024
LARGEST = 2_000_000_000  # bytes: some ten times a national file
PAGE = 500  # rows asked of the API at once
MOST_PAGES = 10_000
LARGEST_PAGE = 20_000_000  # bytes
MOST_REDIRECTS = 5
API = "/api/v1/"
Answers = AsyncGenerator[ClientResponse]

TIMEOUT = ClientTimeout(total=3600, sock_connect=10, sock_read=60)


class FetchFailed(Exception):
    """Why nothing came. Never the address, which may hold a token."""


@dataclass(frozen=True)
class Source:
    url: str
    token: str = ""
    etag: str = ""  # of the last answer, or the day it was changed

    @property
    def headers(self) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if self.etag:
            is_tag = self.etag.startswith(('"', "W/"))
            headers["If-None-Match" if is_tag else "If-Modified-Since"] = self.etag
        return headers


async def fetch(source: Source, into: BinaryIO, is_stopping: Callable[[], bool]) -> str | None:
    """The answer's ETag, "" without one; None when nothing changed. Raises FetchFailed."""
    try:
        async with ClientSession(cookie_jar=DummyCookieJar(), timeout=TIMEOUT) as client:
            if API in URL(source.url).path:
                await _pages(client, source, into, is_stopping)
                return ""
            return await _whole(client, source, into, is_stopping)
    except TimeoutError:
        raise FetchFailed("The address answers too slowly.") from None
    except ClientError as failure:
        raise FetchFailed(f"The address cannot be reached ({type(failure).__name__}).") from None
    except ValueError:
        raise FetchFailed("The address or its answer cannot be read.") from None


async def _whole(
    client: ClientSession, source: Source, into: BinaryIO, is_stopping: Callable[[], bool]
) -> str | None:
    async with _answer(client, URL(source.url), source) as answer:
        if answer.status == 304:  # noqa: PLR2004 (Not Modified)
            return None
        size = 0
        async for chunk in answer.content.iter_chunked(CHUNK):
            size += len(chunk)
            _check_going_on(size <= LARGEST, is_stopping)
            into.write(chunk)
        return answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""


async def _pages(
    client: ClientSession, source: Source, into: BinaryIO, is_stopping: Callable[[], bool]
) -> None:
    """All the pages as one list, or nothing."""
    begins, number, last = b"[", 1, 1
    while number <= last:
        url = URL(source.url).update_query(page=number, size=PAGE)
        async with _answer(client, url, source) as answer:
            page = json.loads(await _limited(answer))
        items, last = _items(page)
        for row in items:
            into.write(begins + json.dumps(row, ensure_ascii=False).encode())
            begins = b",\n"
        number += 1
        _check_going_on(last <= MOST_PAGES and into.tell() <= LARGEST, is_stopping)
    into.write(b"[]" if begins == b"[" else b"]")


def _items(page: Any) -> tuple[list[Any], int]:  # noqa: ANN401 (what JSON holds)
    if not isinstance(page, dict) or not isinstance(page.get("items"), list):
        raise FetchFailed("The API answered no page of rows.")
    pages = page.get("pages")
    return page["items"], pages if isinstance(pages, int) else 1


async def _limited(answer: ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in answer.content.iter_chunked(CHUNK):
        body += chunk
        if len(body) > LARGEST_PAGE:
            raise FetchFailed("The answer is too large.")
    return bytes(body)


def _check_going_on(is_small_enough: bool, is_stopping: Callable[[], bool]) -> None:  # noqa: FBT001
    if not is_small_enough:
        raise FetchFailed("The answer is too large.")
    if is_stopping():
        raise FetchFailed("The worker was stopped before the end.")


@asynccontextmanager
async def _answer(client: ClientSession, url: URL, source: Source) -> Answers:
    """Redirects are followed by hand: over https only, and the token stays with its host."""
    origin = url.origin()
    for _ in range(MOST_REDIRECTS + 1):
        _check_address(url)
        headers = dict(source.headers)
        if url.origin() != origin:
            headers.pop("Authorization", None)
        async with client.get(url, headers=headers, allow_redirects=False) as answer:
            if answer.status not in {301, 302, 303, 307, 308}:
                _check_status(answer.status)
                yield answer
                return
            url = url.join(URL(answer.headers.get("Location", "")))
    raise FetchFailed("The address leads from one to another without end.")


def _check_status(status: int) -> None:
    if status not in {200, 304}:
        raise FetchFailed(f"The address answered {status}.")


def _check_address(url: URL) -> None:
    if url.scheme == "https" or (url.scheme == "http" and _is_here(url.host or "")):
        return
    raise FetchFailed("The address does not begin with https://.")


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
