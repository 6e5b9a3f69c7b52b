"""What other software may write in a field: bounded, without control characters, in one shape."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from backend import clock
from backend.people import handles
from backend.web.rows import LARGEST_ID

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
ONE_LINE = r"^[^\x00-\x1f\x7f]*$"
TEXT = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"


def _line(longest: int, shortest: int = 0) -> StringConstraints:
    return StringConstraints(
        min_length=shortest, max_length=longest, pattern=ONE_LINE, strip_whitespace=True
    )


def _within_two_centuries(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise PydanticCustomError("day", "The day must be from 1900-01-01 to 2100-12-31.")
    return day


def _not_to_come(day: date) -> date:
    if day > clock.now().date():
        raise PydanticCustomError("birth", "Nobody is born after today.")
    return day


def _email(typed: str) -> str:
    address = handles.email(typed)
    if address is None:
        raise PydanticCustomError("email", "This is no e-mail address.")
    return address


def _phone(typed: str) -> str:
    number = handles.phone(typed)
    if number is None:
        raise PydanticCustomError("phone", "This is no phone number that can be dialled.")
    return number


Id = Annotated[int, Field(ge=1, le=LARGEST_ID, examples=[12])]
Name = Annotated[str, _line(100, 1)]
Label = Annotated[str, _line(200, 1)]
Place = Annotated[str, _line(300)]
Words = Annotated[str, StringConstraints(max_length=4000, pattern=TEXT, strip_whitespace=True)]
Reason = Annotated[
    str, StringConstraints(min_length=1, max_length=1000, pattern=TEXT, strip_whitespace=True)
]
Reference = Annotated[
    str,
    _line(100, 1),
    Field(description="What your tool calls it: unique in your structure.", examples=["A-1024"]),
]
Day = Annotated[date, AfterValidator(_within_two_centuries), Field(examples=["2026-03-02"])]
BirthDay = Annotated[
    date,
    AfterValidator(_within_two_centuries),
    AfterValidator(_not_to_come),
    Field(examples=["1994-05-17"]),
]
Email = Annotated[
    str,
    Field(min_length=3, max_length=handles.LONGEST_EMAIL, json_schema_extra={"format": "email"}),
    AfterValidator(_email),
]
Phone = Annotated[
    str,
    Field(min_length=3, max_length=handles.LONGEST_PHONE, examples=["06 12 34 56 78"]),
    AfterValidator(_phone),
]
