"""Once she agreed: called, no answer, sent again, taken back, begun."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from backend import clock
from backend.catalogue.models import Kind
from backend.messaging.models import Letter
from backend.people.models import Device
from backend.referrals import actions, service
from backend.referrals.answering import Answer
from backend.referrals.models import Move, MoveRefused, Status, Way
from backend.referrals.passing import forget_bodies, lapse
from backend.referrals.queries import dispatches_of
from backend.referrals.rules import step_kind_of
from backend.steps.models import Kind as StepKind
from backend.steps.models import Status as StepStatus
from backend.steps.models import Step
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.referrals.asking import (
    MAILBOX,
    SITE,
    address,
    as_it_stands,
    proposed,
    sent,
    sheet,
    solution,
)

DAY = timedelta(days=1)


def test_on_the_phone_it_is_sent_when_somebody_called(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    referral = proposed(session, cast, way=Way.PHONE)
    with pytest.raises(MoveRefused):
        service.note_call(session, referral, cast.claire, now=NOON)
    amina, here = signed_in(cast.amina), address(referral)
    page = amina.visits(here)
    assert "Ce qui sera dit au téléphone, et rien de plus" in page.text
    page = amina.submits(page, f"{here}/accord")
    assert "La personne qui vous accompagne le sait." in page.text
    page = amina.submits(page, f"{here}/appel", appel="Ils rappellent lundi")
    assert "L’appel est noté." in page.text
    referral = as_it_stands(session, referral)
    [dispatch] = dispatches_of(session, referral)
    assert (referral.status, referral.answer_by) == (Status.SENT, date(2026, 3, 17))
    assert (dispatch.way, dispatch.recipient) == (Way.PHONE, "+33563000009")
    assert (dispatch.token_hash, dispatch.text) == ("", referral.text)
    assert session.exec(select(Letter).where(Letter.recipient == MAILBOX)).all() == []


def test_silence_is_shown_after_the_days_the_territory_gives(
    session: Session, cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    referral = sent(session, cast)
    lapse(session, now=NOON + 15 * DAY)
    assert referral.status is Status.SENT
    late = NOON + 16 * DAY
    lapse(session, now=late)
    lapse(session, now=late)
    session.commit()
    assert as_it_stands(session, referral).status is Status.UNANSWERED
    told = session.exec(select(Letter).where(Letter.recipient == cast.claire.email)).all()
    assert [one.subject for one in told] == ["Une solution n’a pas répondu"]
    amina, here = signed_in(cast.amina), address(referral)
    monkeypatch.setattr(clock, "now", lambda: late)
    for device in session.exec(select(Device)):
        device.last_seen_at = late
    session.commit()
    page = amina.visits(here)
    assert "Personne n’a répondu à votre demande du lundi 2 mars." in page.text
    assert "tel:+33563000009" in page.links()
    assert "/solutions?besoin=mobilite" in page.links()
    page = amina.submits(page, f"{here}/relance")
    assert "Votre demande est envoyée de nouveau." in page.text
    referral = as_it_stands(session, referral)
    assert (referral.status, referral.answer_by) == (Status.SENT, date(2026, 4, 2))
    first, second = dispatches_of(session, referral)
    assert (first.text, first.recipient) == (second.text, second.recipient)
    assert first.token_hash != second.token_hash


def test_in_guyane_the_day_is_theirs(session: Session, cast: Cast) -> None:
    offer = solution(session)
    draft = service.Draft(reason="", message="Bonjour")
    night = NOON.replace(hour=2)  # the day before in Cayenne
    referral = service.propose(session, cast.bilal, cast.karim, offer, draft, now=night)
    actions.agree(session, referral, 1, site=SITE, now=night)
    assert referral.answer_by == date(2026, 3, 16)


def test_an_e_mail_that_cannot_be_delivered_is_not_waited_for(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    referral = sent(session, cast)
    [letter] = session.exec(select(Letter).where(Letter.recipient == MAILBOX)).all()
    letter.failed_at, letter.reason = NOON, "smtp 550"
    session.commit()
    lapse(session, now=NOON)
    session.commit()
    page = signed_in(cast.amina).visits(address(referral))
    assert "n’a pas pu être remis" in page.text


def test_the_letter_is_empty_once_it_left_and_she_still_reads_what_it_said(
    session: Session, cast: Cast
) -> None:
    referral = sent(session, cast)
    [letter] = session.exec(select(Letter).where(Letter.recipient == MAILBOX)).all()
    forget_bodies(session, now=NOON)
    session.refresh(letter)
    assert "Amina" in letter.text
    letter.sent_at = NOON
    session.commit()
    forget_bodies(session, now=NOON)
    session.refresh(letter)
    assert letter.text == ""
    [dispatch] = dispatches_of(session, referral)
    assert "Amina Benali" in dispatch.text


def test_taken_back_before_it_left_it_never_leaves(session: Session, cast: Cast) -> None:
    referral = sent(session, cast)
    actions.withdraw(session, referral, site=SITE, now=NOON)
    [letter] = session.exec(select(Letter).where(Letter.recipient == MAILBOX)).all()
    session.refresh(letter)
    assert (letter.text, letter.failed_at, letter.sent_at) == ("", NOON, None)


def test_taken_back_after_it_left_the_solution_is_told_what_she_read(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    referral = sent(session, cast)
    [letter] = session.exec(select(Letter).where(Letter.recipient == MAILBOX)).all()
    letter.attempts, letter.sent_at = 1, NOON
    session.commit()
    amina, here = signed_in(cast.amina), f"{address(referral)}/retrait"
    page = amina.visits(here)
    read = "".join(page.text.split())
    page = amina.submits(page, here)
    assert "Votre demande est retirée." in page.text
    last = session.exec(
        select(Letter).where(Letter.recipient == MAILBOX).order_by(col(Letter.id).desc())
    ).first()
    assert last is not None
    assert "Amina B. retire sa demande pour\u00a0: Garage solidaire." in last.text
    assert "".join(last.text.split()) in read
    assert "Benali" not in last.text
    assert "/reponse/" not in last.text


def test_what_has_not_left_cannot_be_taken_back_only_refused(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    referral = proposed(session, cast)
    amina = signed_in(cast.amina)
    amina.visits(f"{address(referral)}/retrait", status=409)
    assert amina.posts(f"{address(referral)}/retrait").status_code == 409
    assert as_it_stands(session, referral).status is Status.PROPOSED


@pytest.mark.parametrize("on", ["2026-03-02", "2026-03-09"])
def test_accepted_it_becomes_a_step_when_she_says_so(
    session: Session, cast: Cast, signed_in: SignIn, on: str
) -> None:
    referral = sent(session, cast)
    yes = Answer(move=Move.ACCEPT, place_on=date(2026, 3, 9))
    service.answer_for_solution(session, referral, cast.claire, yes, now=NOON)
    session.commit()
    amina, here = signed_in(cast.amina), address(referral)
    page = amina.visits(here)
    assert page.form(f"{here}/debut")["jour"] == "2026-03-09"
    page = amina.submits(page, f"{here}/debut", jour=on)
    assert "C’est maintenant une étape de votre parcours." in page.text
    [step] = session.exec(select(Step)).all()
    assert (step.title, step.kind, step.is_hers) == ("Garage solidaire", StepKind.MOBILITY, True)
    has_begun = on == "2026-03-02"
    assert step.status is (StepStatus.IN_PROGRESS if has_begun else StepStatus.PLANNED)
    assert str(step.started_on if has_begun else step.planned_on) == on
    referral = as_it_stands(session, referral)
    assert (referral.status, referral.step_id) == (Status.STARTED, step.id)
    assert f"/parcours/etapes/{step.id}" in page.links()
    session.commit()
    assert amina.posts(f"{here}/debut", jour=on).status_code == 409
    assert len(session.exec(select(Step)).all()) == 1


def test_her_adviser_can_start_it_for_her(session: Session, cast: Cast) -> None:
    referral = sent(session, cast)
    yes = Answer(move=Move.ACCEPT)
    service.answer_for_solution(session, referral, cast.claire, yes, now=NOON)
    step = service.start(session, referral, cast.claire, NOON.date(), now=NOON)
    assert (step.adviser_id, step.structure_id) == (cast.claire.id, cast.department.id)


def test_a_removed_step_leaves_the_request(session: Session, cast: Cast) -> None:
    referral = sent(session, cast)
    yes = Answer(move=Move.ACCEPT)
    service.answer_for_solution(session, referral, cast.claire, yes, now=NOON)
    step = service.start(session, referral, cast.claire, NOON.date(), now=NOON)
    session.delete(step)
    session.commit()
    assert as_it_stands(session, referral).step_id is None


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"kind": Kind.IMMERSION, "themes": ""}, StepKind.IMMERSION),
        ({"kind": Kind.TRAINING, "themes": ""}, StepKind.TRAINING),
        ({"themes": "famille--garde-denfants"}, StepKind.CHILDCARE),
        ({"themes": "logement-hebergement--louer-un-logement"}, StepKind.HOUSING),
        ({"themes": "sante--acces-aux-soins"}, StepKind.HEALTH),
        ({"themes": "mobilite--permis sante--acces-aux-soins"}, StepKind.HEALTH),
        ({"themes": "numerique--maitriser"}, StepKind.DIGITAL),
        ({"themes": ""}, StepKind.OTHER),
    ],
)
def test_the_step_is_of_the_kind_of_the_solution(facts: dict[str, object], kind: StepKind) -> None:
    assert step_kind_of(sheet("Une solution", **facts)) is kind
