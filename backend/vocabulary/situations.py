"""The 88 situations of the common diagnostic (carnet de bord's list), in plain words.

What other tools call each of them is in situations.csv: official French, and France Travail's own.
"""

from collections.abc import Mapping

from backend.vocabulary.listing import Term, find_in, grouped, known_as, listed
from backend.vocabulary.themes import Theme
from backend.web.language import N_

LABELS: Mapping[Theme, Mapping[str, str]] = {
    Theme.HOUSING: {
        "other_housing": N_("Another kind of housing (hotel…)"),
        "housing_to_adapt": N_("Housing that needs adapting"),
        "rent_hard_to_pay": N_("Rent that is hard to pay"),
        "must_leave_housing": N_("Having to leave the home (eviction…)"),
        "mobile_home": N_("Living in a caravan or a van"),
        "shelter": N_("A place in a shelter (CHRS, CHU, CPH, CADA…)"),
        "with_parents": N_("Living with parents"),
        "with_somebody": N_("Living in somebody else’s home"),
        "private_tenant": N_("Renting from a private owner"),
        "social_tenant": N_("Renting social housing"),
        "unhealthy_housing": N_("Housing that is bad for health (damp, mould…)"),
        "home_owner": N_("Owning the home"),
        "no_housing": N_("No place to live"),
        "remote_area": N_("Living in the countryside, far from everything"),
    },
    Theme.JOB: {
        "self_employed": N_("Working for oneself, or with a self-employed spouse"),
        "available_now": N_("Available to work now"),
        "available_part_time": N_("Available to work part-time"),
        "company_project": N_("Planning to start a company"),
        "not_available_now": N_("Not available to work for now"),
        "registered_job_seeker": N_("Registered with France Travail"),
        "never_worked": N_("No job so far"),
        "jobless_under_6_months": N_("Less than 6 months without a job"),
        "jobless_over_6_months": N_("More than 6 months without a job"),
        "jobless_over_1_year": N_("More than 1 year without a job"),
        "jobless_over_2_years": N_("More than 2 years without a job"),
        "jobless_over_5_years": N_("More than 5 years without a job"),
        "jobless_over_10_years": N_("More than 10 years without a job"),
        "ready_for_training": N_("Ready for a training course"),
        "ready_for_supported_job": N_("Ready for a job with training or support"),
    },
    Theme.TRAINING: {
        "course_identified": N_("A training course already found"),
        "no_training_wanted": N_("No wish for a training course"),
        "ready_to_train_supported": N_("Ready for a training course with support"),
        "ready_to_train": N_("Ready for a training course"),
    },
    Theme.ADMINISTRATION: {
        "access_to_rights": N_("Help needed to obtain one’s rights (benefits…)"),
        "legal_difficulty": N_("A legal difficulty"),
        "tax_notice": N_("A difficulty with the tax notice"),
        "identity_papers": N_("A difficulty with identity or residence papers"),
        "procedure": N_("A difficulty with a procedure"),
    },
    Theme.MONEY: {
        "income_falling": N_("Income that went down"),
        "food_help": N_("Help needed to get food"),
        "budget": N_("A budget that is hard to manage"),
        "over_indebted": N_("Too many debts"),
        "low_income": N_("Very little to live on (below the poverty line)"),
        "no_income": N_("No income at all"),
    },
    Theme.MOBILITY: {
        "no_transport": N_("No means of transport"),
        "other_licence": N_("Another licence (lorry, bus…)"),
        "car_sharing": N_("Car sharing"),
        "highway_code": N_("Highway code passed"),
        "public_transport": N_("Only public transport to get around"),
        "car_licence": N_("Car licence (permis B)"),
        "licence_under_way": N_("Licence or highway code under way"),
        "licence_not_valid": N_("Licence not valid or suspended"),
        "foreign_licence": N_("Licence from a country outside the EEA"),
        "vehicle": N_("A vehicle (car, motorbike, scooter)"),
        "licence_free_car": N_("A car that needs no licence"),
        "electric_bike": N_("A bicycle or an electric scooter"),
        "health_prevents_driving": N_("A health reason not to drive"),
    },
    Theme.HEALTH: {
        "health_cover": N_("Health cover to update"),
        "access_to_care": N_("Difficulty in seeing a doctor or another carer"),
        "health_absences": N_("Health that causes regular absences"),
        "health_rules_out_trades": N_("Health that rules out some trades"),
        "health_not_now": N_("Health that prevents working for now"),
        "health_no_longer": N_("Health that no longer allows working"),
        "health_no_obstacle": N_("A health difficulty that does not prevent working"),
        "disability_file": N_("A file at the MDPH (disability office)"),
    },
    Theme.FAMILY: {
        "family_carer": N_("Taking care of a relative"),
        "expecting_a_child": N_("Expecting a child"),
        "other_family_matter": N_("Another family matter to take into account"),
        "family_hours": N_("Hours to respect for the family"),
        "no_childcare": N_("Child under 3 without childcare"),
        "disabled_child": N_("Child with a disability"),
        "child_health": N_("Child with a health problem"),
    },
    Theme.FRENCH: {
        "reading_french": N_("Reading French is difficult"),
        "speaking_french": N_("Speaking French is difficult"),
        "writing_french": N_("Writing French is difficult"),
        "counting": N_("Counting is difficult"),
        "learning_french": N_("French is a new language to learn (FLE)"),
    },
    Theme.DIGITAL: {
        "no_email": N_("No e-mail address, or not in use"),
        "no_internet": N_("No internet (another reason)"),
        "no_internet_wanted": N_("No internet (by choice)"),
        "no_network": N_("No internet (no network there)"),
        "far_from_digital_help": N_("No way to reach a place with computers"),
        "no_device": N_("No computer, tablet or smartphone"),
        "online_procedures": N_("Procedures online are difficult"),
        "computer": N_("Has a computer"),
        "smartphone": N_("Has a smartphone"),
        "tablet": N_("Has a tablet"),
        "digital_tools": N_("Computers and internet are difficult (Pix emploi test)"),
    },
}
SITUATIONS: Mapping[str, Term] = listed(LABELS)
BY_THEME: Mapping[Theme, tuple[Term, ...]] = grouped(SITUATIONS)
KNOWN_AS = known_as("situations.csv", SITUATIONS)
ABOUT_HEALTH = {"health_prevents_driving"}  # outside the theme of health, and as private


def find(label_or_code: str, theme: Theme | None = None) -> Term | None:
    """By our code, or as another tool spells it: accents, case and apostrophes do not matter."""
    return find_in(SITUATIONS, KNOWN_AS, label_or_code, theme)
