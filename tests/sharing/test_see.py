"""Who sees what: each role, each part, with and without her yes; and the trace of each look."""

import pytest
from sqlmodel import Session, col, select

from backend.assessments.actions import SituationFacts
from backend.assessments.actions import record as observe
from backend.people.models import Adviser, Person
from backend.people.recorded import Origin
from backend.reviews.models import Review
from backend.sharing.actions import share, stop_sharing
from backend.sharing.models import Consultation, Part, Purpose
from backend.sharing.queries import sight_of
from backend.sharing.rules import TABLE, Role, Rule, part_of, rule_for, shareable
from backend.sharing.sight import Sight
from backend.sharing.words import PARTS, PURPOSES, ROLES, RULES, table
from backend.steps.models import Kind
from backend.territories.models import Structure
from backend.vocabulary.themes import Theme
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.parcours.writing import TODAY, by, day, social_worker, step

PERSON = Person(id=1, territory_id=1, first_name="A", last_name="B", created_at=NOON)


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("role", Role)
def test_each_role_sees_what_the_table_says(part: Part, role: Role) -> None:
    rule = rule_for(part, role)

    assert Sight(PERSON, 1, {role}).may_see(part) is (rule is Rule.SEES)
    assert Sight(PERSON, 1, {role}, frozenset({part})).may_see(part) is (rule is not Rule.NEVER)


def test_the_table_is_told_whole_in_words() -> None:
    assert set(TABLE) == set(PARTS) == set(Part)
    assert set(ROLES) == set(Role)
    assert set(RULES) == set(Rule)
    assert set(PURPOSES) == set(Purpose)
    assert {(line.part, len(line.rules)) for line in table()} == {(p, len(Role)) for p in Part}


def test_a_company_sees_nothing() -> None:
    assert {rule_for(part, Role.COMPANY) for part in Part} == {Rule.NEVER}


def test_health_and_family_are_the_two_themes_apart() -> None:
    assert part_of(Theme.HEALTH) is Part.HEALTH
    assert part_of(Theme.FAMILY) is Part.FAMILY
    assert {part_of(t) for t in set(Theme) - {Theme.HEALTH, Theme.FAMILY}} == {Part.SITUATION}


def test_what_one_s_own_structure_wrote_is_read_whatever_the_part() -> None:
    line = Review(person_id=1, structure_id=7, origin=Origin.DESK, created_at=NOON, changed_at=NOON)

    assert Sight(PERSON, 7, {Role.PROFESSIONAL}).may_read(line, Part.HEALTH)
    assert not Sight(PERSON, 8, {Role.PROFESSIONAL}).may_read(line, Part.HEALTH)


def test_without_an_accompaniment_an_adviser_is_blind(session: Session, cast: Cast) -> None:
    sight = sight_of(session, cast.karim, cast.amina, today=TODAY)

    assert [part for part in Part if sight.may_see(part)] == []


def private_lines(session: Session, cast: Cast) -> Adviser:
    """A health step and a line about health, of her social worker's structure."""
    nour = social_worker(session, cast)
    step(session, cast.amina, "Bilan de santé", by(nour), kind=Kind.HEALTH)
    facts = SituationFacts(theme=Theme.HEALTH, situation="access_to_care", observed_on=day(-3))
    observe(session, cast.amina, facts, by(nour), now=NOON)
    session.commit()
    return nour


def test_health_stays_with_the_social_worker_until_she_shares_it(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    nour = private_lines(session, cast)
    amina, claire, social = signed_in(cast.amina), signed_in(cast.claire), signed_in(nour)
    file = f"/pro/personnes/{cast.amina.id}"
    pages = (f"{file}/parcours", f"{file}/situation")
    words = ("Bilan de santé", "médecin")

    for path, word in zip(pages, words, strict=True):
        assert word in social.visits(path).text
        assert word not in claire.visits(path).text

    sharing = "/parcours/qui-voit-quoi"
    structure = str(cast.department.id)
    sent = {"structure": structure, "partie": "health"}
    assert amina.posts(sharing, **sent, oui="on").status_code == 303
    for path, word in zip(pages, words, strict=True):
        assert word in claire.visits(path).text

    assert amina.posts(sharing, **sent).status_code == 303
    for path, word in zip(pages, words, strict=True):
        assert word not in claire.visits(path).text


@pytest.mark.parametrize(
    "sent",
    [
        {"structure": "999999", "partie": "health"},
        {"structure": "1", "partie": "notes"},
        {"structure": "1", "partie": "everything"},
        {},
    ],
)
def test_only_what_the_page_offers_is_shared(
    cast: Cast, signed_in: SignIn, sent: dict[str, str]
) -> None:
    assert signed_in(cast.amina).posts("/parcours/qui-voit-quoi", **sent).status_code == 404


def test_a_structure_that_does_not_accompany_her_is_not_offered(
    cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    structure = str(cast.mission_locale.id)

    answer = amina.posts("/parcours/qui-voit-quoi", structure=structure, partie="health", oui="on")

    assert answer.status_code == 404


def test_she_is_not_asked_about_what_is_read_there_anyway(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    nour = social_worker(session, cast)

    page = signed_in(cast.amina).visits("/parcours/qui-voit-quoi")

    asked = {
        (field("structure"), field("partie"))
        for form in page.all("form", action="/parcours/qui-voit-quoi")
        for field in [{i.get("name"): i.get("value") for i in form.iter() if i.get("name")}.get]
    }
    theirs, hers = str(nour.structure_id), str(cast.department.id)
    assert asked == {
        (theirs, "appointments"),
        (hers, "health"),
        (hers, "family"),
    }


def test_both_days_of_a_yes_are_kept(session: Session, cast: Cast) -> None:
    structure = session.get_one(Structure, cast.department.id)
    share(session, cast.amina, structure, Part.HEALTH, now=NOON)
    share(session, cast.amina, structure, Part.HEALTH, now=NOON.replace(hour=15))
    stop_sharing(session, cast.amina, structure, Part.HEALTH, now=NOON.replace(hour=16))

    sight = sight_of(session, cast.claire, cast.amina, today=TODAY)

    assert not sight.may_see(Part.HEALTH)
    assert set(shareable()) == {Part.APPOINTMENTS, Part.HEALTH, Part.FAMILY}


def test_each_look_is_written_down_with_its_purpose_and_told_to_her(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    claire, amina = signed_in(cast.claire), signed_in(cast.amina)

    claire.visits(f"/pro/personnes/{cast.amina.id}/parcours")
    claire.visits(f"/pro/personnes/{cast.amina.id}/parcours")
    claire.visits(f"/pro/personnes/{cast.amina.id}/relais")
    claire.visits(f"/pro/personnes/{cast.amina.id}")

    looks = session.exec(select(Consultation).order_by(col(Consultation.id))).all()
    session.commit()
    assert [(look.purpose, look.adviser_id, look.structure_id) for look in looks] == [
        (Purpose.PARCOURS, cast.claire.id, cast.department.id),
        (Purpose.PARCOURS, cast.claire.id, cast.department.id),
        (Purpose.HANDOVER, cast.claire.id, cast.department.id),
        (Purpose.CONTACT, cast.claire.id, cast.department.id),
    ]
    told = amina.visits("/parcours/qui-voit-quoi").text
    assert told.count("pour suivre votre parcours") == 1  # once a day is enough to be known
    assert "pour passer le relais" in told


def test_a_look_that_was_refused_leaves_no_trace(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    signed_in(cast.karim).visits(f"/pro/personnes/{cast.amina.id}/parcours", status=404)

    assert session.exec(select(Consultation)).all() == []
