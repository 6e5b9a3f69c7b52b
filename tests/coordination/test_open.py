"""Advisers of several structures look at a blocked situation together."""

import pytest
from sqlmodel import Session, select

from backend.coordination import actions, queries
from backend.coordination.actions import Decided, Matter
from backend.coordination.models import Decision, Group
from backend.messaging.models import Letter
from backend.people.models import Accompaniment, Adviser, FieldOfWork
from backend.territories.models import Structure
from tests.appointments.saving import statements
from tests.cast import Cast, saved
from tests.conftest import NOON, SignIn
from tests.coordination.saying import BLOCKED, about, read
from tests.parcours.writing import day


def test_an_adviser_opens_a_group_and_invites_those_of_other_structures(
    session: Session, cast: Cast, nour: Adviser, signed_in: SignIn
) -> None:
    claire = signed_in(cast.claire)
    page = claire.visits(about(cast))
    assert "Vous n’êtes dans aucun groupe au sujet de cette personne." in page.text

    page = claire.submits(page, about(cast), motif=BLOCKED, jour="12/03/2026", equipe=str(nour.id))

    assert BLOCKED in page.text
    assert "Le groupe est ouvert." in page.text
    assert "Nour Petit" in page.text
    assert "jeudi 12 mars" in page.text
    letter = session.exec(select(Letter)).one()
    assert letter.recipient == nour.email
    assert "https://parcours.test/pro/groupes/" in letter.text
    assert not {"Amina", "Benali", "logement"} & set(letter.text.replace(",", " ").split())
    session.commit()
    assert BLOCKED in signed_in(nour).visits("/pro").text


def test_what_was_typed_is_kept_when_it_cannot_be_taken(
    session: Session, cast: Cast, nour: Adviser, signed_in: SignIn
) -> None:
    claire = signed_in(cast.claire)
    page = claire.visits(about(cast))

    page = claire.submits(page, about(cast), motif="", jour="2020-01-01", equipe=str(nour.id))
    assert page.status == 422
    assert "Remplissez cette case." in page.text
    assert page.all("input", name="equipe", checked="")

    page = claire.submits(page, about(cast), motif=BLOCKED, jour="2020-01-01")
    assert page.status == 422
    assert "Ce jour est passé." in page.text
    assert page.all("textarea")[0].text == BLOCKED
    assert session.exec(select(Group)).all() == []
    session.commit()


def test_only_those_who_accompany_her_in_her_territory_can_be_invited(
    session: Session, cast: Cast, group: Group, signed_in: SignIn
) -> None:
    elsewhere = saved(session, Structure(territory_id=cast.guyane.id, name="CCAS"))
    far = saved(
        session,
        Adviser(
            structure_id=elsewhere.id,
            first_name="Jo",
            last_name="Loin",
            email="jo@example.org",
            function="conseiller",
            field=FieldOfWork.PROFESSIONAL,
        ),
    )
    session.add(Accompaniment(person_id=cast.amina.id, adviser_id=far.id, started_on=day(-5)))
    session.commit()
    path = f"/pro/groupes/{group.id}"

    for adviser in (far, cast.karim):
        signed_in(cast.claire).posts(f"{path}/invitations", equipe=str(adviser.id))
        signed_in(adviser).visits(path, status=404)

    assert session.exec(select(Letter)).all() == []
    session.commit()


def test_somebody_invited_twice_is_written_to_once(
    session: Session, cast: Cast, nour: Adviser, group: Group, signed_in: SignIn
) -> None:
    claire, path = signed_in(cast.claire), f"/pro/groupes/{group.id}"
    page = claire.submits(claire.visits(path), f"{path}/invitations", equipe=str(nour.id))
    assert "Nour Petit" in page.text
    claire.posts(f"{path}/invitations", equipe=str(nour.id))

    assert len(session.exec(select(Letter)).all()) == 1
    session.commit()


def test_a_member_who_no_longer_accompanies_her_reads_the_group_and_not_her_file(
    session: Session, cast: Cast, nour: Adviser, group: Group, signed_in: SignIn
) -> None:
    actions.invite(session, group, [nour], actions.Post("https://parcours.test", NOON))
    link = session.exec(select(Accompaniment).where(Accompaniment.adviser_id == nour.id)).one()
    link.ended_on = day(-1)
    session.add(link)
    session.commit()
    visitor = signed_in(nour)

    page = visitor.visits(f"/pro/groupes/{group.id}")

    assert BLOCKED in page.text
    assert f"/pro/personnes/{cast.amina.id}/parcours" not in page.links()
    visitor.visits(f"/pro/personnes/{cast.amina.id}/parcours", status=404)
    visitor.visits(about(cast), status=404)


def test_others_do_not_learn_that_the_group_exists(
    session: Session, cast: Cast, nour: Adviser, decision: Decision, signed_in: SignIn
) -> None:
    path = f"/pro/groupes/{decision.group_id}"
    visitor = signed_in(nour)  # she accompanies Amina, and was not invited
    visitor.visits(path, status=404)
    assert BLOCKED not in visitor.visits(about(cast)).text
    assert visitor.posts(f"{path}/decisions", decision="Non").status_code == 404
    assert visitor.posts(f"{path}/decisions/{decision.id}/fin").status_code == 404
    assert visitor.posts(f"{path}/fermeture").status_code == 404
    bilal = signed_in(cast.bilal)
    assert BLOCKED not in bilal.visits("/parcours/groupes").text
    refused = bilal.posts(f"/parcours/groupes/{decision.id}/reponse", avis="agrees")
    assert refused.status_code == 404
    assert read(session, decision).answer is None


def test_without_a_group_her_page_says_what_will_come(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    assert "/parcours/groupes" in amina.visits("/parcours/equipe").links()
    assert "Aucun groupe pour l’instant" in amina.visits("/parcours/groupes").text


@pytest.mark.usefixtures("decision")
def test_ten_groups_are_asked_for_in_as_many_statements_as_one(
    session: Session, cast: Cast
) -> None:
    session.connection()  # begun before what is counted
    with statements() as few:
        queries.groups_of(session, cast.amina)
    for _ in range(9):
        more = actions.open_group(
            session, cast.amina, cast.claire, Matter(reason="Autre"), now=NOON
        )
        actions.write_decision(session, more, cast.claire, Decided(words="x"), now=NOON)
    with statements() as many:
        assert len(queries.groups_of(session, cast.amina)) == 10
    assert len(few) == len(many) == 3
    session.rollback()
