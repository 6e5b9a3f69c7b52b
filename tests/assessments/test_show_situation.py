"""Who reads what of her situation, and what it costs."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from backend.assessments import own_views
from backend.assessments.models import OwnView
from backend.people.models import FieldOfWork
from backend.sharing import actions as sharing
from backend.sharing.models import Consultation, Part, Purpose
from backend.territories.queries import structure_of
from backend.vocabulary.themes import DIAGNOSTIC, Theme
from tests.appointments.saving import statements
from tests.assessments.saving import HOME, OWN, YESTERDAY, another_adviser, own_view, recorded
from tests.cast import Cast
from tests.conftest import NOON, SignIn

PRIVATE = [
    (Theme.HEALTH, "disability_file", "Dossier à la MDPH", Part.HEALTH),
    (Theme.FAMILY, "no_childcare", "sans mode de garde", Part.FAMILY),
    (Theme.MOBILITY, "health_prevents_driving", "empêche de conduire", Part.HEALTH),
]


def test_the_first_day_says_what_will_come(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.amina).visits(HOME)

    assert "Rien n’est encore noté" in page.text
    assert f"{OWN}" in page.links()


def test_themes_come_in_order_and_the_empty_ones_are_one_sentence(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    recorded(session, cast.amina, cast.claire, Theme.MOBILITY, "no_transport")
    recorded(session, cast.amina, cast.claire, Theme.HOUSING, "with_somebody")

    page = signed_in(cast.amina).visits(HOME)

    headings = [" ".join("".join(h.itertext()).split()) for h in page.all("h2")]
    assert headings[:3] == ["Ce que vous en dites", "Logement", "Déplacements"]
    assert "Rien n’est noté sur" in page.text
    assert "référente, Claire Bonnet" in page.text
    assert "dimanche 1er mars" in page.text


def test_a_project_theme_appears_only_when_it_holds_a_line(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    before = amina.visits(HOME).text
    recorded(session, cast.amina, cast.claire, Theme.APPLY, "", words="CV à refaire")

    assert "CV à refaire" not in before
    assert "CV à refaire" in amina.visits(HOME).text


def test_what_she_says_stands_beside_what_was_noted(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    recorded(session, cast.amina, cast.claire)
    own_view(session, cast.amina, words="Trop petit", situations=["unhealthy_housing"])

    text = signed_in(cast.amina).visits(HOME).text

    assert "Trop petit" in text
    assert "Logement mauvais pour la santé" in text
    assert "Les professionnels ont noté" in text


def test_a_theme_with_many_lines_has_a_page_of_its_own(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    for number in range(25):
        recorded(session, cast.amina, cast.claire, situation="", words=f"Ligne {number:02}")
    amina = signed_in(cast.amina)

    first = amina.visits(HOME)
    assert first.text.count("Ligne ") == 5
    assert f"{HOME}/themes/logement" in first.links()
    page = amina.visits(f"{HOME}/themes/logement")
    assert page.text.count("Ligne ") == 20
    assert f"{HOME}/themes/logement?p=2" in page.links()
    assert amina.visits(f"{HOME}/themes/logement?p=2").text.count("Ligne ") == 5
    amina.visits(f"{HOME}/themes/rien", status=404)


def test_it_costs_the_same_for_5_lines_and_for_200(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina, claire = signed_in(cast.amina), signed_in(cast.claire)
    own_view(session, cast.amina)
    pages = [
        (amina, HOME),
        (amina, f"{HOME}/historique"),
        (claire, f"/pro/personnes/{cast.amina.id}/situation"),
    ]
    costs = []
    for count in (5, 195):
        for number in range(count):
            theme = DIAGNOSTIC[number % 10]
            line = recorded(session, cast.amina, cast.claire, theme, "", words=f"{count} {number}")
            line.ended_on = YESTERDAY if number % 5 == 4 else None
        session.commit()
        cost = []
        for who, path in pages:
            who.visits(path)
            with statements() as asked:
                who.visits(path)
            cost.append(len([s for s in asked if s.startswith("SELECT")]))
        costs.append(cost)

    assert costs[0] == costs[1]
    assert costs[0][0] <= 5


def test_what_her_structure_noted_is_read_by_its_advisers(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    for theme, situation, _, _ in PRIVATE:
        recorded(session, cast.amina, cast.claire, theme, situation)
    colleague = another_adviser(session, cast, own_structure=True)

    for adviser in (cast.claire, colleague):
        text = signed_in(adviser).visits(f"/pro/personnes/{cast.amina.id}/situation").text
        for _, _, words, _ in PRIVATE:
            assert words in text


@pytest.mark.parametrize(("theme", "situation", "words", "part"), PRIVATE)
def test_health_and_family_are_not_read_by_another_structure_unless_she_shares(
    session: Session,
    cast: Cast,
    signed_in: SignIn,
    theme: Theme,
    situation: str,
    words: str,
    part: Part,
) -> None:
    recorded(session, cast.amina, cast.claire, theme, situation)
    recorded(session, cast.amina, cast.claire)
    other = another_adviser(session, cast)
    path = f"/pro/personnes/{cast.amina.id}/situation"
    visitor = signed_in(other)

    before = visitor.visits(path).text
    assert words not in before
    assert "Logement chez quelqu’un d’autre" in before

    structure = structure_of(session, other.structure_id)
    sharing.share(session, cast.amina, structure, part, now=NOON)
    session.commit()
    assert words in visitor.visits(path).text

    sharing.stop_sharing(session, cast.amina, structure, part, now=NOON)
    session.commit()
    assert words not in visitor.visits(path).text


def test_a_social_worker_reads_health_and_family(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    for theme, situation, _, _ in PRIVATE:
        recorded(session, cast.amina, cast.claire, theme, situation)
    social = another_adviser(session, cast, field=FieldOfWork.SOCIAL)

    text = signed_in(social).visits(f"/pro/personnes/{cast.amina.id}/situation").text

    for _, _, words, _ in PRIVATE:
        assert words in text


def test_her_view_is_read_when_shown_and_its_private_themes_by_social_workers(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    own_view(session, cast.amina, Theme.HOUSING, words="Trop petit")
    path = f"/pro/personnes/{cast.amina.id}/situation"
    claire = signed_in(cast.claire)
    social = signed_in(another_adviser(session, cast, field=FieldOfWork.SOCIAL))
    own_view(session, cast.amina, Theme.HOUSING, Theme.HEALTH, Theme.FAMILY, words="À moi")

    assert claire.visits(path).text.count("À moi") == 1
    assert social.visits(path).text.count("À moi") == 3
    assert "Trop petit" not in claire.visits(path).text  # the one before


def test_a_health_reason_she_ticked_under_another_theme_is_private_too(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    ticked = ["health_prevents_driving", "no_transport"]
    own_view(session, cast.amina, Theme.MOBILITY, situations=ticked)
    path = f"/pro/personnes/{cast.amina.id}/situation"
    social = another_adviser(session, cast, field=FieldOfWork.SOCIAL)

    text = signed_in(cast.claire).visits(path).text
    assert "Aucun moyen de transport" in text
    assert "empêche de conduire" not in text
    assert "empêche de conduire" in signed_in(social).visits(path).text


def test_she_stops_showing_it_and_nobody_reads_it(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    own_view(session, cast.amina, words="Ancien")
    view = own_view(session, cast.amina, words="Trop petit")
    path = f"/pro/personnes/{cast.amina.id}/situation"
    amina, claire = signed_in(cast.amina), signed_in(cast.claire)
    assert "Trop petit" in claire.visits(path).text

    after = amina.submits(amina.visits(HOME), f"{OWN}/versions/{view.id}/retrait")

    assert "Plus personne d’autre ne lit ce que vous dites" in after.text
    read = claire.visits(path).text
    assert "Trop petit" not in read
    assert "Ancien" not in read
    after = amina.submits(amina.visits(HOME), f"{OWN}/versions/{view.id}/partage")
    assert "peuvent maintenant lire" in after.text
    assert "Trop petit" in claire.visits(path).text


def test_a_view_kept_for_herself_leaves_the_one_before_shown_and_she_is_told(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    own_view(session, cast.amina, words="Montré")
    own_view(session, cast.amina, words="Gardé", shown=False)
    path = f"/pro/personnes/{cast.amina.id}/situation"

    text = signed_in(cast.claire).visits(path).text
    assert "Montré" in text
    assert "Gardé" not in text
    hers = signed_in(cast.amina).visits(HOME).text
    assert "Ceux qui vous accompagnent lisent encore ce que vous avez dit" in hers


def test_one_view_at_most_is_shown(session: Session, cast: Cast) -> None:
    own_view(session, cast.amina)
    last = own_view(session, cast.amina)
    session.expire_all()

    shown = [view.id for view in session.exec(select(OwnView)).all() if view.shown_at]
    assert shown == [last.id]


def test_an_unfinished_view_is_nobody_else_s(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    amina.posts(f"{OWN}/logement", ressenti="hard", mots="En cours")

    path = f"/pro/personnes/{cast.amina.id}/situation"
    assert "En cours" not in signed_in(cast.claire).visits(path).text
    assert own_views.shown_by(session, cast.amina) is None


def test_who_does_not_accompany_her_finds_nothing(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    line = recorded(session, cast.amina, cast.claire)
    path = f"/pro/personnes/{cast.amina.id}/situation"
    karim = signed_in(cast.karim)

    karim.visits(path, status=404)
    karim.visits(f"{path}/{line.id}", status=404)


def test_a_reading_is_written_down_with_its_purpose(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    signed_in(cast.claire).visits(f"/pro/personnes/{cast.amina.id}/situation")

    (told,) = session.exec(select(Consultation)).all()
    assert told.purpose is Purpose.SITUATION
    assert told.adviser_id == cast.claire.id


def test_it_reads_in_arabic(session: Session, cast: Cast, signed_in: SignIn) -> None:
    recorded(session, cast.amina, cast.claire, observed_on=YESTERDAY - timedelta(days=3))
    own_view(session, cast.amina)
    cast.amina.language = "ar"
    session.add(cast.amina)
    session.commit()

    page = signed_in(cast.amina).visits(HOME)

    assert page.tree.get("dir") == "rtl"
    assert "السكن عند شخص آخر" in page.text
