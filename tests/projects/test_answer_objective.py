"""« C’est mon projet », « ce n’est pas mon projet »: hers to say, hers to change."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from backend.projects import actions, queries
from backend.projects.models import MoveRefused, ObjectiveStatus, Stance
from backend.vocabulary.themes import Theme
from tests.appointments.saving import statements
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.projects.saving import PROJECT, answers_to, colleague, objective
from tests.visitor import Page

TODAY = NOON.date()


def test_an_objective_says_who_set_it_when_and_about_what(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    objective(session, cast, theme=Theme.HOUSING)

    page = signed_in(cast.amina).visits(PROJECT)

    for words in (
        "Trouver un logement",
        "référente",
        "Claire Bonnet",
        "mardi 3 février",
        "Logement",
    ):
        assert words in page.text
    assert cast.department.name in page.text


@pytest.mark.parametrize("stance", list(Stance))
@pytest.mark.parametrize("htmx", [True, False])
def test_she_answers_with_her_reason_and_reads_it_where_she_answered(
    session: Session, cast: Cast, signed_in: SignIn, stance: Stance, *, htmx: bool
) -> None:
    row = objective(session, cast)
    amina = signed_in(cast.amina)

    page = amina.submits(
        amina.visits(PROJECT),
        f"/parcours/objectifs/{row.id}/reponse",
        htmx=htmx,
        reponse=stance.value,
        raison="Je veux rester près de mes parents",
    )

    said = "c’est mon projet" if stance is Stance.MINE else "ce n’est pas mon projet"
    assert f"Vous avez dit : {said}" in page.text
    assert "Je veux rester près de mes parents" in page.text
    assert answers_to(session, row) == [(stance.value, "Je veux rester près de mes parents")]


def test_the_fragment_put_in_the_page_is_the_page_loaded_again(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = objective(session, cast)
    objective(session, cast, "Passer le permis")
    amina = signed_in(cast.amina)

    fragment = amina.submits(
        amina.visits(PROJECT),
        f"/parcours/objectifs/{row.id}/reponse",
        htmx=True,
        reponse="mine",
    )

    def block(page: Page) -> str:
        (found,) = page.all("article", id=f"objectif-{row.id}")
        return " ".join("".join(found.itertext()).split())

    assert block(fragment) == block(amina.visits(PROJECT))


def test_her_answers_before_are_kept(session: Session, cast: Cast, signed_in: SignIn) -> None:
    row = objective(session, cast)
    amina = signed_in(cast.amina)
    action = f"/parcours/objectifs/{row.id}/reponse"

    amina.submits(amina.visits(PROJECT), action, reponse="mine")
    amina.submits(amina.visits(PROJECT), action, reponse="mine")
    page = amina.submits(amina.visits(PROJECT), action, reponse="not_mine", raison="Trop loin")
    assert f"/droits/demandes/nouvelle/contest_objective?objectif={row.id}" in page.links()

    assert answers_to(session, row) == [("mine", ""), ("not_mine", "Trop loin")]
    assert "Mes réponses d’avant" in page.text
    assert "lundi 2 mars : c’est mon projet" in page.text


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    "sent", [{"reponse": "peut-être"}, {"reponse": "mine", "raison": "a" * 501}]
)
def test_what_cannot_be_taken_is_said_at_the_objective_and_kept(
    session: Session, cast: Cast, signed_in: SignIn, sent: dict[str, str], *, htmx: bool
) -> None:
    row = objective(session, cast)
    amina = signed_in(cast.amina)
    action = f"/parcours/objectifs/{row.id}/reponse"

    page = amina.submits(amina.visits(PROJECT), action, htmx=htmx, **sent)

    assert page.status == 422
    assert page.form(action)["raison"] == sent.get("raison", "")
    assert answers_to(session, row) == []


def test_an_objective_that_has_ended_is_shown_last_and_no_longer_answered(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    ended = objective(
        session,
        cast,
        "Passer le code",
        status=ObjectiveStatus.REACHED,
        set_on=date(2026, 3, 1),
        ended_on=TODAY,
    )
    row = objective(session, cast)
    amina = signed_in(cast.amina)

    page = amina.visits(PROJECT)

    ids = [article.get("id") for article in page.all("article")]
    assert ids == [f"objectif-{row.id}", f"objectif-{ended.id}"]
    assert "Atteint" in page.text
    response = amina.posts(f"/parcours/objectifs/{ended.id}/reponse", reponse="mine")
    assert response.status_code == 409
    with pytest.raises(MoveRefused):
        actions.answer(session, ended, Stance.MINE, "", now=NOON)


def test_nobody_answers_for_her(session: Session, cast: Cast, signed_in: SignIn) -> None:
    row = objective(session, cast)
    action = f"/parcours/objectifs/{row.id}/reponse"

    assert signed_in(cast.bilal).posts(action, reponse="mine").status_code == 404
    assert signed_in(cast.claire).posts(action, reponse="mine").status_code == 401
    assert answers_to(session, row) == []


def test_those_without_her_answer_are_known(session: Session, cast: Cast) -> None:
    rows = [objective(session, cast, words) for words in ("Un", "Deux", "Trois")]
    actions.answer(session, rows[0], Stance.MINE, "", now=NOON)
    actions.close(rows[1], ObjectiveStatus.REACHED, on=TODAY, now=NOON)
    session.commit()

    assert [row.words for row in queries.unanswered(session, cast.amina)] == ["Trois"]
    assert queries.unanswered(session, cast.bilal) == []


def test_her_last_answer_waits_for_who_set_the_objective_until_it_is_read(
    session: Session, cast: Cast
) -> None:
    row = objective(session, cast)
    sophie = colleague(session, cast, cast.amina)
    actions.answer(session, row, Stance.MINE, "", now=NOON)
    actions.answer(session, row, Stance.NOT_MINE, "Trop loin", now=NOON + timedelta(hours=1))
    session.commit()

    (waiting,) = queries.contested_for(session, cast.claire, today=TODAY)
    assert (waiting.person_id, waiting.objective_id) == (cast.amina.id, row.id)
    assert (waiting.objective, waiting.reason) == ("Trouver un logement", "Trop loin")
    assert queries.contested_for(session, sophie, today=TODAY) == []
    assert queries.contested_for(session, cast.claire, today=TODAY - timedelta(days=1)) == []

    actions.mark_read(session, row, now=NOON)
    session.commit()
    assert queries.contested_for(session, cast.claire, today=TODAY) == []


def test_an_answer_she_changed_for_the_better_no_longer_waits(session: Session, cast: Cast) -> None:
    row = objective(session, cast)
    actions.answer(session, row, Stance.NOT_MINE, "", now=NOON)
    actions.answer(session, row, Stance.MINE, "", now=NOON)
    session.commit()

    assert queries.contested_for(session, cast.claire, today=TODAY) == []


def test_it_costs_the_same_for_one_objective_as_for_many(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    objective(session, cast)
    amina = signed_in(cast.amina)
    amina.visits(PROJECT)
    with statements() as few:
        amina.visits(PROJECT)
    for number in range(20):
        row = objective(session, cast, f"Objectif {number}")
        for answer in range(15):
            actions.answer(session, row, Stance.MINE, str(answer), now=NOON)
    session.commit()
    with statements() as many:
        page = amina.visits(PROJECT)

    assert len(many) == len(few)
    assert len(page.all("article")) == 21
