"""What people say of the support, for everybody: /resultats."""

from litestar import Router

router = Router("/resultats", route_handlers=[])
