"""What a territory says otherwise than the table of kinds; only what differs is kept.

A claim already received keeps its dates.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from backend.audit.actions import Deed, note
from backend.claims.clocks import Delay
from backend.claims.kinds import TABLE, KindRule
from backend.claims.models import ClaimRule
from backend.claims.states import Appeal, Kind, Silence
from backend.law.articles import ARTICLES
from backend.territories.models import Structure, Territory
from backend.web.language import N_

MEANS_NO = "CRPA L231-4"  # the article by which silence is a refusal
LONGEST_PROMISE = 366  # days
ARTICLE_UNKNOWN = N_("This article is not in the table of the law.")
YES_NEEDS_A_TEXT = N_("Silence means yes only where a text says so: choose that article.")
PROMISE_OUT_OF_RANGE = N_("Promise an answer within 1 to 366 days.")
STRUCTURE_ELSEWHERE = N_("This service is not one of the territory.")


Details = dict[str, str | int | None]


@dataclass(frozen=True)
class Setter:
    """Who sets something for a territory, as the audit chain names it: "adviser:3", "command"."""

    territory: Territory
    actor: str
    now: datetime

    def note(self, session: Session, action: str, details: Details) -> None:
        deed = Deed(self.actor, action, f"territory:{self.territory.code}", details)
        note(session, deed, now=self.now)


class RuleRefused(Exception):
    """`field` of Ruling is wrong; the message says why, not yet translated."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


@dataclass(frozen=True, kw_only=True)
class Ruling:
    delay: Delay
    silence: Silence
    article: str
    appeal: Appeal
    answer_days: int
    structure: Structure | None = None  # in charge; None: as the table says

    @classmethod
    def of(cls, told: KindRule, structure: Structure | None) -> "Ruling":
        return cls(
            delay=told.delay,
            silence=told.silence,
            article=told.article,
            appeal=told.appeal,
            answer_days=told.answer_days,
            structure=structure,
        )


def check(ruling: Ruling, territory: Territory) -> None:
    """Raises RuleRefused."""
    if ruling.article not in ARTICLES:
        raise RuleRefused("article", ARTICLE_UNKNOWN)
    if ruling.silence is Silence.ACCEPTANCE and ruling.article == MEANS_NO:
        raise RuleRefused("article", YES_NEEDS_A_TEXT)
    if not 0 < ruling.answer_days <= LONGEST_PROMISE:
        raise RuleRefused("answer_days", PROMISE_OUT_OF_RANGE)
    if ruling.structure is not None and ruling.structure.territory_id != territory.id:
        raise RuleRefused("structure", STRUCTURE_ELSEWHERE)


def set_rule(session: Session, setter: Setter, kind: Kind, ruling: Ruling) -> ClaimRule:
    """Raises RuleRefused."""
    check(ruling, setter.territory)
    rule = _own(session, setter.territory, kind) or ClaimRule(
        territory_id=setter.territory.id, kind=kind, changed_at=setter.now
    )
    base = TABLE[kind]
    rule.delay = str(ruling.delay) if ruling.delay != base.delay else None
    rule.silence = ruling.silence if ruling.silence is not base.silence else None
    rule.article = ruling.article if ruling.article != base.article else None
    rule.appeal = ruling.appeal if ruling.appeal is not base.appeal else None
    rule.answer_days = ruling.answer_days if ruling.answer_days != base.answer_days else None
    rule.structure_id = ruling.structure.id if ruling.structure else None
    rule.changed_at = setter.now
    session.add(rule)
    session.flush()
    setter.note(session, "claim.rule", {"kind": kind.value} | _details(ruling))
    return rule


def _details(ruling: Ruling) -> Details:
    return {
        "delay": str(ruling.delay),
        "silence": ruling.silence.value,
        "article": ruling.article,
        "appeal": ruling.appeal.value,
        "answer_days": ruling.answer_days,
        "structure": ruling.structure.id if ruling.structure else None,
    }


def forget_rule(session: Session, setter: Setter, kind: Kind) -> None:
    """Back to what the table says."""
    rule = _own(session, setter.territory, kind)
    if rule is not None:
        session.delete(rule)
        setter.note(session, "claim.rule", {"kind": kind.value, "reset": 1})


def _own(session: Session, territory: Territory, kind: Kind) -> ClaimRule | None:
    return session.exec(
        select(ClaimRule).where(ClaimRule.territory_id == territory.id, ClaimRule.kind == kind)
    ).one_or_none()
