"""Steps and notes she writes herself: added, changed, removed, put back."""

from datetime import date

import pytest
from sqlmodel import Session, select

from backend.people.recorded import Origin
from backend.steps.models import Note, Status, Step
from tests.cast import Cast
from tests.conftest import SignIn
from tests.parcours.writing import by, step

NEW = "/parcours/etapes/nouvelle"
TYPED = {
    "genre": "mobility",
    "titre": "Code de la route",
    "etat": "in_progress",
    "debut": "10/02/2026",
    "lieu": "Auto-école, Albi",
    "mots": "Deux leçons par semaine",
}


def test_she_adds_a_step_and_sees_it_marked_as_hers(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)

    page = amina.submits(amina.visits(NEW), NEW, htmx=False, **TYPED)

    row = session.exec(select(Step)).one()
    assert page.response.url.path == f"/parcours/etapes/{row.id}"
    assert (row.person_id, row.origin, row.structure_id) == (cast.amina.id, Origin.HERSELF, None)
    assert (row.status, row.started_on, row.placed_on) == (
        Status.IN_PROGRESS,
        date(2026, 2, 10),
        None,
    )
    for words in ("Code de la route", "Écrit par vous", "Deux leçons", "mardi 10 février"):
        assert words in page.text
    assert "Code de la route" in amina.visits("/parcours").text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("genre", ""),
        ("genre", "magic"),
        ("titre", ""),
        ("titre", "a" * 121),
        ("etat", "cancelled"),
        ("debut", "bientôt"),
        ("debut", "2026-03-03"),  # tomorrow: it cannot be under way since then
        ("debut", "1920-01-01"),
        ("mots", "a" * 1001),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(
    session: Session, cast: Cast, signed_in: SignIn, field: str, typed: str
) -> None:
    amina = signed_in(cast.amina)

    page = amina.submits(amina.visits(NEW), NEW, htmx=False, **TYPED | {field: typed})

    assert page.status == 422
    assert page.all("p", id=f"{field}-error")
    kept = page.form(NEW)
    assert all(kept[name] == value for name, value in TYPED.items() if name != field)
    assert session.exec(select(Step)).all() == []


def test_an_end_before_the_beginning_is_refused(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)

    page = amina.submits(
        amina.visits(NEW), NEW, htmx=False, **TYPED | {"etat": "done", "fin": "2026-02-01"}
    )

    assert page.status == 422
    assert page.all("p", id="fin-error")


def test_she_finishes_her_step(session: Session, cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    amina.submits(amina.visits(NEW), NEW, htmx=False, **TYPED)
    row = session.exec(select(Step)).one()
    session.commit()  # whoever reads with the writers' engine holds them up
    edit = f"/parcours/etapes/{row.id}/modifier"

    page = amina.submits(amina.visits(edit), edit, etat="done", fin="2026-02-27")

    session.refresh(row)
    assert (row.status, row.placed_on) == (Status.DONE, date(2026, 2, 27))
    assert "Du mardi 10 février au vendredi 27 février" in page.text


def test_she_removes_her_step_and_puts_it_back(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    hers = step(session, cast.amina, "Code de la route")
    amina = signed_in(cast.amina)
    path = f"/parcours/etapes/{hers.id}"

    removed = amina.submits(amina.visits(path), f"{path}/suppression")

    assert "Code de la route" not in amina.visits("/parcours").text
    back = amina.submits(removed, f"{path}/retablissement")
    assert "Votre étape est remise" in back.text
    assert "Code de la route" in amina.visits("/parcours").text


def test_what_others_wrote_is_not_hers_to_change(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    theirs = step(session, cast.amina, "Formation", by(cast.claire))
    amina = signed_in(cast.amina)

    amina.visits(f"/parcours/etapes/{theirs.id}/modifier", status=404)
    assert amina.posts(f"/parcours/etapes/{theirs.id}/suppression").status_code == 404


def test_a_note_is_hers_alone(session: Session, cast: Cast, signed_in: SignIn) -> None:
    amina, claire = signed_in(cast.amina), signed_in(cast.claire)
    new = "/parcours/notes/nouvelle"

    page = amina.submits(amina.visits(new), new, jour="2026-02-28", mots="Demander pour la cantine")

    note = session.exec(select(Note)).one()
    session.commit()
    assert "Demander pour la cantine" in page.text
    assert "cantine" not in claire.visits(f"/pro/personnes/{cast.amina.id}/parcours").text
    path = f"/parcours/notes/{note.id}"
    changed = amina.submits(amina.visits(path), path, mots="Cantine : c’est réglé")
    assert "Cantine : c’est réglé" in changed.text
    removed = amina.submits(amina.visits(path), f"{path}/suppression")
    assert "réglé" not in amina.visits("/parcours").text
    assert "réglé" in amina.submits(removed, f"{path}/retablissement").text


@pytest.mark.parametrize(("field", "typed"), [("jour", ""), ("jour", "1900-01-01"), ("mots", "")])
def test_a_note_that_says_nothing_is_not_kept(
    session: Session, cast: Cast, signed_in: SignIn, field: str, typed: str
) -> None:
    amina = signed_in(cast.amina)
    new = "/parcours/notes/nouvelle"

    page = amina.submits(
        amina.visits(new), new, htmx=False, **{"jour": "2026-02-28", "mots": "oui"} | {field: typed}
    )

    assert page.status == 422
    assert session.exec(select(Note)).all() == []
