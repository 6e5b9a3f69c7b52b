"""What must hold for every address, including those not written yet."""

import re
from pathlib import Path

from litestar import Litestar
from sqlalchemy import Engine
from sqlmodel import Session

from backend.sharing.models import Consultation
from backend.tables import METADATA
from tests.architecture.addresses import PARAMETER, addresses
from tests.cast import Cast, appointment, saved
from tests.conftest import NOON, SignIn
from tests.visitor import Visitor

TEMPLATES = Path("frontend/templates")
LINK = re.compile(r'(?:href|src|action|data-hx-(?:get|post|put|delete))="(/[^"]*)"')
EXPRESSION = re.compile(r"\{\{.*?\}\}")

OPEN_TO_ALL = {
    "GET /",
    "GET /.well-known/security.txt",
    "GET /accessibilite",
    "GET /agenda/{token:str}",  # the token is the key
    "GET /aide",
    "GET /connexion",
    "POST /connexion",
    "POST /deconnexion",
    "GET /healthz",
    "GET /hors-ligne",
    "GET /i",
    "POST /i",
    "GET /i/phrase",
    "POST /i/phrase",
    "POST /langue",
    "GET /manifest.webmanifest",
    "GET /mentions-legales",
    "GET /politique-de-confidentialite",
    "GET /readyz",
    "GET /resultats",  # for everybody, and open data
    "GET /resultats/ameliorations/{improvement_id:int}",
    "GET /resultats/donnees",
    "GET /resultats/donnees/catalogue.jsonld",
    "GET /resultats/donnees/datapackage.json",
    "GET /resultats/donnees/resultats.csv",
    "GET /resultats/donnees/resultats.json",
    "GET /resultats/donnees/schema.json",
    "GET /resultats/methode",
    "GET /resultats/structures/{structure_id:int}",
    "GET /resultats/territoires/{code:str}",
    "GET /api/v1/results",
    "POST /reglages/rappels/navigateurs/renouvellement",  # the old push endpoint is the key
    "GET /reponse/{token:str}",  # of a solution: the token is the key
    "POST /reponse/{token:str}",
    "GET /service-worker.js",
    "GET /solutions",  # open data
    "GET /solutions/{offer_id:int}",
    "GET /static/{path:path}",
    "GET /territoires/{code:str}/logo",
    "GET /territoires/{name:str}",
    "POST /api/v1/webhooks/rdv-insertion",  # signed
    "POST /api/v1/webhooks/rdv-service-public",
    "GET /api/v1/openapi.json",
    # A structure's tool: the token says who it is (tests/api).
    "POST /api/v1/people",
    "GET /api/v1/people",
    "GET /api/v1/people/{person_id:int}",
    "PATCH /api/v1/people/{person_id:int}",
    "PUT /api/v1/people/{person_id:int}/team",
    "POST /api/v1/people/{person_id:int}/steps",
    "GET /api/v1/people/{person_id:int}/steps",
    "GET /api/v1/people/{person_id:int}/steps/{step_id:int}",
    "PATCH /api/v1/people/{person_id:int}/steps/{step_id:int}",
    "POST /api/v1/people/{person_id:int}/objectives",
    "GET /api/v1/people/{person_id:int}/objectives",
    "GET /api/v1/people/{person_id:int}/objectives/{objective_id:int}",
    "PATCH /api/v1/people/{person_id:int}/objectives/{objective_id:int}",
    "POST /api/v1/people/{person_id:int}/situations",
    "GET /api/v1/people/{person_id:int}/situations",
    "GET /api/v1/people/{person_id:int}/situations/{situation_id:int}",
    "PATCH /api/v1/people/{person_id:int}/situations/{situation_id:int}",
    "POST /api/v1/advisers",
    "GET /api/v1/advisers",
    "GET /api/v1/advisers/{adviser_id:int}",
    "PATCH /api/v1/advisers/{adviser_id:int}",
    "POST /api/v1/people/{person_id:int}/handovers",
    "GET /api/v1/people/{person_id:int}/handovers",
}


def test_the_open_addresses_are_those_listed(app: Litestar) -> None:
    assert {str(address) for address in addresses(app) if address.is_open} == OPEN_TO_ALL


def test_a_signed_out_visitor_is_kept_out(app: Litestar, anybody: Visitor) -> None:
    anybody.visits("/connexion")
    for address in addresses(app):
        if str(address) in OPEN_TO_ALL:
            continue
        if address.method == "GET":
            response = anybody.client.get(address.filled(), follow_redirects=False)
            assert response.status_code == 303, f"{address} answers without signing in"
            assert response.headers["location"].startswith("/connexion")
        else:
            response = anybody.posts(address.filled())
            refused = {400, 401}  # 400: what was sent is no JSON, which is read first
            assert response.status_code in refused, f"{address} answers without signing in"


def test_no_cookie_opens_what_is_for_tools(
    app: Litestar, cast: Cast, anybody: Visitor, signed_in: SignIn
) -> None:
    claire = signed_in(cast.claire)
    for address in addresses(app):
        if address.needs_token:
            for who in (anybody, claire):
                response = who.client.request(address.method, address.filled())
                assert response.status_code == 401, f"{address} answers without a token"
                assert response.headers["www-authenticate"].startswith("Bearer")


def test_a_person_is_kept_out_of_the_desk_and_an_adviser_out_of_her_pages(
    app: Litestar, cast: Cast, signed_in: SignIn
) -> None:
    amina, claire = signed_in(cast.amina), signed_in(cast.claire)
    for address in addresses(app):
        if address.is_open or address.method != "GET":
            continue
        stranger = amina if address.pattern.startswith("/pro") else claire
        if address.pattern.startswith(("/reglages/appareils", "/reglages/phrase")):
            continue  # both have devices and a passphrase
        response = stranger.client.get(address.filled(), follow_redirects=False)
        assert response.status_code in {303, 404}, f"{address}: {response.status_code}"


def test_what_is_amina_s_does_not_exist_for_bilal_nor_for_another_adviser(
    app: Litestar, cast: Cast, session: Session, signed_in: SignIn
) -> None:
    hers = saved(
        session, appointment(cast.amina, NOON.replace(day=9), structure_id=cast.department.id)
    )
    session.commit()
    nowhere = {"device_id": 9999, "structure_id": 9999}
    values = {"appointment_id": hers.id, "person_id": cast.amina.id, **nowhere}
    bilal, karim = signed_in(cast.bilal), signed_in(cast.karim)
    named = [
        address
        for address in addresses(app)
        if "_id:" in address.pattern and not address.needs_token
    ]
    assert named, "no address names a row"
    for address in named:
        stranger = karim if address.pattern.startswith("/pro") else bilal
        path = address.filled(**values)
        if address.method == "GET":
            response = stranger.client.get(path, follow_redirects=False)
        else:
            response = stranger.posts(path)
        assert response.status_code == 404, f"{address}: {response.status_code}"


def test_reading_writes_nothing(
    app: Litestar, cast: Cast, engine: Engine, session: Session, signed_in: SignIn
) -> None:
    hers = saved(
        session, appointment(cast.amina, NOON.replace(day=9), structure_id=cast.department.id)
    )
    session.commit()
    amina, claire = signed_in(cast.amina), signed_in(cast.claire)
    before = everything_in(engine)
    for address in addresses(app):
        if address.method == "GET":
            reader = claire if address.pattern.startswith("/pro") else amina
            path = address.filled(appointment_id=hers.id, person_id=cast.amina.id)
            response = reader.client.get(path, follow_redirects=False)
            assert response.status_code < 500, f"{address}: {response.status_code}"
    assert everything_in(engine) == before


def everything_in(engine: Engine) -> dict[str, list[str]]:
    """But for who looked at whose file, which reading does write down."""
    with engine.connect() as connection:
        return {
            table.name: sorted(str(row) for row in connection.execute(table.select()))
            for table in METADATA.sorted_tables
            if table.name != Consultation.__tablename__
        }


def test_every_form_needs_its_token(app: Litestar, cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    for address in addresses(app):
        if address.method != "GET" and not address.is_for_machines:
            response = amina.client.post(address.filled(), data={}, follow_redirects=False)
            assert response.status_code == 403, f"{address} takes a form without a token"


def test_a_form_from_another_site_is_refused(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    amina.visits("/reglages")
    amina.client.headers["sec-fetch-site"] = "cross-site"

    assert amina.posts("/langue", langue="en", retour="/").status_code == 403


def test_every_link_in_a_template_leads_somewhere(app: Litestar) -> None:
    known = [PARAMETER.sub("[^/]+", address.pattern) for address in addresses(app)]
    for template in TEMPLATES.rglob("*.html"):
        for link in LINK.findall(template.read_text(encoding="utf-8")):
            path = EXPRESSION.sub("1", link).split("?")[0].split("#")[0]
            leads_somewhere = any(re.fullmatch(pattern, path) for pattern in known)
            assert leads_somewhere, f"{template} links to {link}, which no route serves"


def test_templates_live_under_the_name_of_their_domain() -> None:
    domains = {path.name for path in Path("backend").iterdir() if path.is_dir()}
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}
    assert folders - {"components", "errors"} <= domains


def test_a_fragment_is_not_a_page() -> None:
    for fragment in TEMPLATES.rglob("_*.html"):
        assert "{% extends" not in fragment.read_text(encoding="utf-8"), f"{fragment} is a page"


def test_no_template_computes_a_style_or_a_script_of_its_own() -> None:
    for template in TEMPLATES.rglob("*.html"):
        source = template.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=\"", source), (
            template
        )
