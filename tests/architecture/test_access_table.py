"""For each role, each object and each verb: let in, or the row does not exist for them.

The table names every address that leads to a row of somebody's; a new one is in it or this fails.
"""

from collections.abc import Callable, Iterator

from httpx import Response
from litestar import Litestar
from sqlmodel import Session

from backend.checkins.models import Moment
from backend.checkins.rules import path_of
from backend.surveys.progress import Stage
from backend.vocabulary.themes import Theme
from tests.architecture.addresses import PARAMETER, addresses
from tests.architecture.world import World, build
from tests.cast import Cast
from tests.conftest import SignIn
from tests.visitor import Visitor

HERSELF, STRANGER = "herself", "another person"
REFERENTE, SOCIAL, COLLEAGUE = "référente", "social worker", "colleague"
FORMER, ELSEWHERE, NOBODY = "former adviser", "elsewhere", "nobody"
TERRITORY = "territory’s team"
OWN_TOOL, NEIGHBOUR, TOOL_ELSEWHERE = "own tool", "neighbour’s tool", "tool elsewhere"

HERS = {HERSELF}
TEAM = {REFERENTE, SOCIAL}
SETTER = {REFERENTE}
KNOWS_HER = {OWN_TOOL, NEIGHBOUR}
TOOLS, OTHERS = {*KNOWS_HER, TOOL_ELSEWHERE}, {COLLEAGUE, FORMER, ELSEWHERE, TERRITORY}
EVERYBODY = {HERSELF, STRANGER, NOBODY, *TEAM, *OTHERS, *TOOLS}

Row = tuple[str, str, dict[str, str], set[str]]  # verb, address, the rows it names, who is let in
EITHER = ("GET", "POST")


def on(verbs: tuple[str, ...], address: str, who: set[str], **rows: str) -> list[Row]:
    """`rows` says which row of the world a parameter names, where it is not of the same name."""
    return [(verb, address, rows, who) for verb in verbs]


GET, POST, PATCH, PUT = ("GET",), ("POST",), ("PATCH",), ("PUT",)
STEP, NOTE, MINE = "/parcours/etapes/{step_id:int}", "/parcours/notes/{note_id:int}", "written_step"
LINE, VIEW = (
    "/parcours/situation/lignes/{observation_id:int}",
    "/parcours/situation/ma-vue/versions/{view_id:int}",
)
JOB, RDV = "/parcours/emploi/{step_id:int}/{moment:str}", "/rendez-vous/{appointment_id:int}"
FILE, GIVEN = "/pro/personnes/{person_id:int}", "/pro/rendez-vous/{appointment_id:int}"
GROUP = "/pro/groupes/{group_id:int}"
CLAIM = "/droits/demandes/{claim_id:int}"
REQUEST, TEMPLATE = "/pro/demandes/{claim_id:int}", "/pro/territoire/modeles/{template_id:int}"
DONE_TO_A_REQUEST = ("prise-en-charge", "message", "pieces", "transmission", "reponse", "motifs")
WANTED, OWN = f"{FILE}/demandes-solutions/{{referral_id:int}}", "/pro/solutions/offres"
DONE_TO_WANTED = (
    "proposition",
    "message",
    "abandon",
    "appel",
    "reponse",
    "relance",
    "debut",
)
WRITES_OFFERS = {REFERENTE, COLLEAGUE, FORMER, TERRITORY}  # of her territory, for work
SOLUTION = "/solutions/{offer_id:int}"  # open data
ASKED = "/solutions/demandes/{referral_id:int}"
DONE_TO_ASKED = (
    *("accord", "details", "texte", "question", "message", "refus"),
    *("appel", "relance", "reponse", "debut"),
)
OPINION, IMPROVED = "/avis/{request_id:int}", "/pro/territoire/ameliorations/{improvement_id:int}"
SAID = ("freins", "mots", "mots/retrait", "notification", "retrait", "passer")
PRACTICE = "/pro/ensemble/pratiques/{practice_id:int}"
JOINT = "/pro/ensemble/sessions/{joint_id:int}"
SAME_STRUCTURE = {REFERENTE, COLLEAGUE, FORMER}  # whoever holds or wrote it; the former is back
LEARNS = {*SAME_STRUCTURE, SOCIAL, TERRITORY}  # every professional of the territory
API = "/api/v1/people/{person_id:int}"

TABLE: list[Row] = [
    # her own pages
    *on(GET, STEP, HERS),
    *on(GET, STEP, HERS, step_id="health_step"),
    *on(EITHER, f"{STEP}/modifier", HERS, step_id=MINE),
    *on(EITHER, f"{STEP}/modifier", set()),  # what others wrote is not hers to rewrite
    *on(POST, f"{STEP}/suppression", set()),
    *on(POST, f"{STEP}/suppression", HERS, step_id=MINE),
    *on(POST, f"{STEP}/retablissement", HERS, step_id=MINE),
    *on(POST, f"{STEP}/desaccord", HERS),
    *on(POST, f"{STEP}/desaccord/retrait", HERS),
    *on(EITHER, NOTE, HERS),
    *on(POST, f"{NOTE}/suppression", HERS),
    *on(POST, f"{NOTE}/retablissement", HERS),
    *on(POST, "/parcours/objectifs/{objective_id:int}/reponse", HERS),
    *on(POST, "/parcours/projet/{version_id:int}/retrait", HERS),
    *on(GET, "/parcours/points/{review_id:int}", HERS),
    *on(POST, "/parcours/points/{review_id:int}/preparation", set()),  # not held: nothing to show
    *on(GET, LINE, HERS),
    *on(GET, LINE, HERS, observation_id="health_line"),
    *on(POST, f"{LINE}/avis", HERS),
    *on(GET, VIEW, HERS),
    *on(POST, f"{VIEW}/partage", HERS),
    *on(POST, f"{VIEW}/retrait", HERS),
    *on(EITHER, JOB, HERS, step_id="job"),
    *on(EITHER, JOB, set()),  # a training is no job
    *on(EITHER, f"{JOB}/souci", HERS, step_id="job"),
    *on(GET, RDV, HERS),
    *on(GET, f"{RDV}/agenda.ics", HERS),
    *on(POST, f"{RDV}/reponse", HERS),
    *on(POST, f"{RDV}/absence", HERS),
    *on(EITHER, f"{RDV}/modifier", set()),
    *on(EITHER, f"{RDV}/modifier", HERS, appointment_id="typed"),
    *on(POST, f"{RDV}/suppression", HERS, appointment_id="typed"),
    *on(POST, f"{RDV}/retablissement", HERS, appointment_id="typed"),
    *on(POST, "/parcours/groupes/{decision_id:int}/reponse", HERS),
    *on(GET, CLAIM, HERS),
    *on(GET, f"{CLAIM}/accuse/{{receipt_id:int}}", HERS),
    *[
        row
        for verb in ("message", "complement", "contestation", "motifs", "avis")
        for row in on(POST, f"{CLAIM}/{verb}", HERS)
    ],
    *on(EITHER, f"{CLAIM}/retrait", HERS),
    *on(GET, SOLUTION, EVERYBODY),
    *on(POST, f"{SOLUTION}/garder", {HERSELF, STRANGER}),
    *on(POST, f"{SOLUTION}/ne-plus-garder", {HERSELF, STRANGER}),
    *on(EITHER, f"{SOLUTION}/plus-exact", {HERSELF, STRANGER}),
    *on(EITHER, "/solutions/{offer_id:int}/demander", {HERSELF, STRANGER}),  # what anybody reads
    *on(GET, ASKED, HERS),
    *[row for done in DONE_TO_ASKED for row in on(POST, f"{ASKED}/{done}", HERS)],
    *on(EITHER, f"{ASKED}/retrait", HERS),
    # the desk: her file, for those who accompany her today
    *on(GET, FILE, TEAM),
    *on(GET, f"{FILE}/parcours", TEAM),
    *on(EITHER, f"{FILE}/relais", TEAM),
    *on(EITHER, f"{FILE}/rendez-vous/nouveau", TEAM),
    *on(EITHER, f"{FILE}/invitation", TEAM),
    *on(POST, f"{FILE}/invitation/revocation", TEAM),
    *on(EITHER, f"{FILE}/imports", TEAM),
    *on(EITHER, f"{FILE}/etapes/nouvelle", TEAM),
    *on(EITHER, f"{FILE}/etapes/{{step_id:int}}", SETTER),
    *on(POST, f"{FILE}/etapes/{{step_id:int}}/desaccord", SETTER),
    *on(EITHER, f"{FILE}/etapes/{{step_id:int}}", {SOCIAL}, step_id="health_step"),
    *on(EITHER, f"{FILE}/etapes/{{step_id:int}}", set(), step_id=MINE),
    *on(GET, f"{FILE}/projet", TEAM),
    *on(POST, f"{FILE}/projet/objectifs", TEAM),
    *on(POST, f"{FILE}/projet/objectifs/{{objective_id:int}}/lecture", SETTER),
    *on(POST, f"{FILE}/projet/objectifs/{{objective_id:int}}/fin", SETTER),
    *on(GET, f"{FILE}/situation", TEAM),
    *on(EITHER, f"{FILE}/situation/nouvelle", TEAM),
    *on(GET, f"{FILE}/situation/{{observation_id:int}}", SETTER),
    *on(GET, f"{FILE}/situation/{{observation_id:int}}", {SOCIAL}, observation_id="health_line"),
    *on(POST, f"{FILE}/situation/{{observation_id:int}}/lecture", SETTER),
    *on(POST, f"{FILE}/situation/{{observation_id:int}}/fin", SETTER),
    *on(
        POST, f"{FILE}/situation/{{observation_id:int}}/fin", {SOCIAL}, observation_id="health_line"
    ),
    *on(EITHER, f"{FILE}/points", TEAM),
    *on(GET, f"{FILE}/points/preparation", TEAM),
    *on(POST, f"{FILE}/points/tenus", TEAM),
    *on(GET, f"{FILE}/points/{{review_id:int}}", TEAM),
    *on(POST, f"{FILE}/points/{{review_id:int}}/tenue", SETTER),
    *on(POST, f"{FILE}/points/{{review_id:int}}/annulation", SETTER),
    *on(EITHER, "/pro/soucis/{check_in_id:int}", SETTER),  # whom she told
    *on(EITHER, f"{FILE}/groupes", TEAM),
    *on(GET, GROUP, SETTER),  # who is in it; the social worker was not invited
    *on(POST, f"{GROUP}/invitations", SETTER),
    *on(POST, f"{GROUP}/decisions", SETTER),
    *on(POST, f"{GROUP}/decisions/{{decision_id:int}}/fin", SETTER),
    *on(POST, f"{GROUP}/fermeture", SETTER),
    *on(EITHER, GIVEN, SETTER),
    *on(POST, f"{GIVEN}/issue", SETTER),
    *on(POST, f"{GIVEN}/annulation", SETTER),
    *on(GET, "/pro/rapprochements/{merge_id:int}", TEAM),
    *on(POST, "/pro/rapprochements/{merge_id:int}/decision", TEAM),
    *on(POST, "/pro/rapprochements/{merge_id:int}/annulation", TEAM),
    # her requests, for the service in charge and for the territory’s team once they are late
    *on(GET, REQUEST, SETTER, claim_id="request"),
    *on(GET, REQUEST, {REFERENTE, TERRITORY}, claim_id="late_request"),
    *on(GET, REQUEST, {SOCIAL}, claim_id="health_request"),
    *on(GET, REQUEST, {TERRITORY}, claim_id="about_referent"),
    *[
        row
        for done in DONE_TO_A_REQUEST
        for row in on(POST, f"{REQUEST}/{done}", SETTER, claim_id="request")
    ],
    *on(GET, f"{REQUEST}/lettre", SETTER, claim_id="answered_request"),
    *on(GET, f"{REQUEST}/lettre", set(), claim_id="request"),  # not answered
    *on(POST, f"{REQUEST}/envoi", SETTER, claim_id="answered_request"),
    *on(EITHER, TEMPLATE, {TERRITORY}),
    *on(EITHER, "/pro/territoire/services/{structure_id:int}", {TERRITORY}),
    *on(POST, f"{TEMPLATE}/suppression", {TERRITORY}),
    # solutions: found and proposed by who accompanies her, followed by who proposed them
    *on(EITHER, f"{FILE}/solutions", TEAM),
    *on(EITHER, f"{FILE}/solutions/{{offer_id:int}}", TEAM),
    *on(GET, WANTED, TEAM),
    *on(GET, WANTED, {SOCIAL}, referral_id="health_referral"),
    *[row for done in DONE_TO_WANTED for row in on(POST, f"{WANTED}/{done}", SETTER)],
    *on(EITHER, f"{OWN}/{{offer_id:int}}", WRITES_OFFERS, offer_id="own_offer"),
    *on(POST, f"{OWN}/{{offer_id:int}}/retrait", WRITES_OFFERS, offer_id="own_offer"),
    *on(POST, f"{OWN}/{{offer_id:int}}/retablissement", WRITES_OFFERS, offer_id="own_offer"),
    *on(POST, "/pro/solutions/remarques/{remark_id:int}", {TERRITORY}),
    # her opinion: hers alone
    *on(GET, OPINION, HERS),
    *on(POST, f"{OPINION}/visage", HERS),
    *on(POST, f"{OPINION}/reponses/{{question:str}}", HERS),
    *[row for said in SAID for row in on(POST, f"{OPINION}/{said}", HERS)],
    # what comes of opinions: the team writes it, everybody reads it once it is published
    *on(GET, "/resultats/structures/{structure_id:int}", EVERYBODY),
    *on(GET, "/resultats/ameliorations/{improvement_id:int}", set()),
    *on(
        GET,
        "/resultats/ameliorations/{improvement_id:int}",
        EVERYBODY,
        improvement_id="told_improvement",
    ),
    *on(GET, IMPROVED, {TERRITORY}),
    *on(EITHER, f"{IMPROVED}/texte", {TERRITORY}),
    *on(POST, f"{IMPROVED}/publication", {TERRITORY}),
    *on(POST, f"{IMPROVED}/retrait", {TERRITORY}),
    *on(POST, f"{IMPROVED}/suppression", {TERRITORY}, improvement_id="told_improvement"),
    *on(POST, "/pro/avis/moderation/{adviser_id:int}/retrait", {TERRITORY}),
    # what professionals learn together
    *on(GET, PRACTICE, LEARNS),
    *on(POST, f"{PRACTICE}/essai", LEARNS - SAME_STRUCTURE),
    *on(POST, f"{PRACTICE}/essai/suppression", LEARNS - SAME_STRUCTURE),
    *on(EITHER, f"{PRACTICE}/modifier", SAME_STRUCTURE),
    *on(POST, f"{PRACTICE}/retrait", SAME_STRUCTURE),
    *on(POST, f"{PRACTICE}/retablissement", SAME_STRUCTURE),
    *on(GET, JOINT, LEARNS),
    *on(GET, f"{JOINT}/agenda.ics", LEARNS),
    *on(POST, f"{JOINT}/participation", LEARNS),
    *on(POST, f"{JOINT}/participation/suppression", LEARNS),
    *on(EITHER, f"{JOINT}/modifier", SAME_STRUCTURE),
    *on(POST, f"{JOINT}/annulation", SAME_STRUCTURE),
    *on(POST, f"{JOINT}/retablissement", SAME_STRUCTURE),
    # tools: a structure that knows her, and its own lines
    *on(GET, API, KNOWS_HER),
    *on(PATCH, API, KNOWS_HER),
    *on(PUT, f"{API}/team", KNOWS_HER),
    *[
        row
        for noun in ("steps", "objectives", "situations", "handovers")
        for row in on(EITHER, f"{API}/{noun}", KNOWS_HER)
    ],
    *[
        row
        for noun, name in (("steps", "step"), ("objectives", "objective"))
        for row in on(("GET", "PATCH"), f"{API}/{noun}/{{{name}_id:int}}", {OWN_TOOL})
    ],
    *on(
        ("GET", "PATCH"),
        f"{API}/situations/{{situation_id:int}}",
        {OWN_TOOL},
        situation_id="observation_id",
    ),
    *on(
        ("GET", "PATCH"),
        f"{API}/situations/{{situation_id:int}}",
        {NEIGHBOUR},
        situation_id="health_line",
    ),
]
ELSEWHERE_TESTED = {  # rows of nobody in particular, or of one's own account
    "/api/v1/advisers/{adviser_id:int}",
    "/pro/inconnus/{waiting_id:int}",
    "/reglages/appareils/{device_id:int}/deconnexion",
    "/reglages/rappels/navigateurs/{browser_id:int}/suppression",
}
CHANGES = {"objectives": {"status": "in_progress"}, "situations": {"ended_on": "2026-03-01"}}
WEEK_1 = path_of(1, Moment.WEEK_1).rpartition("/")[2]
Ask = Callable[[str, str], Response]


def test_the_table_names_every_address_of_a_row(app: Litestar) -> None:
    known = {(verb, address) for verb, address, *_ in TABLE}
    named = {
        (address.method, address.pattern)
        for address in addresses(app)
        if "_id:int" in address.pattern and address.pattern not in ELSEWHERE_TESTED
    }

    assert known == named


def test_each_role_meets_the_rows_that_the_table_says(
    session: Session, cast: Cast, signed_in: SignIn, anybody: Visitor
) -> None:
    world = build(session, cast)
    roles = dict(askers(world, cast, signed_in, anybody))
    faults = []
    for verb, address, rows, allowed in TABLE:
        path = filled(address, world, rows)
        for role, ask in roles.items():
            response = ask(verb, path)
            if is_let_in(response) is not (role in allowed) or response.status_code >= 500:
                faults.append(f"{role}, {verb} {path} ({address}): {response.status_code}")
    assert faults == [], "\n".join(faults)


def filled(address: str, world: World, rows: dict[str, str]) -> str:
    """With the identifiers of Amina's rows, whoever asks."""
    values = world.ids | {
        "situation_id": world.ids["observation_id"],
        "moment": WEEK_1,
        "question": Stage.HELPED,
    }
    names = {name: values[other] for name, other in rows.items()}
    return PARAMETER.sub(lambda found: str((values | names)[found[1]]), address)


def askers(
    world: World, cast: Cast, signed_in: SignIn, anybody: Visitor
) -> Iterator[tuple[str, Ask]]:
    yield HERSELF, by_browser(signed_in(cast.amina))
    yield STRANGER, by_browser(signed_in(cast.bilal))
    for role, adviser in world.advisers.items():
        yield role, by_browser(signed_in(adviser))
    for role, token in world.tokens.items():
        yield role, by_tool(anybody, token)
    yield NOBODY, by_browser(anybody)


def by_browser(visitor: Visitor) -> Ask:
    def ask(verb: str, path: str) -> Response:
        if verb == "GET":
            return visitor.client.get(path, follow_redirects=False)
        if verb == "POST":
            return visitor.posts(path, theme=Theme.JOB)
        return visitor.client.request(verb, path, json={}, follow_redirects=False)

    return ask


def by_tool(visitor: Visitor, token: str) -> Ask:
    """Its key opens the interface and nothing else: pages are for people."""

    def ask(verb: str, path: str) -> Response:
        headers = {"Authorization": f"Bearer {token}"}
        sent = None if verb == "GET" else CHANGES.get(path.split("/")[-2], {})
        if not path.startswith("/api/"):
            return visitor.client.get(path, headers=headers, follow_redirects=False)
        return visitor.client.request(verb, path, json=sent, headers=headers)

    return ask


def is_let_in(response: Response) -> bool:
    """Whatever is answered then: done, or asked to correct what was sent."""
    if response.status_code in {401, 403, 404, 405}:
        return False
    to = response.headers.get("location", "")
    return not (response.status_code == 303 and to.startswith("/connexion"))
