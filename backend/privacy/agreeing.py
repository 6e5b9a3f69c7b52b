"""What she agrees to when answers reach her here: kept in the words that she read."""

from backend.web.language import N_, _

PROMISE = (
    N_("The services answer your requests here, and no longer by post."),
    N_("You are told by a reminder or an e-mail that an answer has come."),
    N_("An answer counts as received when you first read it here, or 15 days after it came."),
    N_("You can change your mind at any time: answers then come by post again."),
)


def promise() -> str:
    """In the language being spoken."""
    return " ".join(_(sentence) for sentence in PROMISE)
