"""An HTTP server on 127.0.0.1; the doubles that speak HTTP are made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from tests.doubles.background import Peer

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Answer:
    """An answer a test has ordered in advance."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def delivers(self) -> bool:
        return 200 <= self.status < 300


class LocalServer(Peer):
    def __init__(self, *, port: int = 0) -> None:
        self._wanted_port = port
        self._runner: web.AppRunner | None = None
        self.url = ""

    def routes(self) -> list[web.RouteDef]:
        raise NotImplementedError

    async def hang_up(self) -> None:
        """Close the conversations that would otherwise keep the server from stopping."""

    async def _open(self) -> None:
        application = web.Application()
        application.add_routes(self.routes())
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self._wanted_port, backlog=2048).start()
        self.url = f"http://{HOST}:{self._runner.addresses[0][1]}"

    async def _close(self) -> None:
        await self.hang_up()
        if self._runner is not None:
            await self._runner.cleanup()
