"""What the codes of practices and sessions are called."""

from collections.abc import Mapping

from backend.conflict import Conflict
from backend.learning.holding import Begun, Cancelled, Full
from backend.learning.models import Outcome
from backend.web.language import N_

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.TOO_EARLY: N_("It is too early to tell"),
    Outcome.HELPS: N_("It helps"),
    Outcome.A_LITTLE: N_("It helps a little"),
    Outcome.DOES_NOT: N_("It does not help"),
}
OUTCOME_TAGS: Mapping[Outcome, str] = {  # of components/notice.html
    Outcome.TOO_EARLY: "wait",
    Outcome.HELPS: "good",
    Outcome.A_LITTLE: "warn",
    Outcome.DOES_NOT: "bad",
}
REFUSALS: Mapping[type[Conflict], str] = {
    Full: N_("The last place has just been taken. You are not on the list."),
    Cancelled: N_("This session has been cancelled meanwhile. Nothing was changed."),
    Begun: N_("This session has begun. Nothing was changed."),
}
