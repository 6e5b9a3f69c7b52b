"""WebDriver BiDi over one WebSocket: commands out, answers in, values turned into Python's."""

import asyncio
import itertools
import json
from typing import Any, Self

import aiohttp

LONGEST_ANSWER = 60


class BidiError(Exception):
    pass


class BidiConnection:
    def __init__(
        self, http: aiohttp.ClientSession, socket: aiohttp.ClientWebSocketResponse
    ) -> None:
        self._http = http
        self._socket = socket
        self._numbers = itertools.count(1)
        self._awaited: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def connect(cls, url: str) -> Self:
        http = aiohttp.ClientSession()
        try:
            return cls(http, await http.ws_connect(url, max_msg_size=0))
        except aiohttp.ClientError:
            await http.close()
            raise

    async def send(self, method: str, **parameters: object) -> dict[str, Any]:
        number = next(self._numbers)
        answer = asyncio.get_running_loop().create_future()
        self._awaited[number] = answer
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        message = await asyncio.wait_for(answer, LONGEST_ANSWER)
        if message["type"] == "error":
            raise BidiError(f"{method}: {message['error']}: {message['message']}")
        return message["result"]

    async def close(self) -> None:
        self._listening.cancel()
        await self._socket.close()
        await self._http.close()

    async def _listen(self) -> None:
        async for frame in self._socket:
            message = json.loads(frame.data)
            awaited = self._awaited.pop(message.get("id"), None)  # an event has no number
            if awaited is not None:
                awaited.set_result(message)
        for awaited in self._awaited.values():
            awaited.set_exception(BidiError("the browser hung up"))


def to_python(remote: dict[str, Any]) -> Any:
    """A BiDi remote value; what has no like in Python becomes the name of its type."""
    value = remote.get("value", remote["type"])
    match remote["type"]:
        case "undefined" | "null":
            return None
        case "array" | "set":
            return [to_python(item) for item in value]
        case "object" | "map":
            return {_key(key): to_python(item) for key, item in value}
        case "number":
            return float(value) if isinstance(value, str) else value  # NaN, Infinity
    return value


def _key(key: str | dict[str, Any]) -> Any:
    return key if isinstance(key, str) else to_python(key)
