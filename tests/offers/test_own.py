"""The territory's own immersions and trainings: written at the desk, found as any solution is."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from backend.catalogue.models import Kind, Sheet
from backend.catalogue.queries import offer_shown
from backend.offers.models import OwnOffer
from backend.offers.own import take_ended_back
from backend.offers.own_lines import own_of
from backend.people.models import Adviser
from backend.places.models import Commune
from tests.cast import Cast, saved
from tests.conftest import NOON, SignIn
from tests.parcours.writing import social_worker
from tests.visitor import Page, Visitor, inspected

HERE = "/pro/solutions/offres"
TYPED = {
    "genre": "immersion",
    "metier": "boulanger",
    "organisme": "Le Fournil du Tarn",
    "description": "Préparer la pâte.\nFaire cuire le pain.",
    "commune": "albi",
    "telephone": "05 63 00 00 20",
}


@pytest.fixture(autouse=True)
def albi(session: Session, cast: Cast) -> Commune:  # noqa: ARG001 (saved after the cast)
    return session.exec(select(Commune).where(Commune.code == "81004")).one()


def writes(visitor: Visitor, **others: str) -> Page:
    fields: dict[str, Any] = TYPED | others
    page = visitor.visits(f"{HERE}/nouvelle")
    return visitor.submits(page, f"{HERE}/nouvelle", **fields)


def sheets(session: Session) -> list[Sheet]:
    found = list(session.exec(select(Sheet).order_by(Sheet.id)))  # ty: ignore[invalid-argument-type]
    session.commit()
    return found


def test_an_immersion_is_a_solution_as_soon_as_it_is_written(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    claire = signed_in(cast.claire)
    page = writes(
        claire,
        debut="2026-03-09",
        fin="2026-03-20",
        duree="2",
        unite="semaines",
        heures="35",
        places="1",
        publics="jeunes",
        courriel="Fournil@Example.org",
    )
    assert "Les personnes la voient dès maintenant" in page.text
    assert "Le Fournil du Tarn" in page.text
    [own] = own_of(session, cast.tarn)
    sheet = own.shown.sheet
    assert (sheet.kind, sheet.name) == (Kind.IMMERSION, "Immersion en entreprise\xa0: boulanger")
    assert sheet.themes == "choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite"
    assert sheet.description.split("\n")[2:] == [
        "Du lundi 9 mars 2026 au vendredi 20 mars 2026.",
        "Durée\xa0: 2 semaines.",
        "1 place.",
        "C’est gratuit.",
    ]
    assert (sheet.commune, sheet.commune_code, sheet.zones) == ("Albi", "81004", "81")
    assert (sheet.phone, sheet.email) == ("+33563000020", "fournil@example.org")
    assert (sheet.weeks, sheet.weekly_hours, sheet.publics) == (2, 35, "jeunes")
    assert sheet.ways == "telephoner envoyer-un-courriel"
    assert own.shown.structure is not None
    assert own.shown.structure.name == "Le Fournil du Tarn"
    assert own.shown.offer.feed == "territory-81"
    assert own.shown.offer.territory_id == cast.tarn.id
    assert sheet.tokens


def test_a_training_is_one_to_train(session: Session, cast: Cast, signed_in: SignIn) -> None:
    writes(signed_in(cast.claire), genre="formation", metier="aide-soignante")
    [own] = own_of(session, cast.tarn)
    assert own.shown.sheet.kind is Kind.TRAINING
    assert own.shown.sheet.themes == "se-former--trouver-sa-formation"
    assert own.shown.sheet.name == "Formation\xa0: aide-soignante"
    assert "Toute l’année." in own.shown.sheet.description


def test_what_is_changed_is_another_sheet(session: Session, cast: Cast, signed_in: SignIn) -> None:
    claire = signed_in(cast.claire)
    writes(claire)
    [own] = own_of(session, cast.tarn)
    session.commit()
    path = f"{HERE}/{own.own.offer_id}"
    page = claire.visits(path)
    assert page.form(path)["description"] == TYPED["description"]
    assert page.form(path)["metier"] == "boulanger"
    changed = claire.submits(page, path, metier="pâtissier")
    assert "modifiée" in changed.text
    session.expire_all()
    [own] = own_of(session, cast.tarn)
    assert own.shown.sheet.name == "Immersion en entreprise\xa0: pâtissier"
    session.commit()
    before = [one.id for one in sheets(session)]
    claire.submits(claire.visits(path), path)  # the same again writes nothing
    assert [one.id for one in sheets(session)] == before


def test_it_is_taken_back_and_given_back(session: Session, cast: Cast, signed_in: SignIn) -> None:
    claire = signed_in(cast.claire)
    writes(claire)
    [own] = own_of(session, cast.tarn)
    session.commit()
    offer_id, path = own.own.offer_id, f"{HERE}/{own.own.offer_id}"
    page = claire.submits(claire.visits(path), f"{path}/retrait")
    assert "n’est plus montrée" in page.text
    session.expire_all()
    shown = offer_shown(session, offer_id)
    assert shown is not None
    assert (shown.is_gone, shown.offer.gone_at) == (True, NOON)
    session.commit()
    page = claire.submits(claire.visits(path), f"{path}/retablissement")
    assert "de nouveau montrée" in page.text
    session.expire_all()
    shown = offer_shown(session, offer_id)
    assert shown is not None
    assert (shown.is_gone, shown.offer.gone_at) == (False, None)
    assert shown.sheet.name == "Immersion en entreprise\xa0: boulanger"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"metier": ""}, "Remplissez cette case"),
        ({"commune": "alb"}, "Plusieurs communes"),
        ({"commune": "zzzzzz"}, "Aucune commune"),
        ({"telephone": ""}, "Écrivez un numéro de téléphone ou une adresse"),
        ({"telephone": "12"}, "Ce numéro de téléphone"),
        ({"courriel": "rien"}, "Cette adresse"),
        ({"fin": "2026-03-01"}, "Le dernier jour est passé"),
        ({"debut": "2026-04-02", "fin": "2026-04-01"}, "avant le premier"),
        ({"duree": "900"}, "deux ans au plus"),
        ({"places": "beaucoup"}, "Écrivez un nombre"),
        ({"genre": "stage"}, "« immersion » ou « formation »"),
        ({"publics": "personne"}, "Un de ces publics"),
    ],
)
def test_what_cannot_be_shown_is_said_and_kept_on_the_page(
    session: Session, cast: Cast, signed_in: SignIn, sent: dict[str, str], told: str
) -> None:
    page = writes(signed_in(cast.claire), conditions="Avoir 18 ans", **sent)
    assert page.status == 422
    assert told in page.text.replace("\u00a0", " ")
    assert page.form(f"{HERE}/nouvelle")["conditions"] == "Avoir 18 ans"
    if sent.get("commune") == "alb":
        assert "81005" in page.text  # which it may be
    assert sheets(session) == []


def test_the_last_day_over_it_is_taken_back(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    writes(signed_in(cast.claire), fin="2026-03-20")
    assert take_ended_back(session, now=NOON + timedelta(days=18)) == 0
    assert take_ended_back(session, now=NOON + timedelta(days=19)) == 1
    assert take_ended_back(session, now=NOON + timedelta(days=20)) == 0
    session.commit()
    [row] = session.exec(select(OwnOffer)).all()
    assert row.ends_on == date(2026, 3, 20)
    shown = offer_shown(session, row.offer_id)
    assert shown is not None
    assert shown.is_gone


def test_it_is_for_those_who_work_on_jobs_and_for_the_team(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    nour = social_worker(session, cast)
    writes(signed_in(cast.claire))
    [own] = own_of(session, cast.tarn)
    session.commit()
    social = signed_in(nour)
    for path in (HERE, f"{HERE}/nouvelle", f"{HERE}/modele.csv", f"{HERE}/{own.own.offer_id}"):
        social.visits(path, status=404)
    assert social.posts(f"{HERE}/nouvelle", **TYPED).status_code == 404


def test_another_territory_does_not_know_it(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    writes(signed_in(cast.claire))
    [own] = own_of(session, cast.tarn)
    columns: dict[str, Any] = cast.claire.model_dump(exclude={"id"})
    columns |= {"email": "ines@example.org", "structure_id": cast.mission_locale.id}
    elsewhere = saved(session, Adviser(**columns))
    session.commit()
    ines = signed_in(elsewhere)
    assert "Le Fournil" not in ines.visits(HERE).text
    path = f"{HERE}/{own.own.offer_id}"
    ines.visits(path, status=404)
    assert ines.posts(f"{path}/retrait").status_code == 404


def hands_in(visitor: Visitor, content: bytes, name: str = "offres.csv") -> Page:
    token = visitor.visits(HERE).form(f"{HERE}/fichier")["_csrf_token"]
    files: dict[str, Any] = {"fichier": (name, content, "text/csv")}
    response = visitor.client.post(
        f"{HERE}/fichier", data={"_csrf_token": token}, files=files, follow_redirects=False
    )
    return inspected(response)


LINES = [
    "référence;genre;métier;organisme;description;commune;début;fin;téléphone;courriel;publics",
    "A1;Immersion;boulanger;Le Fournil;Faire le pain.;Albi;;;05 63 00 00 20;;jeunes, femmes",
    "A2;formation;soudeur;Greta;Apprendre à souder.;81005;01/04/2026;30/06/2026;;a@example.org;",
    "A3;stage;soudeur;Greta;Apprendre.;Paris;;;;;",
    "A1;immersion;boulanger;Le Fournil;Faire.;Albi;;;05 63 00 00 20;;",
    ";immersion;boulanger;Le Fournil;Faire.;Albi;;;05 63 00 00 20;;",
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_good_lines_of_a_file_go_in_and_the_others_are_told(
    session: Session, cast: Cast, signed_in: SignIn, encoding: str
) -> None:
    claire = signed_in(cast.claire)
    page = hands_in(claire, "\r\n".join(LINES).encode(encoding))
    assert "2 lignes sont écrites" in page.text
    assert "3 lignes sont refusées" in page.text
    assert "genre : Écrivez « immersion » ou « formation »." in page.text.replace("\u00a0", " ")
    assert "Cette référence est sur une autre ligne" in page.text
    assert "n’a pas de référence" in page.text
    names = {one.shown.sheet.name for one in own_of(session, cast.tarn)}
    assert names == {"Immersion en entreprise\xa0: boulanger", "Formation\xa0: soudeur"}
    session.commit()
    before = [one.id for one in sheets(session)]
    again = hands_in(claire, "\r\n".join(LINES).encode(encoding))
    assert "2 étaient déjà pareilles" in again.text
    assert [one.id for one in sheets(session)] == before
    changed = "\r\n".join(LINES).replace("Faire le pain.", "Faire du pain.").encode(encoding)
    assert "1 ligne est écrite" in hands_in(claire, changed).text
    assert len(own_of(session, cast.tarn)) == 2


def test_commas_do_as_well(session: Session, cast: Cast, signed_in: SignIn) -> None:
    lines = [line.replace(",", " ").replace(";", ",") for line in LINES[:2]]
    assert "1 ligne est écrite" in hands_in(signed_in(cast.claire), "\n".join(lines).encode()).text
    [own] = own_of(session, cast.tarn)
    assert own.shown.sheet.publics == "jeunes femmes"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Le fichier est vide"),
        (b"a\x00b", "pas un fichier de texte"),
        ("référence;métier\nA;b".encode(), "genre, organisme"),
        (b"x" * 1_000_001, "plus de 1"),
    ],
)
def test_a_file_of_which_nothing_can_be_used_is_refused(
    session: Session, cast: Cast, signed_in: SignIn, content: bytes, told: str
) -> None:
    page = hands_in(signed_in(cast.claire), content)
    assert page.status == 422
    assert told in page.text.replace("\u00a0", " ")
    assert sheets(session) == []


def test_the_empty_file_has_the_columns_that_are_taken_in(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    claire = signed_in(cast.claire)
    response = claire.client.get(f"{HERE}/modele.csv")
    assert response.status_code == 200
    assert "attachment" in response.headers["content-disposition"]
    empty = response.content.decode("utf-8-sig")
    assert empty.startswith("référence;genre;métier;organisme;description;commune;adresse;début")
    filled = (
        empty
        + "R;immersion;vendeur;La Halle;Vendre.;Albi;1 rue;;;3;jours;35;gratuit;;;;Léa;0563000020;;"
    )
    assert "1 ligne est écrite" in hands_in(claire, filled.encode()).text
    [own] = own_of(session, cast.tarn)
    assert own.shown.sheet.contact_name == "Léa"
    assert "Durée\xa0: 3 jours." in own.shown.sheet.description


def test_it_is_found_as_any_solution_is(session: Session, cast: Cast, signed_in: SignIn) -> None:
    claire = signed_in(cast.claire)
    writes(claire, metier="boulangère")
    here = f"/pro/personnes/{cast.amina.id}/solutions"
    page = claire.submits(claire.visits(here), here, mots="boulangere")
    [own] = own_of(session, cast.tarn)
    session.commit()
    assert f"{here}/{own.own.offer_id}" in page.links()
    assert "Le Fournil du Tarn · Albi" in page.text
    assert "immersion en entreprise" in page.text
    assert "0 solution" in claire.submits(page, here, mots="xylophone").text
    claire.submits(
        claire.visits(f"{HERE}/{own.own.offer_id}"), f"{HERE}/{own.own.offer_id}/retrait"
    )
    assert "0 solution" in claire.submits(page, here, mots="boulangere").text


def test_a_file_larger_than_can_be_read_is_refused_before(cast: Cast, signed_in: SignIn) -> None:
    page = hands_in(signed_in(cast.claire), b"x" * 1_200_000)
    assert page.status == 413
    assert HERE in page.links()
