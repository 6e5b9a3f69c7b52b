"""The e-mail to an adviser who is invited, which names nobody."""

from backend.messaging.neutral import Call
from backend.web.language import N_

CALL = Call(
    N_("You are invited to look at a situation together"),
    N_("A colleague invites you to a coordination group on Mon parcours."),
    N_("To read what it is about, sign in here:"),
)
