"""What moments are called, and the e-mail to the adviser she told, which does not name her."""

from collections.abc import Mapping
from gettext import NullTranslations

from backend.checkins.models import Moment
from backend.web.language import DEFAULT, N_, CatalogueMissing, translations

LABELS: Mapping[Moment, str] = {
    Moment.WEEK_1: N_("after one week"),
    Moment.MONTH_1: N_("after one month"),
    Moment.MONTH_3: N_("after three months"),
    Moment.MONTH_6: N_("after six months"),
}
SUBJECT = N_("Somebody you accompany asks you to call")
ASKED = N_("A person you accompany wrote to you on Mon parcours and asks you to call.")
OPEN = N_("To read what was written and find the number, sign in here:")
NEUTRAL = N_("This e-mail names nobody on purpose.")


def letter(language: str, *, link: str) -> tuple[str, str]:
    """Its subject and its text."""
    gettext = _catalogue(language).gettext
    paragraphs = [gettext(ASKED), f"{gettext(OPEN)}\n{link}", gettext(NEUTRAL), "-- \nMon parcours"]
    return gettext(SUBJECT), "\n\n".join(paragraphs) + "\n"


def _catalogue(language: str) -> NullTranslations:
    try:
        return translations(language)
    except CatalogueMissing:
        return translations(DEFAULT)
