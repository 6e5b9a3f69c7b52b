"""What professionals of all bodies learn together."""

from litestar import Router

router = Router("/pro/ensemble", route_handlers=[])
