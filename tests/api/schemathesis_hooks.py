"""Read by schemathesis in its own process: one token after the other, as each has its limit."""

import os
from itertools import cycle
from typing import Any

import schemathesis

TOKENS = cycle(os.environ["API_TOKENS"].split())


@schemathesis.hook
def before_call(_: Any, case: schemathesis.Case, __: Any) -> None:
    case.headers["Authorization"] = f"Bearer {next(TOKENS)}"
