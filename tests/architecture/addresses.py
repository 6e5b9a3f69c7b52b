"""Every address the app answers, and how to fill in what it names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from litestar import Litestar
from litestar.routes import HTTPRoute

PARAMETER = re.compile(r"\{(\w+):(\w+)\}")
NOT_A_PAGE = {"OPTIONS"}


@dataclass(frozen=True)
class Address:
    method: str
    pattern: str
    is_open: bool
    is_for_machines: bool
    needs_token: bool  # a structure's tool's

    def __str__(self) -> str:
        return f"{self.method} {self.pattern}"

    def filled(self, **values: object) -> str:
        """The address with each parameter replaced, by 1 where no value is given."""
        return PARAMETER.sub(lambda found: str(values.get(found[1], 1)), self.pattern)


def addresses(app: Litestar) -> Iterator[Address]:
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                for method in handler.http_methods - NOT_A_PAGE:
                    yield Address(
                        str(method.value if hasattr(method, "value") else method),
                        route.path,
                        bool(handler.opt.get("open")),
                        bool(handler.opt.get("exclude_from_csrf")),
                        "operation" in handler.opt and handler.opt["operation"].scope is not None,
                    )
