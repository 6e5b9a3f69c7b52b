"""Why a solution may be suggested to her: what she said, what she may read of her situation."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel import Session, col, or_, select

from backend.assessments.models import Agreement, Feeling, Observation
from backend.assessments.own_views import Answers, standing
from backend.assessments.queries import IS_OPEN, LAST_SAID, LATEST_FIRST
from backend.catalogue.models import Kind
from backend.catalogue.needs import needs_met
from backend.offers.difficulties import DIFFICULTIES
from backend.offers.trades import trades_in
from backend.people.models import Person
from backend.projects.models import Stance
from backend.projects.queries import SetObjective, current_project, objectives_of
from backend.vocabulary.situations import SITUATIONS
from backend.vocabulary.themes import DIAGNOSTIC, LABELS, Theme
from backend.web.language import _

QUOTED = 60  # characters of her own words, or of an objective's
MOST = 50  # observations that are read
OLDEST = timedelta(days=730)  # noted before that, it may well be over
OF_PROJECT = {Theme.TRAIN: Theme.TRAINING}  # the other themes of the project are about work
HEAVY = (Feeling.BLOCKS, Feeling.HARD)


@dataclass(frozen=True, kw_only=True)
class Reason:
    need: Theme
    because: str  # translated
    theme: str = ""  # the thématique that meets it
    trades: Mapping[str, str] = field(default_factory=dict)  # that her project names
    kind: Kind | None = None


def reasons_for(session: Session, person: Person, today: date) -> list[Reason]:
    """What blocks her most first; her project is never left behind the rest of her situation."""
    view = standing(session, person)
    answers = view.last_answers | view.draft_answers
    answered = [*_of_answers(answers)]
    told = [*answered, *_of_observations(session, person, answers, today)]
    told += _of_objectives(objectives_of(session, person), answers)
    return [*told[:1], *_of_project(session, person), *told[1:]]


def _of_answers(answers: Answers) -> Iterator[Reason]:
    """What she ticked says more than how heavy it is."""
    for feeling in HEAVY:
        for theme in DIAGNOSTIC:
            answer = answers.get(theme)
            if answer is None or answer.feeling is not feeling:
                continue
            ticked = [term.code for term in answer.ticked if term.code in DIFFICULTIES]
            yield from map(_noted, ticked)
            if not ticked:
                yield Reason(need=theme, because=_heavy(theme, feeling))


def _heavy(theme: Theme, feeling: Feeling) -> str:
    said = {"need": _lowered(_(LABELS[theme]))}
    if feeling is Feeling.BLOCKS:
        return _("because you said that this blocks you: %(need)s") % said
    return _("because you said that this is difficult: %(need)s") % said


def _noted(code: str) -> Reason:
    said = {"situation": _lowered(_(SITUATIONS[code].label))}
    return _met(code, _("because you noted: %(situation)s") % said)


def _met(situation: str, because: str) -> Reason:
    """Being ready for a course is told under work, and met under training."""
    theme = DIFFICULTIES[situation]
    return Reason(need=needs_met(theme)[0], because=because, theme=theme)


def _of_observations(
    session: Session, person: Person, answers: Answers, today: date
) -> Iterator[Reason]:
    """Those she did not contradict, of themes she said nothing of herself: her word comes first."""
    asked = (
        select(Observation.situation)
        .join(Agreement, col(Agreement.id) == LAST_SAID, isouter=True)
        .where(
            Observation.person_id == person.id,
            IS_OPEN,
            col(Observation.observed_on) >= today - OLDEST,
            col(Observation.situation).in_(DIFFICULTIES),
            col(Observation.theme).not_in([*answers]),
            or_(col(Agreement.agrees).is_(None), col(Agreement.agrees)),
        )
        .order_by(*LATEST_FIRST)
        .limit(MOST)
    )
    for situation in session.exec(asked):
        said = {"situation": _lowered(_(SITUATIONS[situation].label))}
        yield _met(situation, _("because this is in your situation: %(situation)s") % said)


def _of_objectives(objectives: Iterable[SetObjective], answers: Answers) -> Iterator[Reason]:
    for one in objectives:
        theme = one.objective.theme
        refused = one.answer is not None and one.answer.stance is Stance.NOT_MINE
        if theme is None or refused or not one.objective.is_open:
            continue
        need = need_of(theme)
        said = answers.get(need)
        if said is None or said.feeling in HEAVY:
            because = _("because this is one of your objectives: %(words)s")
            yield Reason(need=need, because=because % {"words": quoted(one.objective.words)})


def _of_project(session: Session, person: Person) -> Iterator[Reason]:
    """A trade she names may be seen in a company, then learned."""
    project = current_project(session, person)
    trades = trades_in(project.words) if project else {}
    if project is None or not trades:
        return
    because = _("because your project says: %(words)s") % {"words": quoted(project.words)}
    for need, kind in ((Theme.JOB, Kind.IMMERSION), (Theme.TRAINING, Kind.TRAINING)):
        yield Reason(need=need, because=because, trades=trades, kind=kind)


def need_of(theme: Theme) -> Theme:
    """One of the ten needs: the six themes of the project are about training or work."""
    return theme if theme in DIAGNOSTIC else OF_PROJECT.get(theme, Theme.JOB)


def quoted(words: str) -> str:
    """The first of them, never cut in the middle of one when it can be helped."""
    line = " ".join(words.split())
    if len(line) <= QUOTED:
        return line
    return f"{line[:QUOTED].rsplit(' ', 1)[0]}…"


def _lowered(label: str) -> str:
    """In the middle of a sentence; « MDPH » and « CV » stay as they are."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
