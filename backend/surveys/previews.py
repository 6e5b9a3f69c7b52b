"""A questionnaire as she sees it, language by language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from backend.surveys.models import Question
from backend.surveys.questionnaires import said_in
from backend.surveys.words import (
    FACE_ICONS,
    FACES,
    FIRST_QUESTION,
    HELPED_QUESTION,
    OBSTACLES,
    OBSTACLES_QUESTION,
    SAID,
    WORDS_HINT,
    WORDS_QUESTION,
)
from backend.web import dates
from backend.web.language import DEFAULT, FALLS_BACK, NAMES, _, direction, speaking


@dataclass(frozen=True)
class Preview:
    language: str
    name: str
    direction: str
    words: Mapping[str, str]  # the questions that are the same everywhere
    faces: Sequence[tuple[str, str]]  # icon, word
    said: Sequence[str]
    questions: Sequence[str]
    obstacles: Sequence[str]
    missing: int  # questions without a translation: French is shown
    unchanged: int  # translations that stayed as they were though French changed


@dataclass(frozen=True)
class Looked:
    """What is looked at, beside what is asked now; `about` is not yet translated."""

    questions: Sequence[Question]
    used: Sequence[Question]
    about: str
    today: date


def preview_of(looked: Looked, language: str) -> Preview:
    questions = looked.questions
    with speaking(language):
        return Preview(
            language=language,
            name=NAMES.get(language, language),
            direction=direction(language),
            words={
                "about": _(looked.about) % {"day": dates.day(looked.today)},
                "first": _(FIRST_QUESTION),
                "helped": _(HELPED_QUESTION),
                "obstacles": _(OBSTACLES_QUESTION),
                "words": _(WORDS_QUESTION),
                "hint": _(WORDS_HINT),
            },
            faces=[(FACE_ICONS[face], _(word)) for face, word in FACES.items()],
            said=[_(word) for word in SAID.values()],
            questions=[said_in(question, language) for question in questions],
            obstacles=[_(word) for word in OBSTACLES.values()],
            missing=len(missing_in(questions, language)),
            unchanged=len(unchanged_in(questions, looked.used, language)),
        )


def missing_in(questions: Sequence[Question], language: str) -> list[Question]:
    """« Français simple » may say it as French does: nothing is missing there."""
    if language == DEFAULT or language in FALLS_BACK:
        return []
    return [question for question in questions if not question["words"].get(language)]


def unchanged_in(
    questions: Sequence[Question], used: Sequence[Question], language: str
) -> list[Question]:
    former = {question["words"].get(language) for question in used} - {None}
    known = {question["words"][DEFAULT] for question in used}
    return [
        question
        for question in questions
        if question["words"][DEFAULT] not in known and question["words"].get(language) in former
    ]
