"""What her pages of referrals show."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from backend.catalogue.needs import needs_met
from backend.catalogue.queries import Shown as Solution
from backend.catalogue.queries import offer_shown, shown_of
from backend.people.models import Adviser, Person
from backend.referrals import queries
from backend.referrals.models import OPEN, Dispatch, Origin, Referral, ReferralEntry, Status, Way
from backend.referrals.passing import is_undelivered
from backend.referrals.words import HIDDEN, full_name, letter_of, subject_of_letter

SHOWN_TAGS = {
    Status.PROPOSED: "mine",
    Status.UNANSWERED: "warn",
    Status.ACCEPTED: "good",
    Status.STARTED: "good",
    Status.REFUSED: "bad",
}


@dataclass(frozen=True)
class Row:
    """A referral in a line."""

    referral: Referral
    name: str
    tag: str


@dataclass(frozen=True)
class Left:
    """What left, as it was received but for the secret of its link."""

    dispatch: Dispatch
    words: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Her page of one."""

    referral: Referral
    name: str
    tag: str
    adviser: Adviser | None
    structure: str
    subject: str
    preview: str
    left: Sequence[Left]
    thread: Sequence[tuple[ReferralEntry, Adviser | None]]
    phone: str
    need: str  # what else could meet it is searched by it
    is_undelivered: bool

    @property
    def who(self) -> str:
        return full_name(self.adviser) if self.adviser else ""

    @property
    def function_and_name(self) -> str:
        return f"{self.adviser.function}, {self.who}" if self.adviser else ""

    @property
    def is_own(self) -> bool:
        return self.referral.origin is Origin.OWN

    @property
    def was_sent(self) -> bool:
        return self.referral.sent_at is not None


def rows_of(session: Session, person: Person) -> tuple[list[Row], list[Row]]:
    """Those under way, then those that are over; what awaits her first."""
    found = queries.referrals_of(session, person)
    solutions = shown_of(session, [one.offer_id for one in found])
    rows = [
        Row(one, _name(solutions.get(one.offer_id)), SHOWN_TAGS.get(one.status, "wait"))
        for one in sorted(found, key=lambda one: one.status not in queries.AWAIT_HER)
    ]
    under_way = [row for row in rows if row.referral.status in OPEN]
    over = [row for row in rows if row.referral.status not in OPEN]
    return under_way, over


def shown(session: Session, referral: Referral, *, site: str) -> Shown:
    solution, adviser = (
        offer_shown(session, referral.offer_id),
        queries.adviser_of(session, referral),
    )
    hidden = f"{site.rstrip('/')}/reponse/{HIDDEN}"
    return Shown(
        referral=referral,
        name=_name(solution),
        tag=SHOWN_TAGS.get(referral.status, "wait"),
        adviser=adviser,
        structure=_structure(solution),
        subject=subject_of_letter(),
        preview=letter_of(referral.text, hidden) if referral.way is Way.EMAIL else referral.text,
        left=[_left(one, hidden) for one in queries.dispatches_of(session, referral)],
        thread=queries.thread_of(session, referral),
        phone=solution.phone if solution else "",
        need=_need(solution),
        is_undelivered=_is_undelivered(session, referral),
    )


def _left(dispatch: Dispatch, hidden: str) -> Left:
    return Left(
        dispatch, letter_of(dispatch.text, hidden) if dispatch.token_hash else dispatch.text
    )


def _name(solution: Solution | None) -> str:
    return solution.sheet.name if solution else ""


def _structure(solution: Solution | None) -> str:
    return solution.structure.name if solution and solution.structure else ""


def _need(solution: Solution | None) -> str:
    needs = needs_met(solution.sheet.themes) if solution else []
    return needs[0].value if needs else ""


def _is_undelivered(session: Session, referral: Referral) -> bool:
    found = select(Referral.id).where(Referral.id == referral.id, is_undelivered())
    return session.exec(found).first() is not None
