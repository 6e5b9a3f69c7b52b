"""The territory's team looks at opinions: what changed, and where it goes wrong."""

from litestar import Router

router = Router("/pro/territoire/avis", route_handlers=[])
