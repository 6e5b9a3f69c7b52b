"""France Travail's capital letters become a step of a kind, in words that can be read."""

import re

from backend.steps.models import Kind
from backend.vocabulary.listing import folded

KINDS_OF_CODES = {  # codes that say what it is whatever the label
    "EFO": Kind.TRAINING,
    "CPF": Kind.TRAINING,
    "PMS": Kind.IMMERSION,
    "E40": Kind.IMMERSION,
    "ECE": Kind.IMMERSION,
}
KINDS_OF_WORDS = (  # the first that is in the label, accents and case aside
    (Kind.OTHER, "defense mobilite"),  # a body, not a means of transport
    (Kind.COMPANY_CREATION, "creation|creer son entreprise|reprise entreprise|activ crea"),
    (Kind.IMMERSION, "immersion|mise en situation|milieu de travail|milieu professionnel|stage"),
    (Kind.TRAINING, "formation|alternance|titre ou un diplom|remise a niveau|professionnalisation"),
    (Kind.DIAGNOSIS, "diagnostic|bilan|evaluation"),
    (Kind.HOUSING, "logement|hebergement"),
    (Kind.HEALTH, "sante|soins|handicap"),
    (Kind.CHILDCARE, "garde d enfant|creche"),
    (Kind.MOBILITY, "mobilite|permis|transport"),
    (Kind.MONEY, "financiere|budget|surendettement"),
    (Kind.FRENCH, "fle|langue francaise|illettrisme|savoirs de base"),
    (Kind.DIGITAL, "numerique|internet|ordinateur|bureautique"),
    (Kind.ADMINISTRATIVE, "social|acces aux droits|demarche administrative"),
    (Kind.JOB_SEARCH, "emploi|cv|offre|recrut|embauche|recherche|entreprise|candidat|metier"),
)
PATTERNS = [(kind, re.compile(rf"\b(?:{words})")) for kind, words in KINDS_OF_WORDS]
KEPT_IN_CAPITALS = {
    *("AFPA", "ANI", "CEJ", "CIVIS", "CPF", "CSP", "CV", "EMT", "FLE", "MDPH", "PLIE"),
    *("PMSMP", "POEC", "POEI", "RSA", "VAE"),
}
WORD = re.compile(r"\w+")


def kind_of(code: str, label: str) -> Kind:
    if code.upper() in KINDS_OF_CODES:
        return KINDS_OF_CODES[code.upper()]
    words = folded(label)
    return next((kind for kind, pattern in PATTERNS if pattern.search(words)), Kind.OTHER)


def in_sentence_case(label: str) -> str:
    """« UN ATELIER CV » is read letter by letter by some, and shouted at by others."""
    if label != label.upper():
        return label
    lowered = WORD.sub(
        lambda found: found[0] if found[0] in KEPT_IN_CAPITALS else found[0].lower(), label
    )
    return lowered[:1].upper() + lowered[1:]
