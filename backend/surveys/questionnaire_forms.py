"""What the team may send: two short questions or fewer, each in the territory's languages."""

from collections.abc import Mapping, Sequence
from typing import Any

from backend.surveys.models import MOST_QUESTIONS, Question
from backend.web.forms import Form
from backend.web.language import DEFAULT, N_

LONGEST = 90  # signs: she reads it on a phone, in a row of buttons
FRENCH_FIRST = N_("Write the question in French first: it is shown where a translation is missing.")
TOO_LONG = N_("This question is too long: 90 letters at most.")
TWICE = N_("This question is already there.")

Words = dict[str, str]  # by language


def field_of(number: int, language: str) -> str:
    return f"question{number}_{language}"


def filled(questions: Sequence[Question], languages: Sequence[str]) -> Form[Any]:
    return Form(
        values={
            field_of(number, language): question["words"].get(language, "")
            for number, question in enumerate(questions, 1)
            for language in languages
        }
    )


def read(sent: Mapping[str, Any], languages: Sequence[str]) -> tuple[Form[Any], list[Words]]:
    """The form says what is wrong; white space around is dropped, and what is empty left out."""
    values = {
        field_of(number, language): _clean(sent.get(field_of(number, language), ""))
        for number in range(1, MOST_QUESTIONS + 1)
        for language in languages
    }
    form: Form[Any] = Form(values=values)
    said = [
        _question(form, number, languages)
        for number in range(1, MOST_QUESTIONS + 1)
        if any(values[field_of(number, language)] for language in languages)
    ]
    french = [words.get(DEFAULT) for words in said]
    if len(french) == MOST_QUESTIONS and french[0] and french[0] == french[1]:
        form.refuse(field_of(MOST_QUESTIONS, DEFAULT), TWICE)
    return form, said


def _clean(typed: Any) -> str:  # noqa: ANN401 (whatever was sent)
    return " ".join(str(typed).replace("\x00", "").split())


def _question(form: Form[Any], number: int, languages: Sequence[str]) -> Words:
    names = {language: field_of(number, language) for language in languages}
    for name in names.values():
        if len(form.values[name]) > LONGEST:
            form.refuse(name, TOO_LONG)
    if not form.values[names[DEFAULT]]:
        form.refuse(names[DEFAULT], FRENCH_FIRST)
    return {language: text for language, name in names.items() if (text := form.values[name])}
