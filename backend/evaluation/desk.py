"""What people say of one's structure, above the threshold."""

from litestar import Router

router = Router("/pro/avis", route_handlers=[])
