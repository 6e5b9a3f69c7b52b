"""What a claim can be, what can happen to it, and which move is allowed when."""

from enum import StrEnum

from backend.conflict import Conflict


class Kind(StrEnum):
    CHANGE_PROJECT = "change_project"
    CONTEST_OBJECTIVE = "contest_objective"
    OTHER_ORIENTATION = "other_orientation"
    OTHER_REFERENT = "other_referent"
    REDUCED_HOURS = "reduced_hours"
    NO_NEWS = "no_news"
    OTHER_TERRITORY = "other_territory"
    JOINT_INTERVIEW = "joint_interview"
    SOCIAL_SUPPORT = "social_support"
    OBSERVATIONS = "observations"  # on a decision that is planned
    RSA_DECISION = "rsa_decision"  # the appeal that comes before any judge
    ACCESS_DATA = "access_data"
    CORRECT_DATA = "correct_data"
    OBJECT_DATA = "object_data"
    ERASE_DATA = "erase_data"
    ACCESSIBILITY = "accessibility"


class Silence(StrEnum):
    """What it means when nobody has answered on the date."""

    REJECTION = "rejection"
    ACCEPTANCE = "acceptance"
    NOTHING = "nothing"  # no decision was asked for


class Appeal(StrEnum):
    """Whom she can turn to after a refusal."""

    ORDINARY = "ordinary"  # the service or its head, then the tribunal
    RAPO = "rapo"  # compulsory first: the president of the Département, then the tribunal
    RAPO_DONE = "rapo_done"  # this claim is that appeal: the tribunal is next
    CADA = "cada"  # access to documents: the commission, then the tribunal
    CNIL = "cnil"  # personal data
    DEFENDER = "defender"  # accessibility
    NONE = "none"  # nothing is decided yet


class Status(StrEnum):
    RECEIVED = "received"
    ASSIGNED = "assigned"
    INCOMPLETE = "incomplete"
    ANSWERED = "answered"
    CONTESTED = "contested"
    CLOSED = "closed"


class Outcome(StrEnum):
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"


class Move(StrEnum):
    """Everything that happens to a claim: one row of its thread each."""

    RECEIVE = "receive"
    ASSIGN = "assign"
    SAY = "say"  # a message, hers or the service's
    ASK_MISSING = "ask_missing"
    COMPLETE = "complete"
    RESUME = "resume"  # what was missing did not come in time: the clock goes on
    FORWARD = "forward"  # to the service that can answer
    ESCALATE = "escalate"
    IMPLY = "imply"  # the date passed: silence has its meaning from today
    ANSWER = "answer"
    ASK_REASONS = "ask_reasons"
    GIVE_REASONS = "give_reasons"
    CONTEST = "contest"
    RATE = "rate"  # she says whether the answer helped
    WITHDRAW = "withdraw"
    CLOSE = "close"
    POST = "post"  # the answer left on paper


ALLOWED_MOVES: dict[Status, dict[Move, Status]] = {
    Status.RECEIVED: {
        Move.ASSIGN: Status.ASSIGNED,
        Move.SAY: Status.RECEIVED,
        Move.ASK_MISSING: Status.INCOMPLETE,
        Move.FORWARD: Status.RECEIVED,
        Move.ESCALATE: Status.RECEIVED,
        Move.IMPLY: Status.RECEIVED,
        Move.ANSWER: Status.ANSWERED,
        Move.ASK_REASONS: Status.RECEIVED,
        Move.GIVE_REASONS: Status.RECEIVED,
        Move.CONTEST: Status.CONTESTED,
        Move.WITHDRAW: Status.CLOSED,
    },
    Status.ASSIGNED: {
        Move.ASSIGN: Status.ASSIGNED,
        Move.SAY: Status.ASSIGNED,
        Move.ASK_MISSING: Status.INCOMPLETE,
        Move.FORWARD: Status.RECEIVED,
        Move.ESCALATE: Status.ASSIGNED,
        Move.IMPLY: Status.ASSIGNED,
        Move.ANSWER: Status.ANSWERED,
        Move.ASK_REASONS: Status.ASSIGNED,
        Move.GIVE_REASONS: Status.ASSIGNED,
        Move.CONTEST: Status.CONTESTED,
        Move.WITHDRAW: Status.CLOSED,
    },
    Status.INCOMPLETE: {
        Move.ASSIGN: Status.INCOMPLETE,
        Move.SAY: Status.INCOMPLETE,
        Move.COMPLETE: Status.ASSIGNED,
        Move.RESUME: Status.ASSIGNED,
        Move.ANSWER: Status.ANSWERED,
        Move.WITHDRAW: Status.CLOSED,
    },
    Status.ANSWERED: {
        Move.SAY: Status.ANSWERED,
        Move.RATE: Status.ANSWERED,
        Move.CONTEST: Status.CONTESTED,
        Move.POST: Status.ANSWERED,
        Move.CLOSE: Status.CLOSED,
    },
    Status.CONTESTED: {
        Move.ASSIGN: Status.CONTESTED,
        Move.SAY: Status.CONTESTED,
        Move.ESCALATE: Status.CONTESTED,
        Move.IMPLY: Status.CONTESTED,
        Move.ANSWER: Status.ANSWERED,
        Move.ASK_REASONS: Status.CONTESTED,
        Move.GIVE_REASONS: Status.CONTESTED,
        Move.WITHDRAW: Status.CLOSED,
    },
    Status.CLOSED: {
        Move.RATE: Status.CLOSED,
        Move.CONTEST: Status.CONTESTED,
        Move.POST: Status.CLOSED,
    },
}
OPEN = {
    Status.RECEIVED,
    Status.ASSIGNED,
    Status.INCOMPLETE,
    Status.CONTESTED,
}  # an answer is awaited


# Of what she does not do herself, these wait for her next visit; she is told of all the others.
NO_NEWS = (Move.ASSIGN, Move.CLOSE)
NEWS = frozenset(
    {
        Move.SAY,
        Move.ASK_MISSING,
        Move.RESUME,
        Move.FORWARD,
        Move.ESCALATE,
        Move.IMPLY,
        Move.ANSWER,
        Move.GIVE_REASONS,
        Move.POST,
    }
)


class MoveRefused(Conflict):
    """This cannot be done to the claim any more, or not yet."""


class Writer(StrEnum):
    PERSON = "person"
    ADVISER = "adviser"
    CLOCK = "clock"  # because time passed
