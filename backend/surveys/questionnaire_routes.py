"""What is asked at each moment, as the territory's team writes it: drafts, a preview, versions."""

from litestar import Router

router = Router("/pro/territoire/questionnaires", route_handlers=[])
