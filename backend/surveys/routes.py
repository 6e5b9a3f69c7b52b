"""Her opinion: one tap on three faces, then what she likes to add."""

from litestar import Router

router = Router("/avis", route_handlers=[])
