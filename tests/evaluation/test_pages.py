"""/resultats: what everybody may read of the answers, whatever was answered."""

import pytest
from sqlmodel import Session

from backend.evaluation.models import Asked, Cut, Release
from backend.evaluation.queries import last_release, releases_of, results_of
from backend.surveys.models import Moment
from backend.territories.models import Structure, Territory
from tests.cast import Cast, saved
from tests.conftest import NOON, SignIn
from tests.evaluation.pages import HIDDEN, TARN, comment, cost, improvement, section
from tests.evaluation.published import (
    SUMMER,
    faces,
    quarter_of_all,
    questionnaire,
    release,
    result,
    structure,
)
from tests.visitor import Visitor


@pytest.fixture
def lien(session: Session, cast: Cast) -> Structure:
    return structure(session, cast.tarn, "Le Lien <b>&")


def test_one_sentence_says_the_quarter_and_its_doubt(
    session: Session, cast: Cast, anybody: Visitor
) -> None:
    faces(session, release(session, cast.tarn), counts=(96, 16, 8), asked=300)
    session.commit()

    page = anybody.visits(TARN)

    assert "Cela s’est très bien passé pour 8 personnes sur 10, entre 7 et 9." in page.text
    assert "Très bien 96 Moyen 16 Pas bien 8" in page.text
    assert "Trimestre : octobre à décembre 2025." in page.text
    assert "Chiffres publiés le vendredi 23 janvier 2026." in page.text
    assert "Les prochains arrivent le jeudi 23 avril 2026." in page.text
    answered = section(page, "Qui a répondu")
    assert answered.startswith("Avis demandés300 Avis donnés120 (4 sur 10)")
    assert "Nous ne savons pas ce que pensent les autres personnes." in answered


def test_every_kind_of_result_has_its_place(
    session: Session, cast: Cast, lien: Structure, anybody: Visitor
) -> None:
    quarter_of_all(session, cast.tarn, [lien, cast.department])
    session.commit()

    page = anybody.visits(TARN)

    helped = section(page, "Est-ce que cela vous a aidé à avancer")
    assert "Cela a aidé à avancer 5 personnes sur 10, entre 4 et 7." in helped
    obstacles = section(page, "Ce qui empêche d’avancer")
    assert "Après un rendez-vous J’attends trop longtemps : 7" in obstacles
    moments = section(page, "À chaque moment du parcours")
    assert "Après un rendez-vous 8 personnes sur 10" in moments
    assert "Plusieurs moments comptés ensemble" in moments
    assert "12 donnés, 24 demandés" in moments
    assert "Logement" in section(page, "Thème par thème")
    assert "Plusieurs structures comptées ensemble" in section(page, "Structure par structure")


def test_before_the_first_quarter_the_day_of_the_first_results_is_said(
    cast: Cast, anybody: Visitor
) -> None:
    page = anybody.visits(f"/resultats/territoires/{cast.guyane.code}")

    assert "Pas encore de résultats" in page.text
    assert "Les premiers arrivent le jeudi 23 avril 2026." in page.text


def test_what_is_not_told_is_said_in_a_sentence(
    session: Session, cast: Cast, anybody: Visitor
) -> None:
    release(session, cast.tarn)
    session.commit()

    page = anybody.visits(TARN)

    assert page.text.count(HIDDEN) == 1
    assert not page.all("table")
    assert 'class="bar"' not in page.response.text


def test_each_territory_has_its_own(session: Session, cast: Cast, anybody: Visitor) -> None:
    faces(session, release(session, cast.tarn), counts=(96, 16, 8))
    faces(session, release(session, cast.guyane), counts=(5, 30, 25))
    session.commit()

    choice = anybody.visits("/resultats")

    assert "/resultats/territoires/81" in choice.links()
    assert "/resultats/territoires/973" in choice.links()
    assert "1 personne sur 10" in anybody.visits("/resultats/territoires/973").text
    anybody.visits("/resultats/territoires/99", status=404)


def test_who_is_signed_in_reads_the_territory_that_is_theirs(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    faces(session, release(session, cast.tarn), counts=(96, 16, 8))
    session.commit()

    for who in (cast.amina, cast.claire):
        page = signed_in(who).visits("/resultats")
        assert "8 personnes sur 10, entre 7 et 9" in page.text
        assert "Tarn" in page.text


def test_the_only_territory_needs_no_choice(session: Session, anybody: Visitor) -> None:
    territory = saved(
        session, Territory(code="2A", name="Corse-du-Sud", phone="+33495000001", created_at=NOON)
    )
    faces(session, release(session, territory))
    session.commit()

    assert "Corse-du-Sud" in anybody.visits("/resultats").text


def test_short_questions_are_told_version_by_version(
    session: Session, cast: Cast, anybody: Visitor
) -> None:
    of = release(session, cast.tarn)
    faces(session, of)
    for version, counts in ((1, {"yes": 8, "no": 4}), (2, {"yes": 20, "a_little": 10, "no": 10})):
        row = questionnaire(session, cast.tarn, version)
        if version == 1:
            row.replaced_at = NOON
        about = {"moment": Moment.APPOINTMENT, "questionnaire_id": row.id}
        result(session, of, Cut.MOMENT, Asked.FIRST, **about, **counts)
    session.commit()

    page = anybody.visits(TARN)
    questions = section(page, "Les questions courtes")

    assert questions.count("Était-ce clair") == 4  # a heading and a title each
    assert "Version 1, posée du 1 juin 2025 au 2 mars 2026." in questions
    assert "Version 2, posée depuis le 2 juin 2025." in questions
    assert "Oui 8 Un peu 0 Non 4" in questions
    assert "Oui 20 Un peu 10 Non 10" in questions
    in_arabic = anybody.visits(TARN, **{"accept-language": "ar"})
    assert in_arabic.language == "ar"
    assert "هل كان واضحا؟" in in_arabic.text


def test_the_method_is_explained_with_an_example(anybody: Visitor) -> None:
    page = anybody.visits("/resultats/methode")

    assert "8 personnes sur 10, entre 5 et 9" in page.text
    assert "8 personnes sur 10, entre 7 et 9" in page.text
    assert "Il n’y a pas de pondération." in page.text
    assert "Je donne mon avis" in page.text


@pytest.mark.parametrize("language", ["fr", "ar", "en", "fr-x-simple"])
def test_every_page_is_sound_in_every_language(
    session: Session, cast: Cast, lien: Structure, anybody: Visitor, language: str
) -> None:
    faces(session, release(session, cast.tarn, SUMMER), counts=(20, 40, 40))
    quarter_of_all(session, cast.tarn, [lien, cast.department])
    comment(session, cast.tarn, "كلمات", language="ar")
    row = improvement(session, cast)
    session.commit()
    rest = (f"structures/{lien.id}", "methode", f"ameliorations/{row.id}", "territoires/81")

    for path in ("/resultats", *(f"/resultats/{one}" for one in rest)):
        page = anybody.visits(path, **{"accept-language": language})
        assert page.language == language
        assert "%(" not in page.text
        assert page.all("html")[0].get("dir") == ("rtl" if language == "ar" else "ltr")


def test_pages_ask_few_questions_whatever_was_answered(
    session: Session, cast: Cast, lien: Structure, anybody: Visitor, signed_in: SignIn
) -> None:
    quarter_of_all(session, cast.tarn, [lien])
    session.commit()
    amina = signed_in(cast.amina)
    few = [cost(anybody, TARN), cost(amina, "/resultats")]
    of = last_release(session, cast.tarn.id)
    assert of is not None
    for number in range(40):
        one = structure(session, cast.tarn, f"Structure {number}")
        faces(session, of, Cut.STRUCTURE, counts=(9, 3, 3), structure_id=one.id)
        comment(session, cast.tarn, f"parole {number:02}")
        improvement(session, cast, structure_id=one.id, release_id=of.id)
    faces(session, release(session, cast.tarn, SUMMER))
    session.commit()

    many = [cost(anybody, TARN), cost(amina, "/resultats")]

    assert many == few
    assert max(many) <= 6
    assert cost(anybody, f"/resultats/structures/{lien.id}") <= 5


def test_releases_and_results_are_found(session: Session, cast: Cast) -> None:
    assert last_release(session, cast.tarn.id) is None
    older, newest = release(session, cast.tarn, SUMMER), release(session, cast.tarn)
    release(session, cast.guyane)
    row = faces(session, newest)
    faces(session, newest, Cut.MOMENT, moment=Moment.STEP)

    assert last_release(session, cast.tarn.id) is newest
    assert releases_of(session, cast.tarn.id) == [newest, older]
    kinds = {"cut": Cut.TERRITORY, "question": Asked.SATISFACTION}
    assert results_of(session, [older, newest], **kinds) == [row]
    assert results_of(session, list[Release](), **kinds) == []


@pytest.mark.parametrize("code", ["%00", "81%00", "é", "81'--", "x" * 300])
def test_a_territory_nobody_knows_is_not_found(
    cast: Cast,  # noqa: ARG001 (there are others)
    anybody: Visitor,
    code: str,
) -> None:
    assert anybody.client.get(f"/resultats/territoires/{code}").status_code == 404
