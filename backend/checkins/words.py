"""What moments are called, and the e-mail to the adviser she told, which does not name her."""

from collections.abc import Mapping

from backend.checkins.models import Moment
from backend.messaging.neutral import Call
from backend.web.language import N_

LABELS: Mapping[Moment, str] = {
    Moment.WEEK_1: N_("after one week"),
    Moment.MONTH_1: N_("after one month"),
    Moment.MONTH_3: N_("after three months"),
    Moment.MONTH_6: N_("after six months"),
}
CALL = Call(
    N_("Somebody you accompany asks you to call"),
    N_("A person you accompany wrote to you on Mon parcours and asks you to call."),
    N_("To read what was written and find the number, sign in here:"),
)
