"""The e-mail to an adviser who is invited, which names nobody."""

from gettext import NullTranslations

from backend.web.language import DEFAULT, N_, CatalogueMissing, translations

SUBJECT = N_("You are invited to look at a situation together")
ASKED = N_("A colleague invites you to a coordination group on Mon parcours.")
OPEN = N_("To read what it is about, sign in here:")
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
