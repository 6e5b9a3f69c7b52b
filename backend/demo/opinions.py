"""What other people of the story's territories said in the last quarters, and what came of it.

They are nobody: their answers are made, counted as the worker would, and thrown away.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from secrets import token_hex
from typing import Any

from sqlmodel import Session, col, delete, select

from backend.demo.story import CLAIRE, HELENE, ROSEMONDE, SOLANGE
from backend.evaluation.counting import count
from backend.evaluation.models import Improvement, Release, Result
from backend.evaluation.telling import told
from backend.learning.models import JointSession, Outcome, Practice, PracticeTrial
from backend.people.models import Adviser
from backend.reminders.rules import at
from backend.surveys.models import Comment, CommentState, Face, Moment, Obstacle, Said, SurveyAnswer
from backend.surveys.quarters import monday_of, quarter_after, quarter_of, release_day
from backend.surveys.questionnaires import current
from backend.territories.models import Structure, Territory
from backend.vocabulary.themes import Theme

QUARTERS = 4
RESPONSE = 0.42  # of those who were asked
PASSED = 0.08
FIRST_CROWD, MORE = 46, 9  # opinions about a structure in the oldest quarter; more in each other
FIRST_GOOD, BETTER = 0.52, 0.06  # the share of the best face, in the same way
MOMENTS = {
    Moment.APPOINTMENT: 9,
    Moment.STEP: 4,
    Moment.CLAIM: 3,
    Moment.REFERRAL: 3,
    Moment.REVIEW: 2,
    Moment.JOB: 1,
}
HARDER = {Moment.CLAIM: 0.22, Moment.REFERRAL: 0.12}  # it goes less well there
THEMES = (None, None, Theme.HOUSING, Theme.MOBILITY, Theme.TRAINING, Theme.FAMILY)
OBSTACLES = {
    Obstacle.WAITING: 6,
    Obstacle.TRANSPORT: 5,
    Obstacle.NO_PLACE: 3,
    Obstacle.NOT_UNDERSTOOD: 3,
    Obstacle.FAMILY: 2,
    Obstacle.MONEY: 2,
}
PUBLIC = (
    (Moment.APPOINTMENT, Face.GOOD, "fr", "On a pris le temps de m’expliquer. Je sais quoi faire."),
    (
        Moment.APPOINTMENT,
        Face.BAD,
        "fr",
        "Deux bus pour venir et le rendez-vous a duré 10 minutes.",
    ),
    (Moment.CLAIM, Face.BAD, "fr", "La réponse est venue, mais je ne l’ai pas comprise."),
    (Moment.STEP, Face.GOOD, "fr", "Le stage m’a donné confiance. [nom] m’a bien accueillie."),
    (Moment.APPOINTMENT, Face.GOOD, "ar", "استمعوا إليّ جيدًا وشرحوا لي كل شيء."),
)
TO_READ = (  # by a moderator: about the first structure, about the second
    (Moment.STEP, Face.MEDIUM, "C’était bien mais trop court. Rappelez-moi au [téléphone]."),
    (Moment.CLAIM, Face.BAD, "J’ai attendu un mois. Monsieur Dupuis n’était jamais là."),
)


@dataclass(frozen=True)
class Place:
    """Where a crowd speaks from."""

    territory: Territory
    structure: Structure
    quarter: date
    rank: int  # of the quarter, from the oldest


def tell(making: Any) -> None:  # noqa: ANN401 (a Making)
    session: Session = making.session
    now: datetime = making.now
    for territory in making.territories.values():
        structures = [
            one
            for one in making.structures.values()
            if one.territory_id == territory.id and not one.is_team
        ]
        for rank, quarter in enumerate(past_quarters(now.astimezone(territory.zone).date())):
            places = [Place(territory, one, quarter, rank) for one in structures]
            published(session, places, now=now)
        words_to_read(session, territory, structures, now=now)
    changed(making)
    learned(making)


def past_quarters(today: date) -> list[date]:
    """Those whose results have come out, the oldest first."""
    last = quarter_after(quarter_of(today), -1)
    if release_day(last) > today:
        last = quarter_after(last, -1)
    return [quarter_after(last, -back) for back in reversed(range(QUARTERS))]


def published(session: Session, places: list[Place], *, now: datetime) -> None:
    quarter, territory = places[0].quarter, places[0].territory
    opinions = [one for place in places for one in said(session, place, now=now)]
    session.add_all(opinions)
    session.flush()
    asked = Counter(
        (one.structure_id, one.moment, one.theme, one.questionnaire_id) for one in opinions
    )
    tallies = count(session, territory.id, quarter)
    tallies = replace(
        tallies,
        asked={cell: round(number / RESPONSE) for cell, number in asked.items()},
        skipped=round(len(opinions) / RESPONSE * PASSED),
    )
    released_at = min(now, at(release_day(quarter), time(6), territory.zone))
    release = Release(
        territory_id=territory.id,
        quarter=quarter,
        released_at=released_at,
        asked=sum(tallies.asked.values()),
        skipped=tallies.skipped,
    )
    session.add(release)
    session.flush()
    session.add_all(Result(release_id=release.id, **row) for row in told(tallies))
    for moment, face, language, text in PUBLIC if places[0].rank == QUARTERS - 1 else ():
        session.add(comment(places[0], moment, face, text, language=language, now=released_at))
    session.exec(
        delete(SurveyAnswer).where(
            col(SurveyAnswer.territory_id) == territory.id, col(SurveyAnswer.quarter) == quarter
        )
    )


def said(session: Session, place: Place, *, now: datetime) -> Iterator[SurveyAnswer]:
    random = Random(f"{place.structure.name}{place.rank}")  # noqa: S311 (a story, no secret)
    crowd = FIRST_CROWD + MORE * place.rank
    for moment in random.choices([*MOMENTS], [*MOMENTS.values()], k=crowd):
        good = FIRST_GOOD + BETTER * place.rank - HARDER.get(moment, 0)
        face = random.choices([*Face], [good, 1 - good, (1 - good) / 2])[0]
        helped = random.choices([Said.YES, Said.A_LITTLE, Said.NO], [good + 0.05, 0.3, 0.2])[0]
        blocked = random.choices([*OBSTACLES], [*OBSTACLES.values()], k=2)
        yield SurveyAnswer(
            token=token_hex(16),
            respondent=token_hex(16),
            territory_id=place.territory.id,
            quarter=place.quarter,
            structure_id=place.structure.id,
            moment=moment,
            theme=random.choice(THEMES),
            questionnaire_id=current(session, place.territory.id, moment, now=now).id,
            face=face,
            first=random.choice([*Said, Said.YES]),
            second=random.choice([*Said, Said.YES, None]),
            helped=helped,
            obstacles="" if helped is Said.YES else " ".join(sorted(set(blocked))),
            has_words=random.random() < 0.2,  # noqa: PLR2004 (one in five)
        )


def comment(  # noqa: PLR0913 (what is said, where and when)
    place: Place, moment: Moment, face: Face, text: str, *, language: str, now: datetime
) -> Comment:
    return Comment(
        token=token_hex(16),
        territory_id=place.territory.id,
        structure_id=place.structure.id,
        moment=moment,
        quarter=place.quarter,
        week=monday_of(now.date()),
        face=face,
        language=language,
        text=text,
        state=CommentState.ACCEPTED,
        shown=text,
        moderated_at=now,
    )


def words_to_read(
    session: Session, territory: Territory, structures: list[Structure], *, now: datetime
) -> None:
    today = now.astimezone(territory.zone).date()
    for structure, (moment, face, text) in zip(structures, TO_READ, strict=False):
        place = Place(territory, structure, quarter_of(today), QUARTERS)
        waiting = comment(place, moment, face, text, language="fr", now=now)
        waiting.state, waiting.shown, waiting.moderated_at = CommentState.WAITING, "", None
        session.add(waiting)


def changed(making: Any) -> None:  # noqa: ANN401
    """« Vous avez dit, nous avons fait », beside the last results."""
    for code, team in (("81", HELENE), ("973", ROSEMONDE)):
        territory = making.territories[code]
        release = making.session.exec(
            select(Release)
            .where(Release.territory_id == territory.id)
            .order_by(col(Release.quarter).desc())
        ).first()
        improvement = Improvement(
            territory_id=territory.id,
            moment=Moment.CLAIM,
            release_id=release.id,
            said="Les réponses à vos demandes sont difficiles à comprendre.",
            done="Chaque réponse commence maintenant par une phrase simple : oui, non, ou ce qu’il"
            " manque. Quelqu’un vous appelle si vous le demandez.",
            adviser_id=making.advisers[team].id,
            saved_at=making.now - timedelta(days=10),
            published_at=making.now - timedelta(days=10),
        )
        making.session.add(improvement)


def learned(making: Any) -> None:  # noqa: ANN401
    """A practice of one structure that another tries, and a day to talk about it."""
    session: Session = making.session
    claire, solange = making.advisers[CLAIRE], making.advisers[SOLANGE]
    practice = Practice(
        territory_id=making.territories["81"].id,
        structure_id=claire.structure_id,
        adviser_id=claire.id,
        moment=Moment.CLAIM,
        title="La première phrase dit la réponse",
        before="Les personnes rappelaient pour demander ce que la lettre voulait dire.",
        what="La réponse tient en une phrase, en haut. Un collègue qui ne connaît pas le dossier la"
        " relit avant l’envoi.",
        needed="Un quart d’heure de relecture par semaine.",
        written_at=making.now - timedelta(days=40),
        changed_at=making.now - timedelta(days=40),
    )
    session.add(practice)
    session.flush()
    session.add(
        PracticeTrial(
            practice_id=practice.id,
            structure_id=solange.structure_id,
            adviser_id=solange.id,
            outcome=Outcome.HELPS,
            words="Deux fois moins d’appels en un mois.",
            told_at=making.now - timedelta(days=12),
        )
    )
    session.add(exchange(claire, practice, making))


def exchange(claire: Adviser, practice: Practice, making: Any) -> JointSession:  # noqa: ANN401
    territory: Territory = making.territories["81"]
    day = making.now.astimezone(territory.zone).date() + timedelta(days=16)
    return JointSession(
        territory_id=territory.id,
        structure_id=claire.structure_id,
        adviser_id=claire.id,
        moment=Moment.CLAIM,
        practice_id=practice.id,
        title="Répondre en une phrase : atelier entre structures",
        words="Venez avec une lettre que personne ne comprend. Nous la récrivons ensemble.",
        starts_at=at(day, time(9), territory.zone),
        place="Maison du Département, 14 rue de la Porte-Neuve, Albi",
        places=12,
        written_at=making.now,
    )
