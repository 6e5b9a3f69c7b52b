"""What is published of opinions, for other software: open to everybody."""

from litestar import Router

router = Router("/api/v1/results", route_handlers=[])
