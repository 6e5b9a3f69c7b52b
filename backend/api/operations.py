"""What an address of the interface takes, asks and answers: said once, checked and published."""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from backend.api.scopes import Scope

TOKEN_REFUSES = (401, 403, 429)
ALWAYS_REFUSES = (503,)
BODY_REFUSES = (400, 413, 415, 422)


@dataclass(frozen=True, kw_only=True)
class Operation:
    name: str  # of the function in a generated client
    scope: Scope | None  # None: for everybody, without a token
    summary: str
    description: str = ""
    takes: type[BaseModel] | None = None
    asks: type[BaseModel] | None = None  # in the query
    gives: type[BaseModel]
    answers: tuple[int, ...] = (200,)
    refuses: tuple[int, ...] = ()

    @property
    def refusals(self) -> list[int]:
        body = BODY_REFUSES if self.takes else ()
        query = (422,) if self.asks else ()
        token = TOKEN_REFUSES if self.scope else ()
        return sorted({*self.refuses, *body, *query, *token, *ALWAYS_REFUSES})


def operation(**said: Any) -> dict[str, Any]:  # noqa: ANN401 (the fields of Operation)
    """The `opt` of a handler."""
    return {"operation": Operation(**said)}
