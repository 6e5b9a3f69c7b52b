"""The codes of a sheet in plain words."""

from collections.abc import Mapping

from backend.catalogue.models import Kind, Sheet
from backend.offers.models import Wrong
from backend.web.language import N_

ONLINE, ON_SITE = "a-distance", "en-presentiel"
FREE = "gratuit"
HERSELF, ADVISERS = "usagers", "professionnels"
EVERYBODY = "tous-publics"

KINDS: Mapping[Kind, str] = {
    Kind.SERVICE: N_("A service"),
    Kind.IMMERSION: N_("An immersion in a company"),
    Kind.TRAINING: N_("A training in a trade that lacks people"),
}
TYPES: Mapping[str, str] = {
    "accompagnement": N_("Somebody follows you"),
    "aide-financiere": N_("Money help"),
    "aide-materielle": N_("Equipment or food"),
    "atelier": N_("A workshop"),
    "formation": N_("A training"),
    "information": N_("Information and advice"),
}
PUBLICS: Mapping[str, str] = {
    EVERYBODY: N_("everybody"),
    "demandeurs-emploi": N_("people looking for work"),
    "beneficiaires-des-minimas-sociaux": N_("people who receive the RSA or another allowance"),
    "actifs": N_("people who have a job"),
    "jeunes": N_("young people"),
    "etudiants": N_("students"),
    "familles": N_("parents and families"),
    "femmes": N_("women"),
    "seniors": N_("seniors"),
    "personnes-en-situation-de-handicap": N_("people with a disability"),
    "personnes-exilees": N_("people who had to leave their country"),
    "personnes-en-situation-durgence": N_("people in an emergency"),
    "personnes-en-situation-juridique-specifique": N_("people who deal with justice or prison"),
    "residents-qpv-frr": N_("people of a priority district or a rural area in difficulty"),
}
FEES: Mapping[str, str] = {FREE: N_("Free of charge"), "payant": N_("Has to be paid")}
WRONG: Mapping[Wrong, str] = {
    Wrong.CLOSED: N_("It does not exist any more"),
    Wrong.CONTACT: N_("The phone number, the e-mail or the link is wrong"),
    Wrong.HOURS: N_("The opening hours are wrong"),
    Wrong.PLACE: N_("The address is wrong"),
    Wrong.CONDITIONS: N_("The price or the conditions are wrong"),
    Wrong.OTHER: N_("Something else"),
}


def what_it_is(sheet: Sheet) -> str:
    """Marked by N_, to be translated where it is shown."""
    if sheet.kind is Kind.SERVICE:
        return TYPES.get(sheet.type, KINDS[Kind.SERVICE])
    return KINDS[sheet.kind]


def is_for_her_alone(sheet: Sheet) -> bool:
    """Whether she may go by herself; so it is when nothing is said of it."""
    return HERSELF in sheet.usable_by.split() or not sheet.usable_by


def is_online(sheet: Sheet) -> bool:
    return ONLINE in sheet.modes.split()


def is_on_site(sheet: Sheet) -> bool:
    return ON_SITE in sheet.modes.split() or not is_online(sheet)


def publics_in_words(sheet: Sheet) -> list[str]:
    """Each marked by N_; everybody is said alone."""
    codes = sheet.publics.split()
    if EVERYBODY in codes:
        return [PUBLICS[EVERYBODY]]
    return [PUBLICS[code] for code in codes if code in PUBLICS]
