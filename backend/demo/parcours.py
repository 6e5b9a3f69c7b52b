"""The parcours of the story: what several structures wrote of the same people."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import select

from backend.assessments.actions import SituationFacts
from backend.assessments.actions import record as observe
from backend.people.models import Accompaniment, Adviser, Person
from backend.people.recorded import HERSELF, Author, at_the_desk
from backend.projects.actions import ObjectiveFacts, answer, set_objective, write_project
from backend.projects.models import Stance
from backend.reviews.actions import ReviewFacts, hold, plan
from backend.steps.actions import StepFacts, record
from backend.steps.models import Kind, Status
from backend.vocabulary.themes import Theme

HERS = -1


@dataclass(frozen=True)
class ToldStep:
    by: int  # which of her advisers, 0 her référent unique; HERS
    kind: Kind
    title: str
    start: int  # days from today
    end: int | None = None  # None: not finished
    status: Status = Status.DONE
    words: str = ""
    place: str = ""


@dataclass(frozen=True)
class ToldLine:
    by: int
    theme: Theme
    situation: str
    day: int


@dataclass(frozen=True)
class ToldObjective:
    by: int
    words: str
    theme: Theme
    day: int
    stance: Stance | None = None
    reason: str = ""


@dataclass(frozen=True)
class ToldReview:
    planned: int
    held: int | None = None
    decisions: str = ""
    agenda: str = ""


@dataclass(frozen=True)
class Told:
    project: str = ""
    project_day: int = -40
    steps: tuple[ToldStep, ...] = ()
    lines: tuple[ToldLine, ...] = ()
    objectives: tuple[ToldObjective, ...] = ()
    reviews: tuple[ToldReview, ...] = ()
    purposes: tuple[str, ...] = field(default=())


BEGUN, PLANNED = Status.IN_PROGRESS, Status.PLANNED
STORY = {
    "Amina": Told(
        project="Travailler dans la petite enfance, près de chez moi.",
        steps=(
            ToldStep(0, Kind.INTERVIEW, "Premier entretien", -55, -55),
            ToldStep(1, Kind.DIAGNOSIS, "Ma situation, à deux voix", -37, -37),
            ToldStep(
                0,
                Kind.IMMERSION,
                "Immersion en crèche",
                -8,
                None,
                BEGUN,
                "Deux semaines pour découvrir le métier, avec l’équipe de la crèche.",
                "Crèche Les Petits Loups, Albi",
            ),
            ToldStep(1, Kind.CHILDCARE, "Une place chez une assistante maternelle", -20, -12),
            ToldStep(HERS, Kind.MOBILITY, "Code de la route", -25, None, BEGUN),
            ToldStep(0, Kind.TRAINING, "CAP Petite enfance", 30, None, PLANNED),
        ),
        lines=(
            ToldLine(1, Theme.HOUSING, "private_tenant", -37),
            ToldLine(1, Theme.FAMILY, "no_childcare", -37),
            ToldLine(0, Theme.MOBILITY, "public_transport", -37),
            ToldLine(0, Theme.JOB, "jobless_over_1_year", -37),
        ),
        objectives=(
            ToldObjective(0, "Obtenir le CAP petite enfance", Theme.TRAIN, -37, Stance.MINE, ""),
            ToldObjective(0, "Chercher un emploi dans le nettoyage en attendant", Theme.JOB, -8),
        ),
        reviews=(
            ToldReview(-30, -30, "Commencer une immersion en crèche. Chercher un mode de garde."),
            ToldReview(12, agenda="L’immersion, puis la formation."),
        ),
        purposes=("", "Pour le quotidien : logement, budget, garde d’enfants."),
    ),
    "Nadia": Told(
        project="Ouvrir un petit restaurant de cuisine algérienne.",
        steps=(
            ToldStep(0, Kind.INTERVIEW, "Premier entretien", -50, -50),
            ToldStep(1, Kind.FRENCH, "Cours de français", -30, None, BEGUN),
            ToldStep(0, Kind.COMPANY_CREATION, "Rendez-vous avec l’Adie", 10, None, PLANNED),
        ),
        lines=(
            ToldLine(0, Theme.FRENCH, "writing_french", -50),
            ToldLine(1, Theme.HOUSING, "social_tenant", -50),
            ToldLine(1, Theme.HEALTH, "health_rules_out_trades", -50),
        ),
        objectives=(
            ToldObjective(0, "Définir son projet de restaurant", Theme.CREATE_A_COMPANY, -20),
        ),
        reviews=(ToldReview(-100, -100, "Commencer les cours de français."),),
    ),
    "Jean-Luc": Told(
        project="Retrouver un travail de cariste, de jour.",
        steps=(
            ToldStep(0, Kind.TRAINING, "Formation cariste", -58, -40),
            ToldStep(0, Kind.JOB, "Cariste, entrepôt de Gaillac", -9, None, BEGUN),
        ),
        reviews=(ToldReview(-45, -45, "Chercher un poste de jour."),),
    ),
    "Bilal": Told(
        steps=(ToldStep(0, Kind.INTERVIEW, "Premier entretien", -30, -30),),
        lines=(ToldLine(0, Theme.JOB, "never_worked", -30),),
    ),
}


def tell(making: Any, person: Person, advisers: list[Adviser], first_name: str) -> None:  # noqa: ANN401 (a Making)
    """Writes her parcours as her advisers and she would have."""
    told = STORY.get(first_name)
    if told is not None:
        _Teller(making, person, advisers).tell(told)


class _Teller:
    def __init__(self, making: Any, person: Person, advisers: list[Adviser]) -> None:  # noqa: ANN401
        self.session, self.person, self.advisers = making.session, person, advisers
        zone = next(t.zone for t in making.territories.values() if t.id == person.territory_id)
        self.now: datetime = making.now.astimezone(zone)

    def tell(self, told: Told) -> None:
        if told.project:
            at = self.now + timedelta(days=told.project_day)
            write_project(self.session, self.person, told.project, now=at)
        self._lines(told)
        for review in told.reviews:
            self._review(review)
        for adviser, purpose in zip(self.advisers, told.purposes, strict=False):
            self._purpose(adviser, purpose)

    def _lines(self, told: Told) -> None:
        for step in told.steps:
            self._step(step)
        for line in told.lines:
            self._line(line)
        for objective in told.objectives:
            self._objective(objective)

    def _step(self, told: ToldStep) -> None:
        is_planned = told.status is Status.PLANNED
        facts = StepFacts(
            kind=told.kind,
            title=told.title,
            status=told.status,
            planned_on=self._day(told.start) if is_planned else None,
            started_on=None if is_planned else self._day(told.start),
            ended_on=self._day(told.end) if told.end is not None else None,
            place=told.place,
            words=told.words,
        )
        then = self.now + timedelta(days=min(told.start, 0))
        record(self.session, self.person, facts, self._author(told.by), now=then)

    def _line(self, told: ToldLine) -> None:
        facts = SituationFacts(
            theme=told.theme, situation=told.situation, observed_on=self._day(told.day)
        )
        observe(self.session, self.person, facts, self._author(told.by), now=self.now)

    def _objective(self, told: ToldObjective) -> None:
        facts = ObjectiveFacts(words=told.words, set_on=self._day(told.day), theme=told.theme)
        author = self._author(told.by)
        objective = set_objective(self.session, self.person, facts, author, now=self.now)
        if told.stance is not None:
            answer(self.session, objective, told.stance, told.reason, now=self.now)

    def _review(self, told: ToldReview) -> None:
        others = [adviser.id for adviser in self.advisers[1:]]
        facts = ReviewFacts(
            planned_on=self._day(told.planned), agenda=told.agenda, participants=others
        )
        review = plan(self.session, self.person, facts, self._author(0), now=self.now)
        if told.held is not None:
            day = self._day(told.held)
            hold(self.session, review, on=day, decisions=told.decisions, now=self.now)

    def _purpose(self, adviser: Adviser, purpose: str) -> None:
        for link in self.session.exec(
            select(Accompaniment).where(
                Accompaniment.person_id == self.person.id,
                Accompaniment.adviser_id == adviser.id,
            )
        ):
            link.purpose = purpose

    def _author(self, by: int) -> Author:
        if by == HERS:
            return HERSELF
        adviser = self.advisers[by]
        return at_the_desk(adviser)

    def _day(self, days: int) -> date:
        return (self.now + timedelta(days=days)).date()
