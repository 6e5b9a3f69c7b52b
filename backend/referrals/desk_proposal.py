"""The page on which an adviser proposes a solution: what she would read, what would leave."""

from dataclasses import dataclass
from typing import Any

from backend.catalogue.queries import Shown
from backend.people.models import Adviser, Person
from backend.referrals.desk_access import Proposal
from backend.referrals.desk_forms import ProposeForm
from backend.referrals.desk_words import WAYS
from backend.referrals.models import Referral, Way
from backend.referrals.queries import open_for
from backend.referrals.rules import may_read
from backend.referrals.words import HIDDEN, About, letter_of, subject_of_letter, text_of
from backend.web.forms import Form
from backend.web.pages import Page, page


@dataclass(frozen=True)
class Preview:
    """Word for word, before she has ticked anything of hers."""

    subject: str
    text: str
    recipient: str


def proposal_page(proposal: Proposal, form: Form[Any], preview: Preview | None = None) -> Page:
    person, shown = proposal.sight.person, proposal.shown
    known = open_for(proposal.session, person, shown.offer.id)
    may_open = known is not None and may_read(proposal.sight, known, shown.sheet)
    return page(
        proposal.visit,
        "referrals/desk/propose.html",
        status=422 if form.refusals else 200,
        form=form,
        followed=person,
        solution=shown,
        known=known,
        may_open=may_open,
        preview=preview,
        ways=WAYS,
        email=shown.email,
        phone=shown.phone,
    )


def preview_of(proposal: Proposal, told: ProposeForm, adviser: Adviser) -> Preview:
    person, shown = proposal.sight.person, proposal.shown
    text = text_of(_prepared(told, person, shown), person, _about(shown, adviser))
    if told.way is Way.PHONE:
        return Preview("", text, shown.phone)
    link = f"{proposal.site.rstrip('/')}/reponse/{HIDDEN}"
    return Preview(subject_of_letter(), letter_of(text, link), shown.email)


def _about(shown: Shown, adviser: Adviser) -> About:
    return About(solution=shown.sheet.name, adviser=adviser)


def _prepared(told: ProposeForm, person: Person, shown: Shown) -> Referral:
    """Never saved: only to make the text."""
    columns: dict[str, Any] = {"person_id": person.id, "offer_id": shown.offer.id}
    return Referral(**columns, message=told.message)
