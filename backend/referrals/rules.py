"""What governs a referral: who may read it, who is written to, which step it becomes."""

from collections.abc import Mapping

from backend.catalogue.models import Kind, Sheet
from backend.catalogue.needs import needs_met
from backend.catalogue.queries import Shown
from backend.referrals.models import Origin, Referral
from backend.sharing.models import Part
from backend.sharing.sight import Sight
from backend.steps.models import Kind as StepKind
from backend.vocabulary.themes import Theme

BY_PERSON = "usagers"  # of data·inclusion: she may come by herself
STEP_KINDS: Mapping[Theme, StepKind] = {
    Theme.HOUSING: StepKind.HOUSING,
    Theme.JOB: StepKind.JOB_SEARCH,
    Theme.TRAINING: StepKind.TRAINING,
    Theme.ADMINISTRATION: StepKind.ADMINISTRATIVE,
    Theme.MONEY: StepKind.MONEY,
    Theme.MOBILITY: StepKind.MOBILITY,
    Theme.FRENCH: StepKind.FRENCH,
    Theme.DIGITAL: StepKind.DIGITAL,
}
PRIVATE_STEPS: Mapping[Part, StepKind] = {
    Part.HEALTH: StepKind.HEALTH,
    Part.FAMILY: StepKind.CHILDCARE,  # the one kind that stays within that part
}
OF_KIND: Mapping[Kind, StepKind] = {
    Kind.IMMERSION: StepKind.IMMERSION,
    Kind.TRAINING: StepKind.TRAINING,
}


def part_of_referral(sheet: Sheet) -> Part:
    """Asking for a solution tells why: two needs are more private than the others."""
    needs = needs_met(sheet.themes)
    if Theme.HEALTH in needs:
        return Part.HEALTH
    return Part.FAMILY if Theme.FAMILY in needs else Part.STEPS


def may_read(sight: Sight, referral: Referral, sheet: Sheet) -> bool:
    """Whoever accompanies her. What she prepares alone is hers until she sends it."""
    if referral.origin is Origin.OWN and referral.sent_at is None:
        return False
    is_own = referral.adviser_id is not None and referral.adviser_id == sight.adviser_id
    return bool(sight.roles) and (is_own or sight.may_see(part_of_referral(sheet)))


def step_kind_of(sheet: Sheet) -> StepKind:
    """As private as the referral was; else by what it is, then by the first need it meets."""
    part = part_of_referral(sheet)
    if part in PRIVATE_STEPS:
        return PRIVATE_STEPS[part]
    if sheet.kind in OF_KIND:
        return OF_KIND[sheet.kind]
    needs = needs_met(sheet.themes)
    return STEP_KINDS.get(needs[0], StepKind.OTHER) if needs else StepKind.OTHER


def may_write_herself(shown: Shown) -> bool:
    return BY_PERSON in shown.sheet.usable_by.split() and bool(shown.email)
