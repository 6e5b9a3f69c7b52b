"""Which situations of the common diagnostic call for a solution, and the thématique that meets it.

What she already has (a licence, a home, a computer) and what says nothing of a need are left out.
"""

from collections.abc import Mapping

_HOUSING = "logement-hebergement"
_PAPERS = "difficultes-administratives-ou-juridiques"
_MONEY = "difficultes-financieres"
_FOOD = "equipement-et-alimentation--alimentation"
_CARE = "sante--acces-aux-soins"
_DISABILITY = "sante--constituer-un-dossier-mdph-invalidite"
_FRENCH = "lecture-ecriture-calcul--maitriser-le-francais"
_ONLINE = "numerique--acceder-a-des-services-en-ligne"
_CONNECTION = "numerique--acceder-a-une-connexion-internet"
_BASICS = "numerique--maitriser-les-fondamentaux-du-numerique"
_CHILDCARE = "famille--garde-denfants"
_JOB_OFFERS = "trouver-un-emploi--repondre-a-des-offres-demploi"
_COURSE = "se-former--trouver-sa-formation"

DIFFICULTIES: Mapping[str, str] = {
    "housing_to_adapt": f"{_HOUSING}--se-maintenir-dans-le-logement",
    "rent_hard_to_pay": f"{_HOUSING}--reduire-les-impayes-de-loyer",
    "must_leave_housing": f"{_HOUSING}--se-maintenir-dans-le-logement",
    "shelter": f"{_HOUSING}--louer-un-logement",
    "with_somebody": f"{_HOUSING}--louer-un-logement",
    "unhealthy_housing": f"{_HOUSING}--changer-de-logement",
    "no_housing": f"{_HOUSING}--rechercher-une-solution-dhebergement-temporaire",
    "company_project": "creer-une-entreprise--definir-son-projet-de-creation-dentreprise",
    "never_worked": "choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite",
    "jobless_over_1_year": _JOB_OFFERS,
    "jobless_over_2_years": _JOB_OFFERS,
    "jobless_over_5_years": _JOB_OFFERS,
    "jobless_over_10_years": _JOB_OFFERS,
    "ready_for_supported_job": _JOB_OFFERS,
    "ready_for_training": _COURSE,
    "ready_to_train": _COURSE,
    "ready_to_train_supported": _COURSE,
    "course_identified": "se-former--monter-son-dossier-de-formation",
    "access_to_rights": f"{_PAPERS}--accompagnement-pour-lacces-aux-droits",
    "legal_difficulty": f"{_PAPERS}--accompagnement-pour-lacces-aux-droits",
    "tax_notice": f"{_PAPERS}--accompagnement-aux-demarches-administratives",
    "identity_papers": f"{_PAPERS}--accompagnement-aux-demarches-administratives",
    "procedure": f"{_PAPERS}--accompagnement-aux-demarches-administratives",
    "income_falling": f"{_MONEY}--prevenir-une-degradation-de-la-situation-financiere",
    "food_help": _FOOD,
    "budget": f"{_MONEY}--ameliorer-sa-gestion-budgetaire",
    "over_indebted": f"{_MONEY}--situation-dendettement-surendettement",
    "low_income": _FOOD,
    "no_income": _FOOD,
    "no_transport": "mobilite--acceder-a-un-vehicule",
    "public_transport": "mobilite--mobilite-douce-partagee-collective",
    "licence_under_way": "mobilite--preparer-un-permis",
    "licence_not_valid": "mobilite--etre-accompagne-dans-son-parcours-mobilite",
    "foreign_licence": "mobilite--preparer-un-permis",
    "health_prevents_driving": "mobilite--etre-accompagne-dans-son-parcours-mobilite",
    "health_cover": _CARE,
    "access_to_care": _CARE,
    "health_absences": _CARE,
    "health_rules_out_trades": _DISABILITY,
    "health_not_now": _CARE,
    "health_no_longer": _DISABILITY,
    "family_carer": "famille--soutien-aidants",
    "expecting_a_child": "famille--soutien-a-la-parentalite-et-a-leducation",
    "family_hours": _CHILDCARE,
    "no_childcare": _CHILDCARE,
    "disabled_child": "famille--soutien-a-la-parentalite-et-a-leducation",
    "child_health": "famille--soutien-a-la-parentalite-et-a-leducation",
    "reading_french": _FRENCH,
    "speaking_french": _FRENCH,
    "writing_french": _FRENCH,
    "learning_french": _FRENCH,
    "counting": "lecture-ecriture-calcul--maitriser-le-calcul",
    "no_email": _BASICS,
    "no_internet": _CONNECTION,
    "no_network": _CONNECTION,
    "far_from_digital_help": _CONNECTION,
    "no_device": "numerique--acquerir-un-equipement",
    "online_procedures": _ONLINE,
    "digital_tools": _BASICS,
}
