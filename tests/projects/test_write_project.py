"""Her project: her words, dated, never overwritten."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from backend import clock
from backend.projects import actions, queries
from backend.projects.models import MoveRefused
from tests.appointments.saving import statements
from tests.cast import Cast
from tests.conftest import NOON, SignIn
from tests.projects.saving import PROJECT, versions


def test_on_the_first_day_she_is_told_that_one_sentence_is_enough(
    cast: Cast, signed_in: SignIn
) -> None:
    page = signed_in(cast.amina).visits(PROJECT)

    assert "Vous pouvez écrire une seule phrase" in page.text
    assert page.form(PROJECT)["mots"] == ""


def test_she_writes_her_project_and_reads_it_with_its_day(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)

    page = amina.submits(amina.visits(PROJECT), PROJECT, mots="Travailler avec des enfants")

    assert "Votre projet est enregistré." in page.text
    (quote,) = page.all("blockquote")
    assert "".join(quote.itertext()) == "Travailler avec des enfants"
    assert "écrit le lundi 2 mars" in page.text
    assert versions(session, cast.amina) == ["Travailler avec des enfants"]


def test_a_change_adds_a_version_and_the_former_stays(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    actions.write_project(session, cast.amina, "Cuisiner", now=NOON - timedelta(days=30))
    session.commit()
    amina = signed_in(cast.amina)

    page = amina.submits(amina.visits(PROJECT), PROJECT, mots="Ouvrir\r\nun restaurant")

    assert versions(session, cast.amina) == ["Cuisiner", "Ouvrir\nun restaurant"]
    assert "Ce que j’ai écrit avant" in page.text
    assert "samedi 31 janvier" in page.text


def test_the_same_words_again_are_no_new_version(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    for words in ("Cuisiner", "  Cuisiner "):
        amina.submits(amina.visits(PROJECT), PROJECT, mots=words)

    assert versions(session, cast.amina) == ["Cuisiner"]


@pytest.mark.parametrize(("typed", "count"), [("a" * 2000, 1), ("a" * 2001, 0), ("   ", 0)])
def test_it_is_neither_empty_nor_longer_than_2000_letters_and_what_was_typed_is_kept(
    session: Session, cast: Cast, signed_in: SignIn, typed: str, count: int
) -> None:
    amina = signed_in(cast.amina)

    page = amina.submits(amina.visits(PROJECT), PROJECT, mots=typed)

    assert len(versions(session, cast.amina)) == count
    assert page.status == (200 if count else 422)
    assert page.form(PROJECT)["mots"] == typed.strip()


def test_she_takes_back_what_she_has_just_written(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    actions.write_project(session, cast.amina, "Cuisiner", now=NOON - timedelta(days=30))
    last = actions.write_project(session, cast.amina, "Oups", now=NOON)
    session.commit()
    amina = signed_in(cast.amina)

    page = amina.submits(amina.visits(PROJECT), f"{PROJECT}/{last.id}/retrait")

    assert "Ce que vous veniez d’écrire est retiré." in page.text
    assert versions(session, cast.amina) == ["Cuisiner"]


def test_after_ten_minutes_it_stays(
    session: Session, cast: Cast, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = actions.write_project(session, cast.amina, "Cuisiner", now=NOON)
    session.commit()
    amina = signed_in(cast.amina)
    monkeypatch.setattr(clock, "now", lambda: NOON + actions.UNDO)

    page = amina.visits(PROJECT)
    response = amina.posts(f"{PROJECT}/{last.id}/retrait")

    assert f"{PROJECT}/{last.id}/retrait" not in [f.get("action") for f in page.all("form")]
    assert response.status_code == 409
    assert versions(session, cast.amina) == ["Cuisiner"]


def test_only_the_last_version_is_taken_back(session: Session, cast: Cast) -> None:
    first = actions.write_project(session, cast.amina, "Cuisiner", now=NOON)
    actions.write_project(session, cast.amina, "Servir", now=NOON)

    with pytest.raises(MoveRefused):
        actions.withdraw(session, cast.amina, first, now=NOON)


def test_nobody_else_takes_it_back(session: Session, cast: Cast, signed_in: SignIn) -> None:
    last = actions.write_project(session, cast.amina, "Cuisiner", now=NOON)
    session.commit()

    assert signed_in(cast.bilal).posts(f"{PROJECT}/{last.id}/retrait").status_code == 404
    assert versions(session, cast.amina) == ["Cuisiner"]


def test_earlier_versions_are_given_20_at_a_time(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    for number in range(45):
        actions.write_project(session, cast.amina, f"Projet {number:02}.", now=NOON)
    session.commit()
    amina = signed_in(cast.amina)

    seen, path = [], PROJECT
    while path:
        page = amina.visits(path)
        seen += ["".join(quote.itertext()) for quote in page.all("blockquote")]
        path = next((link for link in page.links() if "avant=" in link), "")

    assert seen == [f"Projet {number:02}." for number in reversed(range(45))]
    assert "rien de plus ancien" in amina.visits(f"{PROJECT}?avant=999999999999").text
    bilal = signed_in(cast.bilal)
    last = queries.current_project(session, cast.amina)
    assert last
    assert not bilal.visits(f"{PROJECT}?avant={last.id}").all("blockquote")


def test_it_costs_the_same_for_one_version_as_for_many(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    amina.visits(PROJECT)
    with statements() as few:
        amina.visits(PROJECT)
    for number in range(30):
        actions.write_project(session, cast.amina, f"Projet {number}", now=NOON)
    session.commit()
    with statements() as many:
        amina.visits(PROJECT)

    assert len(many) == len(few)
