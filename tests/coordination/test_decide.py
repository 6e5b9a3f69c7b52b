"""What a group decides, and carries out once she agreed."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from backend.coordination import actions
from backend.coordination.actions import Decided, GroupClosed, NotAgreed
from backend.coordination.models import Answer, Decision, Group
from backend.people.models import Adviser
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.coordination.saying import BLOCKED, DECIDED, answers, read


def test_a_decision_says_who_does_it_and_until_when(
    cast: Cast, group: Group, signed_in: SignIn
) -> None:
    claire, path = signed_in(cast.claire), f"/pro/groupes/{group.id}"
    page = claire.submits(
        claire.visits(path),
        f"{path}/decisions",
        decision=DECIDED,
        par=str(cast.claire.id),
        avant="2026-03-20",
    )
    assert DECIDED in page.text
    assert "référente, Claire Bonnet" in page.text
    assert "vendredi 20 mars" in page.text
    assert "n’a pas encore répondu" in page.text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"decision": ""}, "Remplissez cette case."),
        ({"decision": "x" * 1001}, "C’est trop long"),
        ({"decision": DECIDED, "avant": "2026-02-01"}, "Ce jour est passé."),
        ({"decision": DECIDED, "par": "999999"}, "Choisissez une des réponses."),
    ],
)
def test_a_decision_that_cannot_be_taken_is_shown_again(
    session: Session,
    cast: Cast,
    group: Group,
    signed_in: SignIn,
    fields: dict[str, Any],
    message: str,
) -> None:
    claire, path = signed_in(cast.claire), f"/pro/groupes/{group.id}"
    page = claire.submits(claire.visits(path), f"{path}/decisions", **fields)
    assert page.status == 422
    assert message in page.text
    assert fields["decision"] in page.text
    assert session.exec(select(Decision)).all() == []
    session.commit()


def test_only_what_she_agreed_to_is_done(
    session: Session, cast: Cast, decision: Decision, signed_in: SignIn
) -> None:
    claire, path = signed_in(cast.claire), f"/pro/groupes/{decision.group_id}"
    done = f"{path}/decisions/{decision.id}/fin"
    assert claire.posts(done).status_code == 409
    actions.answer(session, decision, Answer.AGREES, now=NOON)
    session.commit()
    assert BLOCKED in claire.visits("/pro").text

    page = claire.submits(claire.visits(path), done)

    assert "C’est noté comme fait." in page.text
    first = read(session, decision).done_at
    actions.mark_done(read(session, decision), now=NOON + timedelta(days=1))
    session.rollback()
    assert read(session, decision).done_at == first
    assert BLOCKED not in claire.visits("/pro").text
    assert "fait le lundi 2 mars" in signed_in(cast.amina).visits("/parcours/groupes").text


def test_nothing_is_done_of_what_she_refused(session: Session, decision: Decision) -> None:
    actions.answer(session, decision, Answer.DISAGREES, now=NOON)
    with pytest.raises(NotAgreed):
        actions.mark_done(decision, now=NOON)
    session.rollback()


def test_nothing_more_is_decided_in_a_group_that_has_ended(
    session: Session, cast: Cast, nour: Adviser, decision: Decision, signed_in: SignIn
) -> None:
    claire, path = signed_in(cast.claire), f"/pro/groupes/{decision.group_id}"
    page = claire.submits(claire.visits(path), f"{path}/fermeture")
    assert "Le groupe est terminé." in page.text
    assert not page.all("form", action=f"{path}/decisions")
    assert claire.posts(f"{path}/decisions", decision="Encore").status_code == 409
    assert claire.posts(f"{path}/invitations", equipe=str(nour.id)).status_code == 409
    assert BLOCKED not in claire.visits("/pro").text
    amina = signed_in(cast.amina)
    assert "Vous êtes d’accord" in answers(amina, decision, avis="agrees").text
    session.expire_all()
    group = session.exec(select(Group)).one()
    with pytest.raises(GroupClosed):
        actions.write_decision(session, group, cast.claire, Decided(words="x"), now=NOON)
    session.rollback()
