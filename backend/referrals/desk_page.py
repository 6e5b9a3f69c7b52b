"""One referral as an adviser sees it, with what can be done now."""

from collections.abc import Mapping
from typing import Any

from backend.people.access import today_of
from backend.referrals.desk_access import Followed
from backend.referrals.desk_forms import as_written
from backend.referrals.desk_words import WAYS, state_of, tag_of
from backend.referrals.models import Move, Way
from backend.referrals.pages import shown as shown_of
from backend.referrals.words import CAUSES, MOVES
from backend.web.forms import Form
from backend.web.pages import Page, page, redirect

ANSWERS = (Move.ACCEPT, Move.PUT_ON_LIST, Move.REFUSE)


def referral_page(followed: Followed, form: Form[Any] | None = None) -> Page:
    referral = followed.referral
    is_refused = form is not None and bool(form.refusals)
    written = as_written(referral, followed.shown)
    if form is not None:
        form.values = written.values | form.values
    return page(
        followed.visit,
        "referrals/desk/show.html",
        status=422 if is_refused else 200,
        form=form or written,
        followed=followed.person,
        one=shown_of(followed.session, referral, site=followed.site),
        solution=followed.shown,
        here=followed.path,
        referral=referral,
        may=allowed(followed),
        state=state_of(referral),
        tag_kind=tag_of(referral),
        ways=WAYS,
        moves=MOVES,
        causes=CAUSES,
        email=followed.shown.email,
        phone=followed.shown.phone,
        today=today_of(followed.visit),
    )


def allowed(followed: Followed) -> Mapping[str, bool]:
    """By what the adviser does: only what the table of moves allows is offered."""
    referral, may_act = followed.referral, followed.may_act

    def may(*moves: Move) -> bool:
        return may_act and any(referral.allows(move) for move in moves)

    is_agreed = referral.agreed_version == referral.version and referral.version > 0
    return {
        "revise": may(Move.PROPOSE),
        "say": may(Move.SAY),
        "drop": may(Move.DROP),
        "call": may(Move.CALL) and is_agreed,
        "answer": may(*ANSWERS),
        "chase": may(Move.CHASE) and referral.way is Way.EMAIL,
        "start": may(Move.START),
        "accept": may(Move.ACCEPT),
        "put_on_list": may(Move.PUT_ON_LIST),
        "refuse": may(Move.REFUSE),
    }


def back_to(followed: Followed, notice: str) -> Page:
    return redirect(followed.path, notice=notice)
