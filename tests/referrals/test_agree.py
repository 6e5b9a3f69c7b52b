"""Nothing about her leaves before she agreed to exactly that text."""

from datetime import date

import pytest
from sqlmodel import Session, select

from backend.audit.models import AuditEntry
from backend.catalogue.editions import write_now
from backend.catalogue.models import Offer
from backend.messaging.models import Letter
from backend.referrals import actions, service
from backend.referrals.models import Detail, MoveRefused, Status, Way
from backend.referrals.preparing import AlreadyAsked, NoAddress, TextChanged, Ticked
from backend.referrals.queries import dispatches_of
from backend.referrals.service import Draft
from backend.referrals.words import HIDDEN, letter_of
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.referrals.asking import (
    MAILBOX,
    MESSAGE,
    REASON,
    SITE,
    address,
    proposed,
    sheet,
    solution,
)

LINK = f"{SITE}/reponse/"


def letters_to(session: Session, recipient: str) -> list[Letter]:
    return list(session.exec(select(Letter).where(Letter.recipient == recipient)).all())


def test_a_proposal_writes_to_nobody(session: Session, cast: Cast) -> None:
    referral = proposed(session, cast)
    assert referral.status is Status.PROPOSED
    assert referral.version == 1
    assert session.exec(select(Letter)).all() == []


def test_what_leaves_is_what_she_read(session: Session, cast: Cast) -> None:
    referral = proposed(session, cast)
    read = letter_of(referral.text, LINK + HIDDEN)
    actions.agree(session, referral, 1, site=SITE, now=NOON)
    [letter] = letters_to(session, MAILBOX)
    [dispatch] = dispatches_of(session, referral)
    token = letter.text.partition(LINK)[2].split()[0]
    assert letter.text.replace(token, HIDDEN) == read
    assert (dispatch.text, dispatch.recipient) == (referral.text, MAILBOX)
    assert (referral.status, referral.answer_by) == (Status.SENT, date(2026, 3, 17))
    assert token not in str(dispatch)
    deeds = {row.action for row in session.exec(select(AuditEntry))}
    assert {"referral.agree", "referral.send"} <= deeds


def test_the_text_holds_her_name_and_nothing_she_did_not_tick(session: Session, cast: Cast) -> None:
    text = proposed(session, cast).text
    assert "Amina Benali" in text
    assert MESSAGE in text
    for hidden in ("06 12 00 00 01", "amina@example.org", "1994", REASON, "Département"):
        assert hidden not in text


def test_what_she_ticks_is_a_new_text(session: Session, cast: Cast) -> None:
    referral = proposed(session, cast)
    every = Ticked(details=frozenset(Detail), birth_date=date(1994, 5, 17), commune="Albi")
    actions.tick(session, referral, 1, every, now=NOON)
    assert referral.version == 2
    for told in ("06 12 00 00 01", "amina@example.org", "17 mai 1994", "Albi"):
        assert told in referral.text
    with pytest.raises(TextChanged):
        actions.agree(session, referral, 1, site=SITE, now=NOON)
    actions.tick(session, referral, 2, Ticked(), now=NOON)
    assert (referral.birth_date, referral.commune, referral.details) == (None, "", "")
    actions.agree(session, referral, 3, site=SITE, now=NOON)
    [letter] = letters_to(session, MAILBOX)
    assert "06 12" not in letter.text


def test_a_text_written_otherwise_is_not_the_one_she_agreed_to(
    session: Session, cast: Cast
) -> None:
    referral = proposed(session, cast)
    other = Draft(reason=REASON, message="Elle est malade.")
    service.revise(session, referral, cast.claire, other, now=NOON)
    with pytest.raises(TextChanged):
        actions.agree(session, referral, 1, site=SITE, now=NOON)
    assert letters_to(session, MAILBOX) == []


def test_an_agreement_falls_when_the_text_changes(session: Session, cast: Cast) -> None:
    referral = proposed(session, cast, way=Way.PHONE)
    actions.agree(session, referral, 1, site=SITE, now=NOON)
    assert referral.status is Status.AGREED
    draft = Draft(reason=REASON, message="Autre chose", way=Way.PHONE)
    service.revise(session, referral, cast.claire, draft, now=NOON)
    assert (referral.status, referral.agreed_version) == (Status.PROPOSED, None)
    with pytest.raises(MoveRefused):
        service.note_call(session, referral, cast.claire, now=NOON)


def test_what_the_catalogue_or_her_file_say_later_changes_nothing_in_what_leaves(
    session: Session, cast: Cast
) -> None:
    offer = solution(session)
    referral = proposed(session, cast, offer)
    actions.tick(session, referral, 1, Ticked(details=frozenset({Detail.PHONE})), now=NOON)
    read = referral.text
    cast.amina.phone = "+33699999999"
    write_now(session, offer, sheet("Autre nom", email="autre@example.org"))
    actions.agree(session, referral, 2, site=SITE, now=NOON)
    [letter] = letters_to(session, MAILBOX)
    assert letter.text.startswith(read)


def test_of_two_at_once_the_first_wins(session: Session, cast: Cast) -> None:
    referral = proposed(session, cast)
    session.expunge(referral)  # what her page read before
    again = session.get_one(type(referral), referral.id)
    service.drop(session, again, cast.claire, "Plus de place", now=NOON)
    session.expunge(again)
    session.add(referral)
    with pytest.raises(MoveRefused):
        actions.agree(session, referral, 1, site=SITE, now=NOON)
    assert letters_to(session, MAILBOX) == []


def test_one_request_at_a_time_for_a_solution(session: Session, cast: Cast) -> None:
    referral = proposed(session, cast)
    with pytest.raises(AlreadyAsked) as known:
        proposed(session, cast, session.get_one(Offer, referral.offer_id))
    assert known.value.referral.id == referral.id


def test_nobody_can_be_written_to_where_there_is_no_address(session: Session, cast: Cast) -> None:
    offer = solution(session, email="")
    with pytest.raises(NoAddress):
        proposed(session, cast, offer)
    session.rollback()


def test_there_is_nothing_to_agree_to_before_a_text_is_prepared(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    offer = solution(session)
    referral = actions.ask(
        session, cast.amina, offer, cast.claire, "Une voiture", site=SITE, now=NOON
    )
    actions.decline(session, referral, "", site=SITE, now=NOON)
    actions.discuss(session, referral, "Finalement oui", site=SITE, now=NOON)
    with pytest.raises(TextChanged):
        actions.agree(session, referral, 0, site=SITE, now=NOON)
    assert referral.status is Status.DISCUSSED
    session.commit()
    amina, here = signed_in(cast.amina), address(referral)
    page = amina.visits(here)
    assert not [form for form in page.all("form") if form.get("action") == f"{here}/accord"]
    amina.submits(page, f"{here}/refus")
