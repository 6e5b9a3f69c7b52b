"""The 58 aims an objective may have (carnet de bord's list), in plain words, as suggestions.

What other tools call each of them is in targets.csv: official French, and France Travail's own.
"""

from collections.abc import Mapping

from backend.vocabulary.listing import Term, find_in, grouped, known_as, listed
from backend.vocabulary.themes import Theme
from backend.web.language import N_

LABELS: Mapping[Theme, Mapping[str, str]] = {
    Theme.HOUSING: {
        "find_housing": N_("Find a home"),
        "change_housing": N_("Move to another home"),
        "temporary_housing": N_("Find a place to stay for a while"),
        "rent_arrears": N_("Pay back late rent"),
        "housing_procedures": N_("Learn about housing procedures (budget, inventory…)"),
        "keep_housing": N_("Keep the home"),
    },
    Theme.ADMINISTRATION: {
        "citizenship": N_("Get help to take part as a citizen"),
        "adapted_support": N_("Get support that fits"),
        "rights_support": N_("Get help to obtain one’s rights"),
        "procedures_support": N_("Get help with procedures"),
        "discrimination": N_("Know what to do against discrimination"),
        "justice": N_("Deal with a matter of justice"),
    },
    Theme.MONEY: {
        "budget_alone": N_("Manage one’s budget without help"),
        "budget_better": N_("Manage one’s budget better"),
        "debts": N_("Deal with debts"),
        "money_protection": N_("Get one’s money protected (guardianship…)"),
        "prevent_money_troubles": N_("Keep money troubles from getting worse"),
    },
    Theme.MOBILITY: {
        "get_vehicle": N_("Get a vehicle"),
        "repair_vehicle": N_("Maintain or repair one’s vehicle"),
        "mobility_review": N_("Take stock of how to get around"),
        "driving_licence": N_("Get the driving licence"),
        "dare_to_travel": N_("Dare to travel further"),
        "find_transport": N_("Find a way to get around"),
    },
    Theme.HEALTH: {
        "care_support": N_("Get help to obtain health rights or care"),
        "disability_file": N_("Prepare a disability file (MDPH, invalidity)"),
        "health_habits": N_("Look after one’s health (addictions, hygiene, screening…)"),
    },
    Theme.FAMILY: {
        "dependent_relative": N_("Look after a dependent relative"),
        "family_conflict": N_("Get through a family conflict or a separation"),
        "carer_status": N_("Obtain the status of family carer"),
        "isolation": N_("Feel less alone"),
        "parenting": N_("Overcome difficulties in bringing up children"),
        "childcare": N_("Find childcare"),
    },
    Theme.FRENCH: {
        "learn_to_count": N_("Learn or improve counting"),
        "learn_french": N_("Learn or improve French"),
    },
    Theme.DIGITAL: {
        "online_services": N_("Use services online"),
        "get_device": N_("Get a computer, a tablet or a smartphone"),
        "get_internet": N_("Get an internet connection"),
        "digital_basics": N_("Learn the basics of computers and internet"),
    },
    Theme.CHOOSE_A_TRADE: {
        "confirm_trade": N_("Confirm the choice of a trade"),
        "job_openings": N_("Know which jobs are on offer"),
        "discover_trade": N_("Discover a trade or a sector"),
        "strengths": N_("Identify one’s strengths and skills"),
    },
    Theme.TRAIN: {
        "training_file": N_("Prepare the file for a training course"),
        "find_course": N_("Find a training course"),
    },
    Theme.APPLY: {
        "network": N_("Build a network"),
        "organise_search": N_("Organise the job search"),
        "write_cv": N_("Write a CV or a cover letter"),
        "show_skills": N_("Show one’s skills"),
    },
    Theme.FIND_A_JOB: {
        "interviews": N_("Convince at job interviews"),
        "unsolicited_applications": N_("Apply without waiting for an offer"),
        "answer_offers": N_("Answer job offers"),
        "follow_applications": N_("Follow up on applications"),
    },
    Theme.CREATE_A_COMPANY: {
        "define_company": N_("Define a company project"),
        "grow_company": N_("Make one’s company grow"),
        "build_company": N_("Build up a company project"),
    },
    Theme.GO_ABROAD: {
        "jobs_abroad": N_("Know which jobs are on offer abroad"),
        "help_abroad": N_("Learn about help to work abroad"),
        "back_in_france": N_("Get organised after coming back to France"),
    },
}
TARGETS: Mapping[str, Term] = listed(LABELS)
BY_THEME: Mapping[Theme, tuple[Term, ...]] = grouped(TARGETS)
KNOWN_AS = known_as("targets.csv", TARGETS)


def find(label_or_code: str, theme: Theme | None = None) -> Term | None:
    """By our code, or as another tool spells it: accents, case and apostrophes do not matter."""
    return find_in(TARGETS, KNOWN_AS, label_or_code, theme)
