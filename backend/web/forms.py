"""What a browser sent, checked against a model; what was typed is kept to be shown again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from backend.web.language import N_, _

Model = TypeVar("Model", bound=BaseModel)

NOT_OFFERED = N_("Please choose one of the answers.")
MESSAGES = {
    "missing": N_("Please fill in this field."),
    "string_too_short": N_("Please fill in this field."),
    "string_too_long": N_("This is too long: please shorten it."),
    "string_type": N_("Please fill in this field."),
    "enum": NOT_OFFERED,
    "date_from_datetime_parsing": N_("This date cannot be read. Example: 2026-11-24."),
    "date_parsing": N_("This date cannot be read. Example: 2026-11-24."),
    "time_parsing": N_("This hour cannot be read. Example: 14:30."),
    "int_parsing": N_("Please write a number."),
}
UNREADABLE = N_("This cannot be read. Please check it.")


class Refused(ValueError):
    """Raised by a model's validator with the sentence (marked by N_) that the reader will see."""


@dataclass
class Form(Generic[Model]):
    values: dict[str, str] = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)  # sentences not yet translated
    model: Model | None = None

    @property
    def errors(self) -> dict[str, str]:
        return {name: _(message) for name, message in self.refusals.items()}

    @property
    def summary(self) -> list[tuple[str, str]]:
        return list(self.errors.items())

    def refuse(self, name: str, message: str) -> None:
        """Adds an error found after reading; `message` is marked by N_."""
        self.refusals[name] = message
        self.model = None


def empty(**values: str) -> Form[Any]:
    return Form(values=values)


def read(model: type[Model], sent: Mapping[str, Any]) -> Form[Model]:
    """A form whose `model` is None when `errors` says why. White space around is dropped."""
    values = {
        name: (value[-1] if isinstance(value, list) else str(value)).strip().replace("\x00", "")
        for name, value in sent.items()
        if name != "_csrf_token" and value is not None and value != []
    }
    try:
        return Form(values, {}, model.model_validate({k: v for k, v in values.items() if v != ""}))
    except ValidationError as failure:
        return Form(values, dict(_readable(error) for error in failure.errors()))


def _readable(error: Any) -> tuple[str, str]:  # noqa: ANN401 (pydantic's ErrorDetails)
    name = str(error["loc"][0]) if error["loc"] else ""
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, Refused):
        return name, str(cause)
    return name, MESSAGES.get(error["type"], UNREADABLE)
