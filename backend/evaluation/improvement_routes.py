"""« Vous avez dit, nous avons fait », as the team writes it."""

from litestar import Router

router = Router("/pro/territoire/ameliorations", route_handlers=[])
