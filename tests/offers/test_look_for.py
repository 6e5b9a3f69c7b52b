"""Searching: what is asked is in the address, and anybody may open it."""

import brotli
import pytest
from sqlmodel import Session, select

from backend.offers import placing
from backend.offers.models import Miss, Silenced
from tests.appointments.saving import statements
from tests.cast import Cast
from tests.conftest import SignIn
from tests.offers.solutions import solution, structure
from tests.visitor import Page, Visitor

NEED = "contraintes_familiales"


@pytest.fixture(autouse=True)
def _known(session: Session) -> None:
    structure(session)
    solution(session, structure_code="dora--relais")
    solution(
        session,
        "dora--permis",
        name="Auto-école solidaire",
        description="Passer le permis à petit prix.",
        themes="mobilite--preparer-un-permis",
        fee="payant",
        usable_by="professionnels",
    )


def names(page: Page) -> list[str]:
    return ["".join(e.itertext()).strip() for e in page.all("span", class_="row__title")]


def test_the_first_page_asks_what_she_needs(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.amina).visits("/solutions")

    assert "De quoi avez-vous besoin" in page.text
    assert "tout le département, Tarn" in page.text.replace("\u00a0", " ")
    needs = [b.get("value") for b in page.all("button", name="besoin")]
    assert len(needs) == 10
    assert NEED in needs
    assert page.form("/solutions") == {"mots": "", "lieu": ""}


def test_a_need_is_one_tap(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.amina).visits(f"/solutions?mots=&lieu=&distance=20&besoin={NEED}")

    assert names(page) == ["Garde d’enfants à horaires décalés"]
    text = page.text.replace("\u00a0", " ")
    assert "Tarn · 1 solution" in text
    assert "Le Relais des familles" in text
    assert "gratuit" in text
    assert "ouvert" in text
    assert page.title.startswith("Famille et garde d’enfants · Solutions")


def test_a_commune_by_its_name_or_its_postcode(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)

    for typed in ("Albi", "albi", "81000", "81004"):
        page = amina.visits(f"/solutions?besoin={NEED}&lieu={typed}")
        assert "Albi · 20 km autour" in page.text.replace("\u00a0", " ")
        assert names(page) == ["Garde d’enfants à horaires décalés"]
        assert page.form("/solutions")["commune"] == "81004"
        assert page.form("/solutions")["lieu"] == "Albi"


def test_what_she_types_next_takes_the_place_of_the_commune(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.amina).visits(f"/solutions?besoin={NEED}&commune=81004&lieu=Lavaur")

    assert "Lavaur · 20 km autour" in page.text.replace("\u00a0", " ")


def test_a_postcode_of_several_communes_lets_her_choose(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)

    page = amina.visits(f"/solutions?besoin={NEED}&lieu=81500")

    assert "Plusieurs communes" in page.text
    assert page.title.startswith("Erreur")
    assert f"/solutions?besoin={NEED}&commune=81140" in page.links()
    assert len([link for link in page.links() if "&commune=" in link]) > 8
    chosen = amina.visits(f"/solutions?besoin={NEED}&commune=81140")
    assert "Lavaur · 20 km autour" in chosen.text.replace("\u00a0", " ")


def test_a_commune_nobody_knows_is_marked_on_its_field(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.amina).visits(f"/solutions?besoin={NEED}&lieu=Zzzzzzzz")

    [field] = page.all("input", id="lieu")
    assert field.get("aria-invalid") == "true"
    assert field.get("value") == "Zzzzzzzz"
    assert "Cette commune n’est pas connue" in page.text
    assert names(page) == []


def test_signed_out_with_two_territories_the_place_is_asked_first(anybody: Visitor) -> None:
    page = anybody.visits(f"/solutions?besoin={NEED}")

    assert "Dites où chercher" in page.text
    assert names(page) == []
    assert names(anybody.visits(f"/solutions?besoin={NEED}&commune=81004"))


def test_signed_out_the_only_territory_is_where_to_look(
    cast: Cast, anybody: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "all_territories", lambda _: [cast.tarn])

    page = anybody.visits(f"/solutions?besoin={NEED}")

    assert names(page) == ["Garde d’enfants à horaires décalés"]
    assert not page.all("form", action="/solutions/suggestions")
    assert "/solutions/gardees" not in page.links()


def test_an_address_shared_shows_the_same_to_anybody(
    cast: Cast, signed_in: SignIn, anybody: Visitor
) -> None:
    shared = f"/solutions?besoin={NEED}&commune=81004&gratuit=oui"

    hers, theirs = signed_in(cast.amina).visits(shared), anybody.visits(shared)

    assert names(hers) == names(theirs) != []
    assert hers.response.headers["cache-control"] == "no-store"
    assert "HX-Request" in hers.response.headers["vary"]


def test_each_filter_is_taken_away_by_its_link(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)

    page = amina.visits(
        "/solutions?mots=permis&commune=81004&en-ligne=non&gratuit=oui&seule=oui&genre=service"
    )

    assert names(page) == []
    base = "/solutions?mots=permis&commune=81004"
    assert f"{base}&gratuit=oui&seule=oui&genre=service" in page.links()
    assert f"{base}&en-ligne=non&seule=oui&genre=service" in page.links()
    assert f"{base}&en-ligne=non&gratuit=oui&genre=service" in page.links()
    assert f"{base}&en-ligne=non&gratuit=oui&seule=oui" in page.links()
    assert base in page.links()  # all at once
    assert names(amina.visits(base)) == ["Auto-école solidaire"]
    assert "avec une personne qui vous accompagne" in amina.visits(base).text


def test_nothing_found_says_what_to_do_and_is_noted_once(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)

    page = amina.visits("/solutions?besoin=logement&commune=81004")
    amina.visits("/solutions?besoin=logement&commune=81004")

    assert "rien trouvé" in page.text
    assert "/solutions?besoin=logement&commune=81004&distance=50" in page.links()
    assert "/parcours/equipe" in page.links()
    assert "tel:+33563000001" in page.links()
    [miss] = session.exec(select(Miss)).all()
    assert (miss.need, miss.commune_code, miss.territory_id) == (
        "logement",
        "81004",
        cast.tarn.id,
    )


def test_nothing_found_by_nobody_in_particular_is_not_noted(
    session: Session, cast: Cast, signed_in: SignIn, anybody: Visitor
) -> None:
    anybody.visits("/solutions?besoin=logement&commune=81004")
    signed_in(cast.claire).visits("/solutions?besoin=logement&commune=81004")

    assert session.exec(select(Miss)).all() == []


def test_a_need_can_be_said_more_precisely(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)

    page = amina.visits(f"/solutions?besoin={NEED}")

    precise = f"/solutions?besoin={NEED}&thematique=famille--garde-denfants"
    assert precise in page.links()
    assert names(amina.visits(precise)) == ["Garde d’enfants à horaires décalés"]
    assert f"/solutions?besoin={NEED}" in amina.visits(precise).links()


def test_many_are_in_pages(session: Session, cast: Cast, signed_in: SignIn) -> None:
    for number in range(12):
        solution(session, f"dora--{number}", name=f"Atelier {number}", themes="sante--addictions")
    amina = signed_in(cast.amina)

    first = amina.visits("/solutions?besoin=sante")
    second = amina.visits("/solutions?besoin=sante&page=2")

    assert (len(names(first)), len(names(second))) == (10, 2)
    assert "/solutions?besoin=sante&page=2" in first.links()
    assert "/solutions?besoin=sante" in second.links()
    assert not set(names(first)) & set(names(second))


def test_htmx_gets_the_part_that_the_page_includes(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    path = f"/solutions?mots=&commune=&lieu=Albi&distance=20&besoin={NEED}"

    part = amina.visits(path, **{"HX-Request": "true"})
    back = amina.visits(path, **{"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert "<html" not in part.response.text
    assert names(part) == names(back) == names(amina.visits(path))
    assert part.response.headers["hx-push-url"] == f"/solutions?besoin={NEED}&commune=81004"
    assert "<html" in back.response.text


def test_an_address_written_by_hand_is_never_an_error(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)

    for query in (
        "besoin=x&distance=-1&page=0&genre=y&public=z",
        "page=99999999999&besoin=sante",
        "mots=%00&thematique=famille--inconnue",
        "mots=" + "a" * 5000,
        "commune=99999",
        "mots=%3Cscript%3Ealert(1)%3C/script%3E",
    ):
        page = amina.visits(f"/solutions?{query}")
        assert "<script>alert" not in page.response.text


def test_results_cost_as_many_statements_whatever_their_number(
    session: Session, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    path = f"/solutions?besoin={NEED}&mots=garde&commune=81004"
    amina.visits(path)
    with statements() as few:
        amina.visits(path)
    for number in range(30):
        solution(session, f"dora--garde-{number}", name=f"Garde {number}")
    with statements() as many:
        amina.visits(path)

    assert len(many) == len(few)
    assert len([one for one in many if one.startswith(("SELECT", "WITH"))]) <= 6


def test_the_first_page_is_light(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.amina).visits("/solutions")

    assert len(brotli.compress(page.response.content, quality=5)) < 5_000


def test_a_suggestion_is_silenced_and_taken_back(
    session: Session, cast: Cast, signed_in: SignIn, anybody: Visitor
) -> None:
    amina = signed_in(cast.amina)
    path = "/solutions/suggestions"

    assert amina.posts(path, besoin=NEED).headers["location"] == "/solutions"
    page = amina.visits("/solutions")
    assert "Plus rien ne vous sera proposé pour cela" in page.text
    assert page.form(path) | {"_csrf_token": ""} == {
        "besoin": NEED,
        "reprendre": "on",
        "_csrf_token": "",
    }
    page = amina.submits(page, path)

    assert "de nouveau proposé" in page.text
    assert not page.all("form", action=path)
    assert amina.posts(path, besoin="rien").status_code == 303
    assert anybody.posts(path, besoin=NEED).status_code == 401
    assert session.exec(select(Silenced)).all() == []
