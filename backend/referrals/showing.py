"""The page of one request of hers: itself, or again with what has to be corrected."""

from collections.abc import Callable
from typing import Any

from backend.people.access import today_of
from backend.referrals import pages
from backend.referrals.access import Opened
from backend.referrals.forms import chosen_of
from backend.referrals.models import Move, Origin, Referral
from backend.referrals.words import CAUSES, DETAILS, MOVES, STATUSES, known_of
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect

OF_THE_TEXT = {"version", "message"}  # sent by the forms that hold what goes with it


def show_one(opened: Opened, form: Form[Any] | None = None) -> Page:
    referral = opened.referral
    return page(
        opened.visit,
        "referrals/show.html",
        status=422 if form and form.refusals else 200,
        form=_filled(referral, form),
        shown=pages.shown(opened.session, referral, site=opened.site),
        may=_may(referral),
        known={detail.value: value for detail, value in known_of(opened.person).items()},
        today=today_of(opened.visit),
        moves=MOVES,
        causes=CAUSES,
        statuses=STATUSES,
        details=DETAILS,
    )


def _filled(referral: Referral, form: Form[Any] | None) -> Form[Any]:
    """What was typed, and what she chose before where the form sent was another one."""
    chosen = chosen_of(referral)
    if form is None:
        return chosen
    if not OF_THE_TEXT.intersection(form.values):
        form.values = chosen.values | form.values
    return form


def back_to(opened: Opened, notice: str) -> Page:
    return redirect(f"/solutions/demandes/{opened.referral.id}", notice=notice)


def _may(referral: Referral) -> Callable[[str], bool]:
    """What she can do now, by the name of the move."""
    is_own = referral.origin is Origin.OWN

    def may(name: str) -> bool:
        move = Move(name)
        if is_own and move in {Move.SAY, Move.DISCUSS}:
            return False  # nobody would read it
        return referral.allows(move)

    return may
