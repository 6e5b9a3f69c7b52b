"""What both tools' JSON is read with: lax about what is missing, strict about what is wrong.

Only the fields declared in these models are read. What we have no use for (notes, family, housing,
national number, addresses of people…) is never declared, hence never kept.
"""

from datetime import date, datetime
from typing import Annotated, Any
from unicodedata import category as character_category

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from backend.appointments.models import Place, Status
from backend.partners import timestamps

LINE, TEXT, IDENTIFIER = 300, 2000, 64  # characters
WEEK = 7 * 24 * 60  # minutes


def _nothing_is_empty(value: Any) -> Any:  # noqa: ANN401 (whatever the sender put there)
    return "" if value is None else value


def _empty_is_nothing(value: Any) -> Any:  # noqa: ANN401
    return None if isinstance(value, str) and not value.strip() else value


def _nothing_is_an_object(value: Any) -> Any:  # noqa: ANN401
    return {} if value is None else value


def _line(text: str) -> str:
    return " ".join(_text(text).split())[:LINE]


def _text(text: str) -> str:
    """Without the control characters that databases and pages refuse."""
    kept = (c for c in text if c in "\n\t" or character_category(c) != "Cc")
    return "".join(kept).strip()[:TEXT]


def _identifier(value: object) -> str:
    text = str(value).strip() if isinstance(value, int | str) else ""
    if isinstance(value, bool) or not text.isprintable() or not 0 < len(text) <= IDENTIFIER:
        raise PydanticCustomError("identifier", "Input should be a whole number or a short text")
    return text


def _optional_identifier(value: object) -> str | None:
    value = _empty_is_nothing(value)
    return None if value is None else _identifier(value)


Line = Annotated[str, BeforeValidator(_nothing_is_empty), AfterValidator(_line)]
Text = Annotated[str, BeforeValidator(_nothing_is_empty), AfterValidator(_text)]
Identifier = Annotated[str, BeforeValidator(_identifier)]
OptionalIdentifier = Annotated[str | None, BeforeValidator(_optional_identifier)]
Moment = Annotated[datetime, BeforeValidator(timestamps.read)]
BirthDate = Annotated[date | None, BeforeValidator(_empty_is_nothing)]
OptionalStatus = Annotated[Status | None, BeforeValidator(_empty_is_nothing)]
OptionalPlace = Annotated[Place | None, BeforeValidator(_empty_is_nothing)]
Minutes = Annotated[int, Field(gt=0, le=WEEK)]
NullIsEmpty = BeforeValidator(_nothing_is_an_object)


class Payload(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)
