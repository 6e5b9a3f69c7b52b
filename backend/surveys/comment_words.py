"""What the codes of moderation are called."""

from collections.abc import Mapping

from backend.surveys.flags import FlagKind
from backend.surveys.models import CommentState, Refusal
from backend.web.language import N_

REFUSALS: Mapping[Refusal, str] = {
    Refusal.NAMES: N_("Somebody could be recognised"),
    Refusal.INSULT: N_("An insult, or a threat"),
    Refusal.OFF_TOPIC: N_("It is not about the support"),
    Refusal.NOT_SURE: N_("A doubt"),
}
FLAGS: Mapping[FlagKind, str] = {
    FlagKind.INSULT: N_("Perhaps an insult: %(words)s"),
    FlagKind.NAME: N_("Perhaps a name: %(words)s"),
    FlagKind.DIGITS: N_("Digits: %(words)s"),
}
STATES: Mapping[CommentState, str] = {
    CommentState.WAITING: N_("Words that wait"),
    CommentState.ACCEPTED: N_("Words accepted"),
    CommentState.REFUSED: N_("Words refused"),
}
