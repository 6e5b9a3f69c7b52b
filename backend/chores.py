"""What every domain does because time passed: the worker does it once an hour, in order."""

from backend.api.actions import forget_old_answers
from backend.appointments import actions as appointments
from backend.audit.anchors import log_anchor
from backend.catalogue.refreshing import refresh
from backend.claims.passing import close_settled, forget_old_drafts, pass_time
from backend.continuity.watching import watch
from backend.evaluation.forgetting import forget_counted
from backend.evaluation.releasing import release_beside
from backend.messaging.actions import forget_old_letters
from backend.offers.misses import forget_askers
from backend.offers.own import take_ended_back
from backend.partners.actions import forget_old_waiting
from backend.privacy.actions import forget_old_consultations, forget_old_cursors
from backend.privacy.contacts import note_sign_ins
from backend.privacy.retention import keep_no_longer
from backend.referrals.passing import forget_bodies, lapse
from backend.reminders.actions import tidy
from backend.steps import actions as steps
from backend.surveys import asking as surveys

CHORES = (
    note_sign_ins,  # before they are forgotten
    tidy,  # before the rows that a reminder speaks of: SQLite may use their numbers again
    appointments.forget_removed,
    steps.forget_removed,
    forget_old_waiting,
    forget_old_letters,
    forget_old_answers,
    forget_old_drafts,
    forget_askers,
    take_ended_back,  # the territory's own solutions whose last day is over
    pass_time,  # what lacks something, who must know, what silence means
    close_settled,
    lapse,
    forget_bodies,
    forget_old_consultations,
    forget_old_cursors,
    keep_no_longer,
    log_anchor,
    watch,
    surveys.expire,
    forget_counted,
    surveys.forget_old,
    surveys.ask,
)
ERRANDS = (  # beside them: minutes
    refresh,  # and other computers
    release_beside,  # opinions of a quarter, once nothing in it can change
)
