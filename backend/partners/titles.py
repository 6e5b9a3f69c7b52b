"""What an appointment is called on her screen: the tool's word for it, unless it threatens."""

import re
from unicodedata import combining, normalize

THREAT = re.compile(
    r"convoc|convoq|sanction|radiation|radie|suspen|reduction|obligat|avertissement|manquement"
    r"|mise en demeure|absence|relance|controle|contradictoire"
)
ORIENTATION = "Rendez-vous d’orientation"
SUPPORT = "Rendez-vous d’accompagnement"
FOLLOW_UP = "Rendez-vous de suivi"
INFORMATION = "Réunion d’information"
TITLES = {
    "rsa_droits_devoirs": "Rendez-vous d’information",
    "rsa_orientation": ORIENTATION,
    "rsa_orientation_france_travail": ORIENTATION,
    "rsa_orientation_on_phone_platform": ORIENTATION,
    "rsa_orientation_freelance": ORIENTATION,
    "rsa_orientation_coaching": ORIENTATION,
    "rsa_orientation_file_active": ORIENTATION,
    "rsa_accompagnement": SUPPORT,
    "rsa_accompagnement_social": SUPPORT,
    "rsa_accompagnement_sociopro": SUPPORT,
    "rsa_premier_rdv_daccompagnement": "Premier rendez-vous d’accompagnement",
    "rsa_main_tendue": SUPPORT,
    "rsa_spie": SUPPORT,
    "rsa_cer_signature": "Signature de votre contrat",
    "rsa_follow_up": FOLLOW_UP,
    "rsa_insertion_offer": "Rendez-vous sur les solutions proposées",
    "rsa_integration_information": INFORMATION,
    "rsa_atelier_collectif_mandatory": "Atelier collectif",
    "rsa_atelier_competences": "Atelier compétences",
    "rsa_atelier_rencontres_pro": "Atelier rencontres professionnelles",
    "atelier_enfants_ados": "Atelier enfants et ados",
    "siae_interview": "Entretien d’embauche",
    "siae_collective_information": INFORMATION,
    "siae_follow_up": FOLLOW_UP,
}


def title(name: str, category: str) -> str:
    """Empty when there is no fit word: the page then says only that it is an appointment."""
    if name and not THREAT.search(_plain(name)):
        return name
    return TITLES.get(category, "")


def _plain(text: str) -> str:
    return "".join(c for c in normalize("NFD", text) if not combining(c)).casefold()
