"""A referral as its adviser reads it: where it stands, and for whom it waits."""

from collections.abc import Mapping

from backend.referrals.models import Referral, Status, Way
from backend.web.language import N_

STATUSES: Mapping[Status, str] = {
    Status.ASKED: N_("Asked by the person: to prepare"),
    Status.PROPOSED: N_("Awaits the person’s agreement"),
    Status.DISCUSSED: N_("The person has something to say about it"),
    Status.AGREED: N_("Agreed: to send"),
    Status.SENT: N_("Sent, the answer is awaited"),
    Status.UNANSWERED: N_("The solution has not answered"),
    Status.WAITING: N_("On the solution’s waiting list"),
    Status.ACCEPTED: N_("Accepted: to start"),
    Status.STARTED: N_("Started: it is a step of the parcours"),
    Status.REFUSED: N_("Refused by the solution"),
    Status.DECLINED: N_("The person said no"),
    Status.DROPPED: N_("Stopped before it was sent"),
    Status.WITHDRAWN: N_("Taken back by the person"),
}
TO_CALL = N_("Agreed: you have to call")
TAGS: Mapping[Status, str] = {
    Status.ASKED: "mine",
    Status.DISCUSSED: "mine",
    Status.AGREED: "mine",
    Status.UNANSWERED: "warn",
    Status.ACCEPTED: "good",
    Status.STARTED: "good",
    Status.REFUSED: "bad",
}
WAYS: Mapping[Way, str] = {
    Way.EMAIL: N_("By e-mail, as soon as the person agrees"),
    Way.PHONE: N_("By phone: I call once the person has agreed"),
}


def state_of(referral: Referral) -> str:
    """Marked by N_."""
    if referral.status is Status.AGREED and referral.way is Way.PHONE:
        return TO_CALL
    return STATUSES[referral.status]


def tag_of(referral: Referral) -> str:
    return TAGS.get(referral.status, "wait")
