"""The accusé de réception électronique: what it says, kept as it was issued (CRPA R112-11-1).

The facts are kept, not the sentences: the receipt can be read in any language, and its French text
is the one that binds.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from backend.claims.clocks import Delay, appeal_until, day_of
from backend.claims.kinds import KindRule
from backend.claims.models import Claim, ClaimEntry
from backend.claims.states import Appeal, Kind, Move, Silence
from backend.law.mentions import SENTENCES, Mention
from backend.law.models import Body, LegalContact
from backend.people.models import Adviser
from backend.territories.models import Structure, Territory

OBSERVATIONS = Delay(10, "days")  # from the letter that plans a sanction (C. trav. R5412-7)
APPEALS: Mapping[Appeal, tuple[Mention, ...]] = {
    Appeal.ORDINARY: (Mention.REASONS, Mention.LOOK_AGAIN, Mention.TRIBUNAL),
    Appeal.RAPO: (Mention.RAPO,),
    Appeal.RAPO_DONE: (Mention.REASONS, Mention.RAPO_DONE),
    Appeal.CADA: (Mention.CADA,),
    Appeal.CNIL: (Mention.CNIL,),
    Appeal.DEFENDER: (Mention.ACCESSIBILITY,),
    Appeal.NONE: (),
}


@dataclass(frozen=True, kw_only=True)
class Office:
    """How to reach a service or a body: what is empty is not known."""

    name: str
    address: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One mention of law.mentions, with the days it is filled with (ISO) and plain words."""

    mention: Mention
    articles: Sequence[str]
    days: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Facts:
    number: str
    kind: Kind
    received_at: str  # ISO, UTC
    issued_at: str  # ISO, UTC
    service: Office
    agent: str = ""  # « référente, Claire Bonnet », when known
    due_on: str  # ISO
    answer_by: str  # ISO: what the service undertakes
    said: Sequence[Said]
    bodies: Mapping[str, Office]  # by Body

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, kw_only=True)
class Around:
    """What a receipt is made with, besides the claim."""

    rule: KindRule
    service: Structure
    agent: Adviser | None
    contacts: Mapping[Body, LegalContact]
    territory: Territory


def read(kept: str) -> Facts:
    told = json.loads(kept)
    return Facts(
        **told
        | {
            "kind": Kind(told["kind"]),
            "service": Office(**told["service"]),
            "said": [Said(**one | {"mention": Mention(one["mention"])}) for one in told["said"]],
            "bodies": {body: Office(**office) for body, office in told["bodies"].items()},
        }
    )


def compose(claim: Claim, entry: ClaimEntry, around: Around, *, now: datetime) -> Facts:
    """What acknowledges that entry, with the claim as it stands."""
    service = around.service
    agent = around.agent
    return Facts(
        number=claim.number,
        kind=claim.kind,
        received_at=claim.received_at.isoformat(),
        issued_at=now.isoformat(),
        service=_office(service, around.territory),
        agent=f"{agent.function}, {agent.first_name} {agent.last_name}" if agent else "",
        due_on=claim.due_on.isoformat(),
        answer_by=claim.escalates_on.isoformat(),
        said=_said(claim, entry, around),
        bodies={
            contact.body: Office(
                name=contact.name,
                address=contact.address,
                email=contact.email,
                phone=contact.phone,
                website=contact.website,
            )
            for contact in around.contacts.values()
        },
    )


def _office(service: Structure, territory: Territory) -> Office:
    """A phone and an address are compulsory: the territory’s where the service has none."""
    is_reached = service.email or service.address
    return Office(
        name=service.name,
        address=service.address,
        email=service.email if is_reached else territory.email,
        phone=service.phone or territory.phone,
    )


def _said(claim: Claim, entry: ClaimEntry, around: Around) -> list[Said]:
    days = _days(claim, entry, around)
    said = [] if entry.move is Move.ANSWER else _of_waiting(claim, entry, around, days)
    words = {"service": around.service.name}
    appeals = [_mention(mention, days, words) for mention in _appeals(claim, entry)]
    return [*said, *appeals, _mention(Mention.HELPED, days)]


def _of_waiting(
    claim: Claim, entry: ClaimEntry, around: Around, days: Mapping[str, str]
) -> list[Said]:
    """What holds as long as nobody has answered."""
    said = [_silence(claim, around, days)]
    if entry.move is Move.ASK_MISSING:
        said.append(_mention(Mention.SUSPENDED, days, {"missing": entry.words}))
    elif claim.silence is not Silence.NOTHING:
        said.append(_mention(Mention.COMPLETE, days))
    if entry.move is Move.FORWARD:
        said.append(_mention(Mention.FORWARDED, days))
    if claim.notice_on is not None:
        said.append(_mention(Mention.NOTICE, days))
    return said


def _appeals(claim: Claim, entry: ClaimEntry) -> tuple[Mention, ...]:
    """None where silence means yes; an answer says why: only silence leaves that to be asked."""
    told = APPEALS[claim.appeal]
    if entry.move is Move.ANSWER:
        return tuple(mention for mention in told if mention is not Mention.REASONS)
    return () if claim.silence is Silence.ACCEPTANCE else told


def _silence(claim: Claim, around: Around, days: Mapping[str, str]) -> Said:
    """The territory's own article, where it says otherwise than the code."""
    mention = Mention(claim.silence.value)
    said = _mention(mention, days)
    if mention is Mention.ACCEPTANCE:
        return said
    return Said(mention=mention, articles=(around.rule.article,), days=said.days)


def _days(claim: Claim, entry: ClaimEntry, around: Around) -> dict[str, str]:
    is_answer = entry.move is Move.ANSWER
    decided_on = day_of(entry.happened_at, around.territory.zone) if is_answer else claim.due_on
    days = {
        "due_on": claim.due_on,
        "received_on": day_of(claim.received_at, around.territory.zone),
        "appeal_until": appeal_until(decided_on, around.territory.code),
        "until": claim.missing_until,
        "notice_on": claim.notice_on,
        "notice_until": _notice_until(claim.notice_on),
    }
    return {name: day.isoformat() for name, day in days.items() if day is not None}


def _notice_until(notice_on: date | None) -> date | None:
    return OBSERVATIONS.after(notice_on) if notice_on else None


def _mention(
    mention: Mention, days: Mapping[str, str], words: Mapping[str, str] | None = None
) -> Said:
    sentence = SENTENCES[mention]
    return Said(
        mention=mention,
        articles=sentence.articles,
        days={name: day for name, day in days.items() if f"%({name})s" in sentence.words},
        words={k: v for k, v in (words or {}).items() if f"%({k})s" in sentence.words},
    )
