"""A structure writes what it does; the others try it and tell what came of it."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from backend.learning import actions
from backend.learning.colleagues import AT_ONCE, Colleague
from backend.learning.models import Outcome, Practice, PracticeTrial
from backend.people.models import Adviser
from backend.surveys.models import Moment
from tests.appointments.saving import statements
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.learning.telling import HOME, PRACTICE, PRACTICES, adviser, joint, practice, sent

NEW = f"{PRACTICES}/nouvelle"


def _path(written: Practice) -> str:
    return f"{PRACTICES}/{written.id}"


def test_a_practice_is_written_and_read_in_every_structure(
    session: Session, cast: Cast, nour: Adviser, signed_in: SignIn
) -> None:
    claire = signed_in(cast.claire)
    page = sent(claire, claire.visits(NEW), NEW, PRACTICE | {"besoin": "Un téléphone"})

    assert "Votre pratique est écrite." in page.text
    row = session.exec(select(Practice)).one()
    assert (row.structure_id, row.adviser_id) == (cast.department.id, cast.claire.id)
    assert (row.moment, row.needed) == (Moment.APPOINTMENT, "Un téléphone")
    read = signed_in(nour).visits(_path(row))
    for told in ("Rappeler la veille", "Une personne sur trois", "référente", "Claire Bonnet"):
        assert told in read.text, told
    assert "tel:+33563000003" in read.links()
    assert "Rappeler la veille" in signed_in(nour).visits(PRACTICES).text


@pytest.mark.parametrize("missing", ["moment", "titre", "avant", "fait"])
def test_what_is_missing_is_said_and_the_rest_is_kept(
    session: Session, cast: Cast, signed_in: SignIn, missing: str
) -> None:
    claire = signed_in(cast.claire)
    page = sent(claire, claire.visits(NEW), NEW, PRACTICE | {missing: ""})
    assert page.status == 422
    typed = page.form(NEW)
    assert {name: typed[name] for name in PRACTICE} == PRACTICE | {missing: ""}
    assert session.exec(select(Practice)).first() is None


@pytest.mark.parametrize(
    "leading",
    ["Jo : 06 12 34 56 78", "écrire à jo@example.net", "NIR 1 85 02 81 004 123 45"],
)
@pytest.mark.parametrize("field", ["titre", "avant", "fait", "besoin"])
def test_what_leads_to_somebody_is_refused_and_what_was_typed_is_kept(
    session: Session, cast: Cast, signed_in: SignIn, field: str, leading: str
) -> None:
    claire = signed_in(cast.claire)
    page = sent(claire, claire.visits(NEW), NEW, PRACTICE | {field: leading})
    assert page.status == 422
    assert "qui n’est pas celui de votre structure" in page.text
    assert page.form(NEW)[field] == leading
    assert session.exec(select(Practice)).first() is None


@pytest.mark.parametrize("own", ["05 63 00 00 02", "+33 5.63.00.00.02", "claire@example.org"])
def test_how_to_reach_one_s_own_structure_may_be_written(
    session: Session, cast: Cast, signed_in: SignIn, own: str
) -> None:
    claire = signed_in(cast.claire)
    sent(claire, claire.visits(NEW), NEW, PRACTICE | {"fait": f"Appelez-nous : {own}."})
    assert own in session.exec(select(Practice)).one().what


def test_anybody_of_the_structure_changes_it_and_nobody_else(
    session: Session, cast: Cast, claires: Colleague, nour: Adviser, signed_in: SignIn
) -> None:
    written = practice(session, claires)
    change = f"{_path(written)}/modifier"
    paule = signed_in(adviser(session, cast.department, "Paule"))
    page = paule.visits(change)
    assert page.form(change)["titre"] == "Rappeler"
    page = paule.submits(page, change, titre="Rappeler deux fois")
    assert "La pratique est modifiée." in page.text
    session.refresh(written)
    assert (written.title, written.adviser_id) == ("Rappeler deux fois", cast.claire.id)
    session.commit()  # SQLite has one writer at a time

    assert paule.submits(paule.visits(change), change, titre="").status == 422
    for stranger in (signed_in(nour), signed_in(cast.karim)):
        stranger.visits(change, status=404)
        for verb in ("modifier", "retrait", "retablissement"):
            assert stranger.posts(f"{_path(written)}/{verb}", **PRACTICE).status_code == 404


def test_it_is_withdrawn_and_put_back(
    session: Session, cast: Cast, claires: Colleague, nour: Adviser, signed_in: SignIn
) -> None:
    written = practice(session, claires)
    claire, other = signed_in(cast.claire), signed_in(nour)
    page = claire.submits(claire.visits(_path(written)), f"{_path(written)}/retrait")
    assert "La pratique est retirée." in page.text
    other.visits(_path(written), status=404)
    assert other.posts(f"{_path(written)}/essai").status_code == 404
    for path in (PRACTICES, HOME):
        assert "Rappeler" not in other.visits(path).text
    assert "seule votre structure la voit" in claire.visits(PRACTICES).text

    page = claire.submits(page, f"{_path(written)}/retablissement")
    assert "La pratique est de retour." in page.text
    assert "Rappeler" in other.visits(PRACTICES).text


def test_a_structure_tries_it_once_and_tells_what_comes_of_it(
    session: Session, cast: Cast, claires: Colleague, nour: Adviser, signed_in: SignIn
) -> None:
    written = practice(session, claires)
    trial, other = f"{_path(written)}/essai", signed_in(nour)
    page = other.submits(other.visits(_path(written)), trial)
    assert "C’est noté pour votre structure." in page.text
    assert session.exec(select(PracticeTrial.outcome)).one() is Outcome.TOO_EARLY
    session.commit()  # SQLite has one writer at a time

    page = other.submits(page, trial, resultat="helps", mots="Deux absences de moins.")
    row = session.exec(select(PracticeTrial).execution_options(populate_existing=True)).one()
    assert (row.outcome, row.words) == (Outcome.HELPS, "Deux absences de moins.")
    assert (row.structure_id, row.adviser_id) == (nour.structure_id, nour.id)
    session.commit()
    assert page.form(trial)["resultat"] == "helps"
    hers = signed_in(cast.claire)
    for told in ("Centre social", "Cela aide", "Deux absences de moins."):
        assert told in hers.visits(_path(written)).text, told
    assert "essayée par 1 structure" in hers.visits(PRACTICES).text

    page = other.submits(page, f"{trial}/suppression")
    assert "Votre structure ne l’essaie plus." in page.text
    assert session.exec(select(PracticeTrial)).first() is None


def test_a_trial_that_cannot_be_read_is_refused(
    session: Session, claires: Colleague, nour: Adviser, signed_in: SignIn
) -> None:
    written = practice(session, claires)
    trial, other = f"{_path(written)}/essai", signed_in(nour)
    page = other.submits(other.visits(_path(written)), trial)
    for wrong in ({"resultat": "great"}, {"mots": "06 12 34 56 78"}, {"mots": "x" * 1001}):
        refused = sent(other, page, trial, wrong)
        assert refused.status == 422
        assert refused.form(trial).get("mots") == wrong.get("mots", "")


def test_nobody_tries_one_s_own(
    session: Session, cast: Cast, claires: Colleague, signed_in: SignIn
) -> None:
    written = practice(session, claires)
    claire = signed_in(cast.claire)
    for verb in ("essai", "essai/suppression"):
        assert claire.posts(f"{_path(written)}/{verb}", resultat="helps").status_code == 404


def test_another_territory_and_the_people_accompanied_see_nothing(
    session: Session, cast: Cast, claires: Colleague, signed_in: SignIn
) -> None:
    written = practice(session, claires)
    karim, amina = signed_in(cast.karim), signed_in(cast.amina)
    karim.visits(_path(written), status=404)
    assert karim.posts(f"{_path(written)}/essai").status_code == 404
    for path in (PRACTICES, HOME):
        assert "Rappeler" not in karim.visits(path).text
    for path in (PRACTICES, HOME, NEW, _path(written)):
        assert amina.visits(path, status=303).response.headers["location"].startswith("/connexion")
    assert amina.posts(NEW, **PRACTICE).status_code == 401


def test_who_has_left_is_neither_let_in_nor_named(
    session: Session, cast: Cast, claires: Colleague, nour: Adviser, signed_in: SignIn
) -> None:
    written = practice(session, claires)
    claire = signed_in(cast.claire)
    cast.claire.left_on = NOON.date()
    session.add(cast.claire)
    session.commit()
    claire.visits(HOME, status=303)
    page = signed_in(nour).visits(_path(written))
    assert "Claire" not in page.text
    assert "tel:+33563000002" in page.links()


def test_the_list_is_filtered_by_moment_and_paged(
    session: Session, cast: Cast, claires: Colleague, signed_in: SignIn
) -> None:
    for number in range(AT_ONCE + 1):
        practice(session, claires, f"Pratique n° {number}.")
    practice(session, claires, "Autre", moment=Moment.CLAIM)
    claire = signed_in(cast.claire)
    first = claire.visits(f"{PRACTICES}?moment=appointment")
    assert "Autre" not in first.text
    assert "Pratique n° 0." not in first.text
    assert f"{PRACTICES}?moment=appointment&feuille=2" in first.links()
    second = claire.visits(f"{PRACTICES}?moment=appointment&feuille=2")
    assert "Pratique n° 0." in second.text
    assert f"{PRACTICES}?moment=appointment&feuille=1" in second.links()
    assert "Autre" in claire.visits(f"{PRACTICES}?moment=claim").text
    assert "Autre" in claire.visits(f"{PRACTICES}?moment=nonsense").text
    assert "première page" in claire.visits(f"{PRACTICES}?feuille=999999999999").text


def test_empty_lists_say_what_to_do(cast: Cast, signed_in: SignIn) -> None:
    claire = signed_in(cast.claire)
    assert "Écrivez-le en quelques lignes" in claire.visits(PRACTICES).text
    assert NEW in claire.visits(PRACTICES).links()


def test_a_practice_shows_the_sessions_about_it(
    session: Session, cast: Cast, claires: Colleague, signed_in: SignIn
) -> None:
    written = practice(session, claires)
    about = joint(session, claires, "En parler", practice_id=written.id)
    joint(session, claires, "Autre chose")
    page = signed_in(cast.claire).visits(_path(written))
    assert f"{HOME}/sessions/{about.id}" in page.links()
    assert "Autre chose" not in page.text


def test_many_cost_no_more_than_one(
    session: Session, cast: Cast, claires: Colleague, nours: Colleague, signed_in: SignIn
) -> None:
    claire, paths = signed_in(cast.claire), []
    counts: list[list[int]] = []
    for round_ in range(2):
        for number in range(1 + 4 * round_):
            written = practice(session, nours, f"{round_} {number}")
            actions.tell_trial(session, claires, written, Outcome.HELPS)
        session.commit()
        first = session.exec(select(Practice).order_by(col(Practice.id))).first()
        assert first is not None
        paths = [HOME, PRACTICES, _path(first)]
        counts.append([])
        for path in paths:
            with statements() as asked:
                claire.visits(path)
            counts[-1].append(len(asked))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 10, counts


def test_the_last_changed_come_first(
    session: Session, cast: Cast, claires: Colleague, signed_in: SignIn
) -> None:
    old, new = practice(session, claires, "Ancienne"), practice(session, claires, "Nouvelle")
    old.changed_at = NOON + timedelta(minutes=1)
    session.add(old)
    session.commit()
    for path in (PRACTICES, HOME):
        text = signed_in(cast.claire).visits(path).text
        assert text.index(old.title) < text.index(new.title)
