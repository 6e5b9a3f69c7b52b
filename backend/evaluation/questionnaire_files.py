"""The versions of the questionnaires as a file: what was asked when, in which words."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from backend.evaluation.open_files import rows_in_csv
from backend.surveys.models import Questionnaire

COLUMNS = ("moment", "version", "publie_le", "remplace_le", "rang", "code", "langue", "texte")


def versions_in_csv(versions: Iterable[Questionnaire]) -> str:
    return rows_in_csv([COLUMNS, *_rows(versions)])


def _rows(versions: Iterable[Questionnaire]) -> Iterator[tuple[str | int | None, ...]]:
    """A version without a question has a line too: people were asked the common ones."""
    for one in versions:
        about = (
            one.moment.value,
            one.version,
            _day(one.published_at),
            _day(one.replaced_at),
        )
        asked = [
            (number, question["code"], language, words)
            for number, question in enumerate(one.asked, start=1)
            for language, words in sorted(question["words"].items())
        ]
        for question in asked or [(None, None, None, None)]:
            yield *about, *question


def _day(moment: datetime | None) -> str | None:
    return moment.date().isoformat() if moment else None
