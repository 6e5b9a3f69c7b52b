"""Steps in words: each kind alone, within a sentence, and its drawing; each status."""

from collections.abc import Mapping

from backend.steps.models import Kind, Status
from backend.web.language import N_

KINDS: Mapping[Kind, str] = {
    Kind.INTERVIEW: N_("Interview"),
    Kind.DIAGNOSIS: N_("Diagnosis of my situation"),
    Kind.TRAINING: N_("Training"),
    Kind.IMMERSION: N_("Immersion in a company"),
    Kind.JOB_SEARCH: N_("Job search"),
    Kind.COMPANY_CREATION: N_("Starting my company"),
    Kind.JOB: N_("Job"),
    Kind.HOUSING: N_("Housing"),
    Kind.HEALTH: N_("Health"),
    Kind.CHILDCARE: N_("Childcare"),
    Kind.MOBILITY: N_("Getting around"),
    Kind.MONEY: N_("Help with money"),
    Kind.ADMINISTRATIVE: N_("Papers and procedures"),
    Kind.FRENCH: N_("Learning French"),
    Kind.DIGITAL: N_("Computer and internet"),
    Kind.OTHER: N_("Other"),
}
IN_SENTENCE: Mapping[Kind, str] = {
    Kind.INTERVIEW: N_("the interview"),
    Kind.DIAGNOSIS: N_("the diagnosis"),
    Kind.TRAINING: N_("the training"),
    Kind.IMMERSION: N_("the immersion"),
    Kind.JOB_SEARCH: N_("the job search"),
    Kind.COMPANY_CREATION: N_("the start of your company"),
    Kind.JOB: N_("the job"),
    Kind.HOUSING: N_("the step about housing"),
    Kind.HEALTH: N_("the step about health"),
    Kind.CHILDCARE: N_("the step about childcare"),
    Kind.MOBILITY: N_("the step about getting around"),
    Kind.MONEY: N_("the help with money"),
    Kind.ADMINISTRATIVE: N_("the procedure"),
    Kind.FRENCH: N_("the French course"),
    Kind.DIGITAL: N_("the step about computers"),
    Kind.OTHER: N_("the step"),
}
# « depuis la fin de l’immersion »: in French the words before the kind change with it.
AFTER_OF: Mapping[Kind, str] = {
    Kind.INTERVIEW: N_("of the interview"),
    Kind.DIAGNOSIS: N_("of the diagnosis"),
    Kind.TRAINING: N_("of the training"),
    Kind.IMMERSION: N_("of the immersion"),
    Kind.JOB_SEARCH: N_("of the job search"),
    Kind.COMPANY_CREATION: N_("of the start of your company"),
    Kind.JOB: N_("of the job"),
    Kind.HOUSING: N_("of the step about housing"),
    Kind.HEALTH: N_("of the step about health"),
    Kind.CHILDCARE: N_("of the step about childcare"),
    Kind.MOBILITY: N_("of the step about getting around"),
    Kind.MONEY: N_("of the help with money"),
    Kind.ADMINISTRATIVE: N_("of the procedure"),
    Kind.FRENCH: N_("of the French course"),
    Kind.DIGITAL: N_("of the step about computers"),
    Kind.OTHER: N_("of the step"),
}
ICONS: Mapping[Kind, str] = {
    Kind.INTERVIEW: "users",
    Kind.DIAGNOSIS: "clipboard-list",
    Kind.TRAINING: "graduation-cap",
    Kind.IMMERSION: "hard-hat",
    Kind.JOB_SEARCH: "search",
    Kind.COMPANY_CREATION: "store",
    Kind.JOB: "briefcase",
    Kind.HOUSING: "house",
    Kind.HEALTH: "heart-pulse",
    Kind.CHILDCARE: "baby",
    Kind.MOBILITY: "bus",
    Kind.MONEY: "wallet",
    Kind.ADMINISTRATIVE: "file-text",
    Kind.FRENCH: "languages",
    Kind.DIGITAL: "smartphone",
    Kind.OTHER: "circle-dot",
}
STATUSES: Mapping[Status, str] = {
    Status.PLANNED: N_("To come"),
    Status.IN_PROGRESS: N_("Under way"),
    Status.PAUSED: N_("Paused"),
    Status.DONE: N_("Finished"),
    Status.ABANDONED: N_("Stopped before the end"),
    Status.CANCELLED: N_("Cancelled"),
}
