"""A boolean expression of tokens, told to either engine in its own words.

Tokens are made of small letters, figures and « _ »: nothing that somebody types is ever read as a
part of the language of the index.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

TOKEN = re.compile(r"[a-z]_[0-9a-zء-ي_]+")


class TokenRefused(Exception):
    """It would be read as something else than a token."""


@dataclass(frozen=True)
class Has:
    token: str

    def __post_init__(self) -> None:
        if not TOKEN.fullmatch(self.token):
            raise TokenRefused(self.token)


@dataclass(frozen=True)
class Every:
    parts: "tuple[Expression, ...]"


@dataclass(frozen=True)
class Either:
    parts: "tuple[Expression, ...]"


Expression = Has | Every | Either


def every(parts: Iterable[Expression]) -> Expression:
    kept = tuple(dict.fromkeys(parts))
    return kept[0] if len(kept) == 1 else Every(kept)


def either(parts: Iterable[Expression]) -> Expression:
    kept = tuple(dict.fromkeys(parts))
    return kept[0] if len(kept) == 1 else Either(kept)


def any_token(tokens: Iterable[str]) -> Expression:
    return either(Has(token) for token in tokens)


def for_fts5(expression: Expression) -> str:
    return _told(expression, '"{}"', " AND ", " OR ")


def for_tsquery(expression: Expression) -> str:
    return _told(expression, "'{}'", " & ", " | ")


def _told(expression: Expression, token: str, both: str, one: str) -> str:
    if isinstance(expression, Has):
        return token.format(expression.token)
    between = both if isinstance(expression, Every) else one
    return "(" + between.join(_told(part, token, both, one) for part in expression.parts) + ")"
