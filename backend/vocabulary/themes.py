"""The common diagnostic's themes, whatever the structure, and those of the professional project."""

from collections.abc import Mapping
from enum import StrEnum

from backend.web.language import N_


class Theme(StrEnum):
    """The ten themes of the common diagnostic, then the six of the project (carnet de bord)."""

    HOUSING = "logement"
    JOB = "emploi"
    TRAINING = "formation"
    ADMINISTRATION = "difficulte_administrative"
    MONEY = "difficulte_financiere"
    MOBILITY = "mobilite"
    HEALTH = "sante"
    FAMILY = "contraintes_familiales"
    FRENCH = "maitrise_langue"
    DIGITAL = "numerique"
    CHOOSE_A_TRADE = "choisir_un_metier"
    TRAIN = "se_former"
    APPLY = "preparer_sa_candidature"
    FIND_A_JOB = "trouver_un_emploi"
    CREATE_A_COMPANY = "creer_une_entreprise"
    GO_ABROAD = "s_ouvrir_a_l_international"


DIAGNOSTIC = tuple(Theme)[:10]
PROJECT = tuple(Theme)[10:]

LABELS: Mapping[Theme, str] = {
    Theme.HOUSING: N_("Housing"),
    Theme.JOB: N_("Work"),
    Theme.TRAINING: N_("Training"),
    Theme.ADMINISTRATION: N_("Papers and procedures"),
    Theme.MONEY: N_("Money"),
    Theme.MOBILITY: N_("Getting around"),
    Theme.HEALTH: N_("Health"),
    Theme.FAMILY: N_("Family and childcare"),
    Theme.FRENCH: N_("French: speaking, reading, writing"),
    Theme.DIGITAL: N_("Computer, phone and internet"),
    Theme.CHOOSE_A_TRADE: N_("Choosing a trade"),
    Theme.TRAIN: N_("Finding a training course"),
    Theme.APPLY: N_("Preparing applications"),
    Theme.FIND_A_JOB: N_("Finding a job"),
    Theme.CREATE_A_COMPANY: N_("Starting a company"),
    Theme.GO_ABROAD: N_("Working abroad"),
}
ICONS: Mapping[Theme, str] = {
    Theme.HOUSING: "house",
    Theme.JOB: "briefcase",
    Theme.TRAINING: "graduation-cap",
    Theme.ADMINISTRATION: "file-text",
    Theme.MONEY: "wallet",
    Theme.MOBILITY: "bus",
    Theme.HEALTH: "heart-pulse",
    Theme.FAMILY: "baby",
    Theme.FRENCH: "languages",
    Theme.DIGITAL: "smartphone",
    Theme.CHOOSE_A_TRADE: "compass",
    Theme.TRAIN: "book-open",
    Theme.APPLY: "file-pen-line",
    Theme.FIND_A_JOB: "search",
    Theme.CREATE_A_COMPANY: "store",
    Theme.GO_ABROAD: "globe",
}

FRANCE_TRAVAIL: Mapping[str, Theme] = {  # its codes of « contraintes »
    "23": Theme.MOBILITY,
    "24": Theme.FAMILY,
    "25": Theme.HEALTH,
    "26": Theme.FRENCH,
    "27": Theme.HOUSING,
    "28": Theme.MONEY,
    "29": Theme.ADMINISTRATION,
}
DATA_INCLUSION: Mapping[Theme, tuple[str, ...]] = {  # its categories of « thematiques », v1
    Theme.HOUSING: ("logement-hebergement",),
    Theme.JOB: ("trouver-un-emploi", "preparer-sa-candidature"),
    Theme.TRAINING: ("se-former",),
    Theme.ADMINISTRATION: ("difficultes-administratives-ou-juridiques",),
    Theme.MONEY: ("difficultes-financieres", "equipement-et-alimentation"),
    Theme.MOBILITY: ("mobilite",),
    Theme.HEALTH: ("sante", "remobilisation"),
    Theme.FAMILY: ("famille",),
    Theme.FRENCH: ("lecture-ecriture-calcul",),
    Theme.DIGITAL: ("numerique",),
    Theme.CHOOSE_A_TRADE: ("choisir-un-metier",),
    Theme.TRAIN: ("se-former",),
    Theme.APPLY: ("preparer-sa-candidature",),
    Theme.FIND_A_JOB: ("trouver-un-emploi", "preparer-sa-candidature"),
    Theme.CREATE_A_COMPANY: ("creer-une-entreprise",),
    Theme.GO_ABROAD: ("souvrir-a-linternational",),
}
