"""The ten needs she looks for solutions by, and the thématiques of data·inclusion for each."""

from collections.abc import Mapping

from backend.vocabulary.themes import DATA_INCLUSION, DIAGNOSTIC, Theme
from backend.web.language import N_

_MORE = {  # what the ten themes of the diagnostic leave to the project
    Theme.JOB: ("choisir-un-metier", "creer-une-entreprise", "souvrir-a-linternational"),
}
CATEGORIES: Mapping[Theme, tuple[str, ...]] = {
    need: (*DATA_INCLUSION[need], *_MORE.get(need, ())) for need in DIAGNOSTIC
}
LABELS: Mapping[str, str] = {  # of thématiques, as she would say the need
    "choisir-un-metier--confirmer-son-choix-de-metier": N_("Being sure of my trade"),
    "choisir-un-metier--connaitre-les-opportunites-demploi": N_("Knowing which trades recruit"),
    "choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite": N_("Discovering a trade"),
    "choisir-un-metier--identifier-ses-points-forts-et-ses-competences": N_(
        "Knowing what I am good at"
    ),
    "creer-une-entreprise--definir-son-projet-de-creation-dentreprise": N_("An idea for a company"),
    "creer-une-entreprise--developper-son-entreprise": N_("Making my company grow"),
    "creer-une-entreprise--structurer-son-projet-de-creation-dentreprise": N_(
        "Starting my company step by step"
    ),
    "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives": N_(
        "Help with papers and procedures"
    ),
    "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-a-la-citoyennete": N_(
        "Voting, nationality, life in France"
    ),
    "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits": N_(
        "Knowing and getting what I am entitled to"
    ),
    "difficultes-administratives-ou-juridiques--beneficier-dune-mesure-daccompagnement-adapte": N_(
        "Being supported for everything"
    ),
    "difficultes-administratives-ou-juridiques--connaitre-ses-droits-face-a-une-discrimination": N_(
        "Facing discrimination"
    ),
    "difficultes-administratives-ou-juridiques--prendre-en-compte-une-problematique-judiciaire": N_(
        "A problem with the courts"
    ),
    "difficultes-financieres--acquerir-une-autonomie-budgetaire": N_("Managing my money by myself"),
    "difficultes-financieres--ameliorer-sa-gestion-budgetaire": N_("Making ends meet"),
    "difficultes-financieres--mettre-en-place-une-mesure-de-protection-financiere": N_(
        "Getting help to manage my money"
    ),
    "difficultes-financieres--prevenir-une-degradation-de-la-situation-financiere": N_(
        "My money troubles are getting worse"
    ),
    "difficultes-financieres--situation-dendettement-surendettement": N_("Getting out of debt"),
    "equipement-et-alimentation--aide-menagere": N_("Help with the housework"),
    "equipement-et-alimentation--alimentation": N_("Food"),
    "equipement-et-alimentation--electromenager": N_("A fridge, a washing machine"),
    "equipement-et-alimentation--habillement": N_("Clothes"),
    "famille--garde-denfants": N_("Finding childcare"),
    "famille--prise-en-charge-personne-dependante": N_("Help for a dependent relative"),
    "famille--soutien-a-la-parentalite-et-a-leducation": N_("Support with bringing up my children"),
    "famille--soutien-aidants": N_("Support when I care for somebody"),
    "famille--surmonter-conflits-separation-violence": N_("Conflict, separation, violence"),
    "lecture-ecriture-calcul--maitriser-le-calcul": N_("Learning to count"),
    "lecture-ecriture-calcul--maitriser-le-francais": N_("Learning French"),
    "logement-hebergement--acheter-un-logement": N_("Buying a home"),
    "logement-hebergement--changer-de-logement": N_("Moving home"),
    "logement-hebergement--louer-un-logement": N_("Renting a home"),
    "logement-hebergement--rechercher-une-solution-dhebergement-temporaire": N_(
        "A place to sleep for now"
    ),
    "logement-hebergement--reduire-les-impayes-de-loyer": N_("Paying my rent"),
    "logement-hebergement--se-maintenir-dans-le-logement": N_("Keeping my home"),
    "logement-hebergement--sinformer-sur-les-demarches-liees-a-lacces-au-logement": N_(
        "How to get a home"
    ),
    "mobilite--acceder-a-un-vehicule": N_("Getting a car or a scooter"),
    "mobilite--entretenir-reparer-son-vehicule": N_("Repairing my vehicle"),
    "mobilite--etre-accompagne-dans-son-parcours-mobilite": N_("Help to get around"),
    "mobilite--financer-ma-mobilite": N_("Paying for my travel"),
    "mobilite--preparer-un-permis": N_("Getting my driving licence"),
    "mobilite--mobilite-douce-partagee-collective": N_("Bike, bus, car sharing"),
    "numerique--acceder-a-des-services-en-ligne": N_("Doing things online"),
    "numerique--acceder-a-une-connexion-internet": N_("Getting on the internet"),
    "numerique--acquerir-un-equipement": N_("A computer or a phone"),
    "numerique--maitriser-les-fondamentaux-du-numerique": N_("Learning to use a computer"),
    "preparer-sa-candidature--developper-son-reseau": N_("Meeting people who can help"),
    "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi": N_(
        "Organising my job search"
    ),
    "preparer-sa-candidature--realiser-un-cv-et-ou-une-lettre-de-motivation": N_(
        "Writing my CV and letter"
    ),
    "preparer-sa-candidature--valoriser-ses-competences": N_("Showing what I can do"),
    "remobilisation--activites-sportives-et-culturelles": N_("Sport and outings"),
    "remobilisation--benevolat-action-citoyenne": N_("Being useful, volunteering"),
    "remobilisation--bien-etre-confiance-en-soi": N_("Feeling better"),
    "remobilisation--lien-social": N_("Meeting people"),
    "sante--acces-aux-soins": N_("Seeing a doctor"),
    "sante--addictions": N_("Alcohol, tobacco, drugs, gambling"),
    "sante--constituer-un-dossier-mdph-invalidite": N_("My disability file (MDPH)"),
    "sante--sante-mentale": N_("Talking to somebody, feeling too low"),
    "sante--sante-sexuelle": N_("Contraception, pregnancy, tests"),
    "se-former--monter-son-dossier-de-formation": N_("Filling in my training file"),
    "se-former--trouver-sa-formation": N_("Choosing a training course"),
    "souvrir-a-linternational--connaitre-les-opportunites-demploi-a-letranger": N_(
        "Finding work abroad"
    ),
    "souvrir-a-linternational--sinformer-sur-les-aides-pour-travailler-a-letranger": N_(
        "Help to go and work abroad"
    ),
    "souvrir-a-linternational--sorganiser-suite-a-son-retour-en-france": N_(
        "Coming back to France"
    ),
    "trouver-un-emploi--convaincre-un-recruteur-en-entretien": N_(
        "Being good at the job interview"
    ),
    "trouver-un-emploi--faire-des-candidatures-spontanees": N_("Writing to employers"),
    "trouver-un-emploi--maintien-dans-lemploi": N_("Keeping my job"),
    "trouver-un-emploi--repondre-a-des-offres-demploi": N_("Answering job offers"),
    "trouver-un-emploi--suivre-ses-candidatures-et-relancer-les-employeurs": N_(
        "Following up my applications"
    ),
}


def category_of(theme: str) -> str:
    """Of a thématique: "famille--garde-denfants" is of "famille"."""
    return theme.partition("--")[0]


def needs_met(themes: str) -> list[Theme]:
    """Which needs a solution's thématiques meet, in the order of the diagnostic."""
    categories = {category_of(theme) for theme in themes.split()}
    return [need for need, met in CATEGORIES.items() if categories.intersection(met)]
