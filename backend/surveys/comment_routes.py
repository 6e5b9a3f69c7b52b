"""Words are read by a moderator who is not of the structure concerned."""

from litestar import Router

router = Router("/pro/avis/paroles", route_handlers=[])
