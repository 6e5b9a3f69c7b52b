"""The same figures as open data."""

from litestar import Router

router = Router("/resultats/donnees", route_handlers=[])
