"""What a professional sets, beside her project, and how it ends."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session, select

from backend.people.recorded import Author, Origin
from backend.projects import actions
from backend.projects.actions import ObjectiveFacts
from backend.projects.models import MoveRefused, Objective, ObjectiveStatus, Stance
from backend.sharing.models import Consultation, Purpose
from backend.vocabulary.themes import Theme
from tests.appointments.saving import statements
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.projects.saving import PROJECT, answers_to, colleague, objective, versions
from tests.visitor import Page

TODAY = NOON.date()
FACTS = ObjectiveFacts(words="Trouver un logement", set_on=TODAY)


def _path(cast: Cast) -> str:
    return f"/pro/personnes/{cast.amina.id}/projet"


def _tool(cast: Cast, reference: str | None = "o-1") -> Author:
    return Author(origin=Origin.API, structure_id=cast.department.id, reference=reference)


def test_an_adviser_sets_an_objective_and_she_reads_it(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    claire = signed_in(cast.claire)

    page = claire.submits(
        claire.visits(_path(cast)), f"{_path(cast)}/objectifs", mots="Un logement", theme="logement"
    )

    assert "L’objectif est fixé." in page.text
    row = session.exec(select(Objective)).one()
    assert (row.words, row.theme, row.set_on) == ("Un logement", Theme.HOUSING, TODAY)
    assert (row.structure_id, row.adviser_id) == (cast.department.id, cast.claire.id)
    assert "Un logement" in signed_in(cast.amina).visits(PROJECT).text


def test_a_theme_of_her_situation_leads_to_an_objective(cast: Cast, signed_in: SignIn) -> None:
    claire = signed_in(cast.claire)
    path = f"/pro/personnes/{cast.amina.id}/projet"

    about = claire.visits(f"{path}?theme=logement")
    other = claire.visits(f"{path}?theme=nothing")

    assert about.form(f"{path}/objectifs")["theme"] == Theme.HOUSING
    assert 0 < len(options(about)) < len(options(other))
    assert "Garder son logement" in options(about)
    assert other.form(f"{path}/objectifs")["theme"] == ""


def options(page: Page) -> list[str]:
    (pistes,) = page.all("datalist")
    return [option.get("value") or "" for option in pistes]


@pytest.mark.parametrize("sent", [{"mots": ""}, {"mots": "a" * 301}, {"mots": "a", "theme": "or"}])
def test_what_cannot_be_taken_is_said_and_kept(
    session: Session, cast: Cast, signed_in: SignIn, sent: dict[str, str]
) -> None:
    claire = signed_in(cast.claire)

    page = claire.submits(
        claire.visits(_path(cast)), f"{_path(cast)}/objectifs", htmx=False, **sent
    )

    assert page.status == 422
    assert page.form(f"{_path(cast)}/objectifs")["mots"] == sent["mots"]
    assert session.exec(select(Objective)).all() == []


def test_an_adviser_reads_her_project_and_her_answers_and_it_leaves_a_trace(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    actions.write_project(session, cast.amina, "Travailler avec des enfants", now=NOON)
    row = objective(session, cast)
    actions.answer(session, row, Stance.NOT_MINE, "Trop loin", now=NOON)
    session.commit()

    page = signed_in(cast.claire).visits(_path(cast))

    for words in ("Travailler avec des enfants", "ce n’est pas mon projet", "Trop loin"):
        assert words in page.text
    assert session.exec(select(Consultation)).one().purpose is Purpose.PROJECT


def test_nothing_a_professional_may_send_changes_her_words(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    actions.write_project(session, cast.amina, "Travailler avec des enfants", now=NOON)
    session.commit()
    claire = signed_in(cast.claire)

    forms = claire.visits(_path(cast)).all("form")
    for action in {
        form.get("action") or "" for form in forms if "/pro/" in str(form.get("action"))
    }:
        claire.posts(action, mots="Autre chose", issue="reached")
    assert claire.posts(PROJECT, mots="Autre chose").status_code == 401
    assert claire.posts(_path(cast), mots="Autre chose").status_code == 405
    assert versions(session, cast.amina) == ["Travailler avec des enfants"]


@pytest.mark.parametrize("status", ["reached", "given_up"])
def test_its_structure_ends_it(
    session: Session, cast: Cast, signed_in: SignIn, status: str
) -> None:
    row = objective(session, cast)
    claire = signed_in(cast.claire)

    page = claire.submits(
        claire.visits(_path(cast)), f"{_path(cast)}/objectifs/{row.id}/fin", issue=status
    )

    refused = claire.posts(f"{_path(cast)}/objectifs/{row.id}/fin", issue="in_progress")
    assert refused.status_code == 422
    session.refresh(row)
    assert "L’objectif est terminé." in page.text
    assert (row.status, row.ended_on) == (ObjectiveStatus(status), TODAY)


def test_who_set_it_marks_her_answer_as_read(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = objective(session, cast)
    actions.answer(session, row, Stance.NOT_MINE, "Trop loin", now=NOON)
    session.commit()
    claire = signed_in(cast.claire)
    action = f"{_path(cast)}/objectifs/{row.id}/lecture"

    page = claire.submits(claire.visits(_path(cast)), action)

    assert "notée comme lue" in page.text
    assert action not in [form.get("action") for form in page.all("form")]
    assert answers_to(session, row) == [("not_mine", "Trop loin")]


def test_another_structure_that_accompanies_her_reads_it_and_changes_nothing(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = objective(session, cast)
    sophie = signed_in(colleague(session, cast, cast.amina))

    page = sophie.visits(_path(cast))

    assert "Trouver un logement" in page.text
    for verb in ("fin", "lecture"):
        action = f"{_path(cast)}/objectifs/{row.id}/{verb}"
        assert action not in [form.get("action") for form in page.all("form")]
        assert sophie.posts(action, issue="reached").status_code == 404


def test_health_and_family_stay_with_social_workers_and_who_wrote_it(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    objective(session, cast, "Voir un médecin", theme=Theme.HEALTH)
    social = colleague(session, cast, cast.amina)
    professional = colleague(session, cast, cast.amina, social=False)

    seen = {
        who.email: "Voir un médecin" in signed_in(who).visits(_path(cast)).text
        for who in (cast.claire, social, professional)
    }

    assert list(seen.values()) == [True, True, False]


def test_who_does_not_accompany_her_finds_nothing(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = objective(session, cast)
    for stranger in (cast.karim, colleague(session, cast, None)):
        visitor = signed_in(stranger)
        visitor.visits(_path(cast), status=404)
        for verb in ("objectifs", f"objectifs/{row.id}/fin", f"objectifs/{row.id}/lecture"):
            assert visitor.posts(f"{_path(cast)}/{verb}", mots="Un logement").status_code == 404
    assert session.exec(select(Consultation)).all() == []


def test_told_again_in_the_same_words_it_is_the_same_one(session: Session, cast: Cast) -> None:
    first = actions.set_objective(session, cast.amina, FACTS, _tool(cast), now=NOON)
    told = replace(FACTS, theme=Theme.HOUSING)

    again = actions.set_objective(session, cast.amina, told, _tool(cast), now=NOON)

    assert again is first
    assert again.theme is Theme.HOUSING


def test_told_in_other_words_the_former_ends_with_her_answer_and_another_begins(
    session: Session, cast: Cast
) -> None:
    former = actions.set_objective(session, cast.amina, FACTS, _tool(cast), now=NOON)
    actions.answer(session, former, Stance.MINE, "", now=NOON)
    told = replace(FACTS, words="Quitter son logement", set_on=date(2026, 3, 5))

    new = actions.set_objective(session, cast.amina, told, _tool(cast), now=NOON)
    session.commit()

    assert (former.words, former.ended_on) == ("Trouver un logement", date(2026, 3, 5))
    assert not former.is_open
    assert (new.words, new.reference, new.is_open) == ("Quitter son logement", "o-1", True)
    assert answers_to(session, new) == []
    assert answers_to(session, former) == [("mine", "")]


def test_a_reference_is_that_of_one_person_and_of_one_structure(
    session: Session, cast: Cast
) -> None:
    first = actions.set_objective(session, cast.amina, FACTS, _tool(cast), now=NOON)
    other = replace(_tool(cast), structure_id=cast.mission_locale.id)

    assert actions.set_objective(session, cast.bilal, FACTS, other, now=NOON) is not first
    with pytest.raises(MoveRefused):
        actions.set_objective(session, cast.bilal, FACTS, _tool(cast), now=NOON)


def test_what_has_ended_stays_as_it_ended_until_it_is_opened_again(
    session: Session, cast: Cast
) -> None:
    row = actions.set_objective(session, cast.amina, FACTS, _tool(cast, None), now=NOON)
    actions.close(row, ObjectiveStatus.REACHED, on=TODAY, now=NOON)
    actions.close(row, ObjectiveStatus.GIVEN_UP, on=date(2026, 4, 1), now=NOON)
    assert (row.status, row.ended_on) == (ObjectiveStatus.REACHED, TODAY)

    actions.reopen(row, now=NOON)
    assert (row.is_open, row.ended_on) == (True, None)


def test_the_page_costs_the_same_for_one_objective_as_for_many(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    objective(session, cast)
    claire = signed_in(cast.claire)
    claire.visits(_path(cast))
    with statements() as few:
        claire.visits(_path(cast))
    for number in range(20):
        objective(session, cast, f"Objectif {number}")
    with statements() as many:
        claire.visits(_path(cast))

    assert len(many) == len(few)
