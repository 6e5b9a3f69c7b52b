"""What a professional plans, holds and cancels."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from backend.people.recorded import Author, Origin
from backend.projects import actions as projects
from backend.reviews import actions
from backend.reviews.actions import ReviewFacts
from backend.reviews.models import MoveRefused, Review, ReviewParticipant
from backend.sharing.models import Consultation, Purpose
from tests.appointments.saving import statements
from tests.cast import Cast, saved
from tests.conftest import NOON, SignIn
from tests.projects.saving import colleague, objective
from tests.reviews.saving import POINTS, claires, held, planned

TODAY = NOON.date()


def _path(cast: Cast) -> str:
    return f"/pro/personnes/{cast.amina.id}/points"


def test_an_adviser_plans_one_with_the_team_and_she_reads_it(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    sophie = colleague(session, cast, cast.amina)
    stranger = colleague(session, cast, None)
    claire = signed_in(cast.claire)
    page = claire.visits(_path(cast))
    assert "un social et un professionnel ensemble" in page.text

    response = claire.client.post(
        _path(cast),
        data=page.form(_path(cast))
        | {
            "jour": "2026-03-20",
            "ordre": "Le logement",
            "equipe": [str(cast.claire.id), str(sophie.id), str(stranger.id), "x"],
        },
        follow_redirects=False,
    )

    assert response.status_code == 303
    assert "Le point de situation est prévu." in claire.visits(_path(cast)).text
    row = session.exec(select(Review)).one()
    assert (row.planned_on, row.adviser_id) == (date(2026, 3, 20), cast.claire.id)
    people = session.exec(select(ReviewParticipant.adviser_id)).all()
    assert list(people) == [sophie.id]
    hers = signed_in(cast.amina).visits(POINTS).text
    assert "vendredi 20 mars" in hers
    assert "Sophie Martin" in hers


@pytest.mark.parametrize("jour", ["", "demain", "2026-03-01", "2036-03-01"])
def test_a_day_that_cannot_be_is_said_and_what_was_typed_is_kept(
    session: Session, cast: Cast, signed_in: SignIn, jour: str
) -> None:
    claire = signed_in(cast.claire)

    page = claire.submits(claire.visits(_path(cast)), _path(cast), jour=jour, ordre="Le logement")

    assert page.status == 422
    assert page.form(_path(cast))["ordre"] == "Le logement"
    assert session.exec(select(Review)).all() == []


def test_what_was_decided_is_written_down_and_she_reads_it(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = planned(session, cast, TODAY)
    claire = signed_in(cast.claire)
    action = f"{_path(cast)}/{row.id}/tenue"

    page = claire.submits(
        claire.visits(f"{_path(cast)}/{row.id}"), action, decisions="Chercher un stage"
    )

    assert "Ce qui a été décidé est enregistré." in page.text
    assert "Chercher un stage" in signed_in(cast.amina).visits(POINTS).text
    session.refresh(row)
    assert row.held_on == TODAY


@pytest.mark.parametrize(
    "sent",
    [{"decisions": ""}, {"jour": "2026-03-03", "decisions": "Oui"}, {"decisions": "a" * 2001}],
)
@pytest.mark.parametrize("verb", ["tenue", "tenus"])
def test_one_to_come_or_without_decisions_is_not_held(
    session: Session, cast: Cast, signed_in: SignIn, sent: dict[str, str], verb: str
) -> None:
    row = planned(session, cast)
    where = f"{_path(cast)}/{row.id}" if verb == "tenue" else _path(cast)
    claire = signed_in(cast.claire)

    page = claire.submits(
        claire.visits(where), f"{where}/{verb}", htmx=False, **({"jour": "2026-03-02"} | sent)
    )

    assert page.status == 422
    assert page.form(f"{where}/{verb}")["decisions"] == sent["decisions"]
    session.expire_all()
    assert [one.held_on for one in session.exec(select(Review))] == [None]


def test_one_that_was_not_planned_here_is_written_down(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    claire = signed_in(cast.claire)

    claire.submits(
        claire.visits(_path(cast)), f"{_path(cast)}/tenus", jour="2026-02-20", decisions="Oui"
    )

    row = session.exec(select(Review)).one()
    assert (row.held_on, row.planned_on, row.decisions) == (date(2026, 2, 20), None, "Oui")


def test_a_planned_one_is_cancelled_and_she_is_told(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = planned(session, cast)
    claire, amina = signed_in(cast.claire), signed_in(cast.amina)

    page = claire.submits(
        claire.visits(f"{_path(cast)}/{row.id}"), f"{_path(cast)}/{row.id}/annulation"
    )

    assert "Le point de situation est annulé." in page.text
    assert "vendredi 20 mars" not in amina.visits(POINTS).text
    assert "est annulé" in amina.visits(f"{POINTS}/{row.id}").text
    held_after = claire.posts(
        f"{_path(cast)}/{row.id}/tenue", jour="2026-03-02", decisions="Quand même"
    )
    assert held_after.status_code == 409


def test_what_was_held_is_not_cancelled(session: Session, cast: Cast) -> None:
    row = held(session, cast, TODAY)
    with pytest.raises(MoveRefused):
        actions.cancel(row, now=NOON)
    with pytest.raises(MoveRefused):
        actions.hold(session, row, on=TODAY + timedelta(days=1), decisions="Oui", now=NOON)


def test_another_structure_reads_and_changes_only_those_it_takes_part_in(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = planned(session, cast, TODAY)
    adviser = colleague(session, cast, cast.amina)
    sophie = signed_in(adviser)
    where = f"{_path(cast)}/{row.id}"
    sent = {"jour": "2026-03-02", "decisions": "Oui"}

    assert "Le logement" in sophie.visits(where).text
    assert sophie.posts(f"{where}/tenue", **sent).status_code == 404
    assert sophie.posts(f"{where}/annulation").status_code == 404

    saved(session, ReviewParticipant(review_id=row.id, adviser_id=adviser.id))
    session.commit()
    assert sophie.posts(f"{where}/tenue", **sent).status_code == 303


def test_who_does_not_accompany_her_finds_nothing(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = planned(session, cast)
    for stranger in (cast.karim, colleague(session, cast, None)):
        visitor = signed_in(stranger)
        for path in ("", "/preparation", f"/{row.id}"):
            visitor.visits(f"{_path(cast)}{path}", status=404)
        for path in ("", "/tenus", f"/{row.id}/tenue", f"/{row.id}/annulation"):
            assert visitor.posts(f"{_path(cast)}{path}", jour="2026-03-20").status_code == 404


def test_one_of_somebody_else_is_not_found_under_her_address(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    row = planned(session, cast, person_id=cast.bilal.id)

    signed_in(cast.claire).visits(f"{_path(cast)}/{row.id}", status=404)


def test_to_prepare_it_an_adviser_reads_her_project_and_her_answers(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    projects.write_project(session, cast.amina, "Travailler avec des enfants", now=NOON)
    objective(session, cast)

    page = signed_in(cast.claire).visits(f"{_path(cast)}/preparation")

    for words in ("Travailler avec des enfants", "Trouver un logement", "0 a une réponse, sur 1"):
        assert words in page.text
    assert session.exec(select(Consultation)).one().purpose is Purpose.REVIEW


def test_a_tool_tells_the_same_one_again(session: Session, cast: Cast) -> None:
    author = Author(origin=Origin.API, structure_id=cast.department.id, reference="r-1")
    facts = ReviewFacts(planned_on=date(2026, 3, 20), participants=[cast.claire.id])
    row = actions.plan(session, cast.amina, facts, author, now=NOON)

    again = actions.plan(
        session, cast.amina, ReviewFacts(planned_on=date(2026, 3, 27)), author, now=NOON
    )

    assert again is row
    assert row.planned_on == date(2026, 3, 27)
    assert session.exec(select(ReviewParticipant)).all() == []
    with pytest.raises(MoveRefused):
        actions.plan(session, cast.bilal, facts, author, now=NOON)


def test_who_leads_it_is_not_counted_twice(session: Session, cast: Cast) -> None:
    facts = ReviewFacts(planned_on=TODAY, participants=[cast.claire.id])

    actions.plan(session, cast.amina, facts, claires(cast), now=NOON)

    assert session.exec(select(ReviewParticipant)).all() == []


def test_the_page_costs_the_same_for_one_as_for_many(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    held(session, cast, TODAY)
    planned(session, cast)
    claire = signed_in(cast.claire)
    claire.visits(_path(cast))
    with statements() as few:
        claire.visits(_path(cast))
    for number in range(15):
        held(session, cast, TODAY - timedelta(days=number))
    with statements() as many:
        claire.visits(_path(cast))

    assert len(many) == len(few)
