"""An adviser hands in a file at the desk."""

import pytest
from httpx import Response
from sqlmodel import Session, select

from backend.assessments.models import Observation
from backend.people.models import Person
from backend.steps.models import Step
from tests.cast import Cast
from tests.conftest import SignIn
from tests.imports.conftest import (
    AMINA,
    BUS,
    STRANGER,
    action,
    actions,
    as_json,
    dossier,
)
from tests.visitor import Page, Visitor, inspected

IMPORTS = "/pro/imports"


def hands_in(adviser: Visitor, path: str, content: bytes, *, name: str = "extrait.csv") -> Page:
    sent = adviser.visits(path).form(path)
    del sent["fichier"]
    return inspected(adviser.client.post(path, data=sent, files={"fichier": (name, content)}))


def test_the_report_says_what_became_of_each_line(
    cast: Cast, session: Session, amina: Person, signed_in: SignIn
) -> None:
    amina_id = amina.id
    page = hands_in(
        signed_in(cast.claire), IMPORTS, actions(action(), action(STRANGER)), name="mars.csv"
    )

    assert page.status == 200
    for said in ("mars.csv", "Lignes lues 2", "Ajoutées 1", "Refusées 1", STRANGER[-4:]):
        assert said in page.text
    assert STRANGER not in page.text
    assert page.all("print-button")
    assert session.exec(select(Step.person_id)).all() == [amina_id]


@pytest.mark.usefixtures("amina")
def test_people_of_others_are_unknown_to_this_structure(
    cast: Cast, session: Session, signed_in: SignIn
) -> None:
    page = hands_in(signed_in(cast.karim), IMPORTS, actions(action()))

    assert "Rien de ce fichier n’a été repris." in page.text
    assert session.exec(select(Step)).all() == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Le fichier est vide."),
        (b"nom;prenom\n", "ses colonnes ne sont pas connues"),
        (b"Identifiant dans le SI;Nom\n", "en ligne de commande"),
        (b"x" * 1_000_001, "dépasse 1 Mo"),
    ],
)
def test_a_file_that_cannot_be_used_is_said_so_beside_the_field(
    cast: Cast, signed_in: SignIn, content: bytes, said: str
) -> None:
    page = hands_in(signed_in(cast.claire), IMPORTS, content)

    assert page.status == 422
    assert said in page.text
    assert page.all("input", id="fichier", aria_invalid="true")


def test_no_file_at_all_is_asked_for_again(cast: Cast, signed_in: SignIn) -> None:
    claire = signed_in(cast.claire)
    page = claire.visits(IMPORTS)

    sent = claire.client.post(
        IMPORTS, data={"_csrf_token": page.form(IMPORTS)["_csrf_token"]}, files={"x": b""}
    )

    assert "Choisissez un fichier." in inspected(sent).text


def test_what_is_far_too_large_is_refused_unread_with_the_way_to_do_it(
    cast: Cast, signed_in: SignIn
) -> None:
    page = hands_in(signed_in(cast.claire), IMPORTS, b"x" * 2_000_000)

    assert page.status == 413
    assert "parcours import" in page.text
    assert "1 Mo" in page.text


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Litestar's own
def test_a_file_without_the_form_s_token_is_refused(cast: Cast, signed_in: SignIn) -> None:
    claire = signed_in(cast.claire)
    claire.visits(IMPORTS)

    sent: Response = claire.client.post(IMPORTS, files={"fichier": ("a.csv", b"a;b")})

    assert sent.status_code == 403


def test_a_dossier_that_names_nobody_is_added_from_the_person_s_page(
    cast: Cast, session: Session, signed_in: SignIn
) -> None:
    amina_id = cast.amina.id
    here = f"/pro/personnes/{amina_id}/imports"

    page = hands_in(signed_in(cast.claire), here, as_json(dossier(situations=(BUS,))))

    assert "Tout le fichier est repris." in page.text
    assert f"/pro/personnes/{amina_id}/parcours" in page.links()
    assert session.exec(select(Observation.person_id)).all() == [amina_id]


def test_a_table_is_not_taken_from_a_person_s_page(cast: Cast, signed_in: SignIn) -> None:
    here = f"/pro/personnes/{cast.amina.id}/imports"

    page = hands_in(signed_in(cast.claire), here, actions(action()))

    assert page.status == 422
    assert "Seul un « dossier individu »" in page.text


@pytest.mark.usefixtures("amina")
def test_somebody_else_s_dossier_is_refused_there(
    cast: Cast, session: Session, signed_in: SignIn
) -> None:
    bilal_id = cast.bilal.id
    here = f"/pro/personnes/{bilal_id}/imports"

    page = hands_in(signed_in(cast.karim), here, as_json(dossier(identifiant=AMINA)))

    assert "Rien de ce fichier n’a été repris." in page.text
    assert session.exec(select(Observation)).all() == []


def test_a_signed_out_visitor_is_kept_out(anybody: Visitor) -> None:
    anybody.visits(IMPORTS, status=303)

    assert anybody.posts(IMPORTS).status_code == 401


def test_the_page_of_a_person_one_does_not_accompany_is_not_found(
    cast: Cast, signed_in: SignIn
) -> None:
    karim = signed_in(cast.karim)
    here = f"/pro/personnes/{cast.amina.id}/imports"

    karim.visits(here, status=404)
    assert karim.posts(here).status_code == 404
