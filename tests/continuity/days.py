"""Facts of anybody, and a territory's rules, as hypothesis draws them."""

from datetime import date, timedelta

from hypothesis import strategies as st

from backend.continuity.models import Worry
from backend.continuity.rules import DEFAULTS, Facts, Rule, Stay

MONDAY = date(2026, 3, 2)


def day(offset: int) -> date:
    return MONDAY + timedelta(days=offset)


days = st.integers(-200, 60).map(day)


@st.composite
def stays(draw: st.DrawFn) -> Stay:
    begins = draw(days)
    length = draw(st.none() | st.integers(1, 120))
    return Stay(begins, None if length is None else begins + timedelta(days=length))


facts = st.builds(
    Facts,
    began_on=st.integers(-200, 0).map(day),
    contact_on=st.none() | days,
    appointment_on=st.none() | days,
    referents=st.lists(stays(), max_size=3).map(tuple),
    step_ended_on=st.none() | days,
    has_open_step=st.booleans(),
    oriented_on=st.none() | days,
    has_contract=st.booleans(),
    unanswered_since=st.none() | days,
)
rules = st.dictionaries(
    st.sampled_from(Worry),
    st.builds(
        Rule,
        days=st.integers(1, 60),
        head_start_days=st.integers(0, 70),
        is_on=st.booleans(),
    ),
).map(lambda own: {**DEFAULTS, **own})
