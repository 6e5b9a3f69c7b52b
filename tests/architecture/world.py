"""One of everything that a row of hers can be, written by those who may write it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from backend.assessments.actions import SituationFacts
from backend.assessments.actions import record as observe
from backend.assessments.models import OwnView
from backend.checkins.models import Answer, CheckIn, Moment
from backend.claims.actions import ClaimFacts, open_claim
from backend.claims.queries import receipts_of
from backend.claims.states import Kind as ClaimKind
from backend.coordination.actions import Decided, Matter, open_group, write_decision
from backend.partners.models import ApiToken
from backend.people.models import Accompaniment, Adviser, FieldOfWork, Merge, Person
from backend.projects.actions import ObjectiveFacts, set_objective, write_project
from backend.reviews.actions import ReviewFacts, plan
from backend.steps.actions import write_note
from backend.steps.models import Kind, Status
from backend.vocabulary.themes import Theme
from backend.web.security import token_hash
from tests.architecture.claims import claims
from tests.architecture.opinions import opinions
from tests.architecture.solutions import solutions
from tests.cast import Cast, appointment, saved, team_of_the_territory
from tests.conftest import NOON
from tests.parcours.writing import by, day, social_worker, step

SCOPES = " ".join(
    f"{noun}:{verb}"
    for noun in ("people", "steps", "objectives", "situations", "advisers", "handovers")
    for verb in ("read", "write")
)


@dataclass(frozen=True)
class World:
    """The identifiers of Amina's rows, by the name an address gives them, and who may ask."""

    ids: dict[str, int]
    advisers: dict[str, Adviser]
    tokens: dict[str, str]


def build(session: Session, cast: Cast) -> World:
    nour = social_worker(session, cast)
    advisers = {
        "référente": cast.claire,
        "social worker": nour,
        "colleague": _adviser(session, cast, "paul"),
        "former adviser": _former(session, cast),
        "elsewhere": cast.karim,
        "territory’s team": team_of_the_territory(session, cast),
    }
    ids = _lines(session, cast, nour) | _others(session, cast, nour) | _claim(session, cast)
    ids |= claims(session, cast) | solutions(session, cast, nour) | opinions(session, cast)
    tokens = {
        "own tool": _token(session, cast.department.id),
        "neighbour’s tool": _token(session, nour.structure_id),
        "tool elsewhere": _token(session, cast.mission_locale.id),
    }
    session.commit()
    return World(ids, advisers, tokens)


def _adviser(session: Session, cast: Cast, name: str) -> Adviser:
    return saved(
        session,
        Adviser(
            structure_id=cast.department.id,
            first_name=name.title(),
            last_name="Autre",
            email=f"{name}@example.org",
            function="conseiller",
            field=FieldOfWork.PROFESSIONAL,
        ),
    )


def _former(session: Session, cast: Cast) -> Adviser:
    louis = _adviser(session, cast, "louis")
    session.add(
        Accompaniment(
            person_id=cast.amina.id, adviser_id=louis.id, started_on=day(-90), ended_on=day(0)
        )
    )
    return louis


def _lines(session: Session, cast: Cast, nour: Adviser) -> dict[str, int]:
    amina, claire = cast.amina, cast.claire
    situations = {
        "observation_id": (Theme.JOB, "jobless_over_1_year", claire),
        "health_line": (Theme.HEALTH, "access_to_care", nour),
    }
    ids = {
        name: observe(
            session,
            amina,
            SituationFacts(theme=theme, situation=code, observed_on=day(-5)),
            by(adviser),
            now=NOON,
        ).id
        for name, (theme, code, adviser) in situations.items()
    }
    objective = ObjectiveFacts(words="Obtenir le CAP", set_on=day(-5), theme=Theme.TRAIN)
    review = ReviewFacts(planned_on=day(8), agenda="", participants=())
    return ids | {
        "step_id": step(session, amina, "Formation", by(claire)).id,
        "health_step": step(session, amina, "Bilan", by(nour), kind=Kind.HEALTH).id,
        "written_step": step(session, amina, "Code de la route").id,
        "note_id": write_note(session, amina, "À moi", written_for=day(0), now=NOON).id,
        "objective_id": set_objective(session, amina, objective, by(claire), now=NOON).id,
        "review_id": plan(session, amina, review, by(claire), now=NOON).id,
        "version_id": write_project(session, amina, "Travailler", now=NOON).id,
    }


def _others(session: Session, cast: Cast, nour: Adviser) -> dict[str, int]:
    amina = cast.amina
    job = step(session, amina, "CDI", by(nour), kind=Kind.JOB, status=Status.IN_PROGRESS)
    job.started_on = day(-8)
    trouble = CheckIn(
        person_id=amina.id,
        step_id=job.id,
        moment=Moment.WEEK_1,
        answer=Answer.TROUBLE,
        adviser_id=cast.claire.id,
        answered_at=NOON,
    )
    double = Person(
        territory_id=cast.tarn.id, first_name="Amina", last_name="Benali", created_at=NOON
    )
    merge = Merge(kept_id=amina.id, other_id=saved(session, double).id, proposed_at=NOON)
    view = OwnView(person_id=amina.id, started_at=NOON, finished_at=NOON, shown_at=NOON)
    given = appointment(amina, NOON + timedelta(days=9), structure_id=cast.department.id)
    group = open_group(session, amina, cast.claire, Matter(reason="Logement"), now=NOON)
    decided = write_decision(session, group, cast.claire, Decided(words="Foyer"), now=NOON)
    typed = appointment(amina, NOON + timedelta(days=11), source="person", external_id=None)
    return {
        "job": job.id,
        "check_in_id": saved(session, trouble).id,
        "merge_id": saved(session, merge).id,
        "view_id": saved(session, view).id,
        "appointment_id": saved(session, given).id,
        "typed": saved(session, typed).id,
        "group_id": group.id,
        "decision_id": decided.id,
        "person_id": amina.id,
    }


def _claim(session: Session, cast: Cast) -> dict[str, int]:
    facts = ClaimFacts(kind=ClaimKind.NO_NEWS, words="Plus de nouvelles")
    claim = open_claim(session, cast.amina, facts, site="", now=NOON)
    (receipt,) = receipts_of(session, claim)
    return {"claim_id": claim.id, "receipt_id": receipt.id}


def _token(session: Session, structure_id: int) -> str:
    token = f"a-token-of-structure-number-{structure_id}-for-tests"
    session.add(
        ApiToken(
            structure_id=structure_id,
            token_hash=token_hash(token),
            scopes=SCOPES,
            created_at=NOON,
        )
    )
    return token
