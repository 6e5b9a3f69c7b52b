from datetime import date, timedelta

from pydantic import BaseModel, Field

from backend.web.forms import Form
from backend.web.language import N_
from backend.web.typed import Day

AHEAD = timedelta(days=183)
BACKWARDS = timedelta(days=31)  # a departure that was told late


class RelayForm(BaseModel):
    to_id: int | None = Field(default=None, alias="vers", gt=0, lt=2**31)  # None: not known yet
    day: Day = Field(alias="jour")
    reason: str = Field(alias="raison", min_length=1, max_length=300)


def check_day(form: Form[RelayForm], *, today: date) -> None:
    if form.model and not today - BACKWARDS <= form.model.day <= today + AHEAD:
        form.refuse("jour", N_("Choose a day between last month and six months from now."))
