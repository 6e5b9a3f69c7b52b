"""What the codes of her data mean, in words."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from backend.appointments import models as appointments
from backend.assessments.models import Feeling
from backend.checkins import models as checkins
from backend.checkins import words as checkin_words
from backend.claims import kinds
from backend.claims import states as claims
from backend.claims import words as claim_words
from backend.continuity import words as watch_words
from backend.continuity.models import Worry
from backend.coordination.models import Answer
from backend.messaging.models import FallbackChannel
from backend.offers.models import Wrong
from backend.offers.words import WRONG
from backend.people.models import IdentifierSystem
from backend.projects.models import ObjectiveStatus, Stance
from backend.referrals import models as referrals
from backend.referrals import words as referral_words
from backend.reminders import forms as reminders
from backend.reminders.models import Kind as Reminder
from backend.sharing import words as sharing
from backend.sharing.models import Part, Purpose
from backend.steps import labels as steps
from backend.steps import models as step
from backend.surveys import models as surveys
from backend.surveys import words as survey_words
from backend.vocabulary.themes import LABELS as THEMES
from backend.vocabulary.themes import Theme
from backend.web.language import N_

CODES: Mapping[type[Enum], Mapping[Any, str]] = {
    Answer: {Answer.AGREES: N_("You agree"), Answer.DISAGREES: N_("You do not agree")},
    appointments.Answer: {
        appointments.Answer.COMING: N_("You are coming"),
        appointments.Answer.LATE: N_("You will be late"),
        appointments.Answer.CANNOT_COME: N_("You cannot come"),
    },
    appointments.Place: {
        appointments.Place.PUBLIC_OFFICE: N_("At the office"),
        appointments.Place.PHONE: N_("By telephone"),
        appointments.Place.HOME: N_("At your home"),
        appointments.Place.VIDEO: N_("By video"),
    },
    appointments.Status: {
        appointments.Status.UNKNOWN: N_("To come, or not yet told"),
        appointments.Status.SEEN: N_("Held"),
        appointments.Status.EXCUSED: N_("Cancelled at your request"),
        appointments.Status.REVOKED: N_("Cancelled by the service"),
        appointments.Status.NOSHOW: N_("Absence noted"),
    },
    checkins.Answer: {
        checkins.Answer.FINE: N_("All is well"),
        checkins.Answer.TROUBLE: N_("You have a worry"),
    },
    checkins.Moment: checkin_words.LABELS,
    claims.Kind: {kind: rule.title for kind, rule in kinds.TABLE.items()},
    claims.Move: claim_words.MOVES,
    claims.Outcome: claim_words.OUTCOMES,
    claims.Status: claim_words.STATUSES,
    FallbackChannel: {
        FallbackChannel.EMAIL: N_("By e-mail"),
        FallbackChannel.SMS: N_("By SMS"),
        FallbackChannel.NONE: N_("Not at all"),
    },
    Feeling: {
        Feeling.FINE: N_("All is well"),
        Feeling.HARD: N_("It is difficult"),
        Feeling.BLOCKS: N_("It holds you back"),
        Feeling.SILENT: N_("You prefer not to answer"),
    },
    IdentifierSystem: {
        IdentifierSystem.RDV_INSERTION: "rdv-insertion",
        IdentifierSystem.RDV_SERVICE_PUBLIC: "RDV Service Public",
        IdentifierSystem.INFORMATION_SYSTEM: N_("The Département’s own tool"),
        IdentifierSystem.FRANCE_TRAVAIL: "France Travail",
    },
    ObjectiveStatus: {
        ObjectiveStatus.IN_PROGRESS: N_("Under way"),
        ObjectiveStatus.REACHED: N_("Reached"),
        ObjectiveStatus.GIVEN_UP: N_("Given up"),
    },
    Part: sharing.PARTS,
    Purpose: sharing.PURPOSES,
    referrals.Move: referral_words.MOVES,
    referrals.Origin: {
        referrals.Origin.PROPOSED: N_("Proposed to you"),
        referrals.Origin.ASKED: N_("You asked for it"),
        referrals.Origin.OWN: N_("Prepared by you"),
    },
    referrals.Status: referral_words.STATUSES,
    referrals.Way: {
        referrals.Way.EMAIL: N_("By e-mail"),
        referrals.Way.PHONE: N_("By telephone"),
    },
    referrals.Writer: {
        referrals.Writer.PERSON: N_("You"),
        referrals.Writer.ADVISER: N_("A professional"),
        referrals.Writer.SOLUTION: N_("The solution"),
        referrals.Writer.CLOCK: N_("Because time passed"),
    },
    Reminder: reminders.LABELS,
    Stance: {
        Stance.MINE: N_("It is your project"),
        Stance.NOT_MINE: N_("It is not your project"),
    },
    step.Kind: steps.KINDS,
    step.Status: steps.STATUSES,
    surveys.Moment: survey_words.MOMENTS,
    surveys.State: {
        surveys.State.OPEN: N_("Awaits your answer, if you like"),
        surveys.State.ANSWERED: N_("You answered"),
        surveys.State.SKIPPED: N_("You passed"),
        surveys.State.EXPIRED: N_("You said nothing"),
        surveys.State.SEALED: N_("Over: whether you answered is forgotten"),
    },
    Theme: THEMES,
    Worry: watch_words.TITLES,
    Wrong: WRONG,
}
