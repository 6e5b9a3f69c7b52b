"""Whose each row is. Every table there is, is here in one way or another."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, String, Table, and_, cast, false, or_, select
from sqlmodel import Session, SQLModel

PERSON_COLUMN = "person_id"
THROUGH: Mapping[str, str] = {  # by the column that leads to a row of hers
    "agreement": "observation_id",
    "group_member": "group_id",
    "handle": "credential_id",
    "objective_answer": "objective_id",
    "own_answer": "own_view_id",
    "review_participant": "review_id",
}
NOBODYS = {  # of a territory, a structure, a professional or the installation
    "adviser",
    "answer_template",
    "api_token",
    "attempt",  # its key is hashed: it names nobody
    "audit_head",
    "catalogue_edition",
    "catalogue_feed",
    "catalogue_import",
    "claim_rule",
    "commune",
    "guidance",
    "improvement",
    "installation",
    "joint_session",
    "joint_session_attendance",
    "legal_contact",
    "offer",
    "offer_sheet",
    "own_offer",
    "postcode",
    "practice",
    "practice_trial",
    "questionnaire",
    "search_miss",  # whose it was is a hash, whose key is forgotten
    "search_miss_key",
    "search_word",
    "structure",
    "structure_sheet",
    "survey_answer",  # leads to nobody: see docs/decisions/0016
    "survey_comment",  # the same
    "survey_key",
    "survey_moderator",
    "survey_release",
    "survey_result",
    "territory",
    "watch_rule",
    "watch_run",
    "webhook_cursor",
    "webhook_endpoint",
}
OUTLIVES_HER = {"audit_entry"}  # names her by a number that leads nowhere any more

Hers = ColumnElement[bool]
Ids = Sequence[int]


class Unowned(Exception):
    """A table that nobody said whose it is: add it here."""


def owned_tables() -> Iterator[Table]:
    """By name, so that what is made of them is always in the same order."""
    for name, table in sorted(SQLModel.metadata.tables.items()):
        if name not in NOBODYS:
            yield table


def tables_to_empty() -> Iterator[Table]:
    """Children first; before them, what is found by way of her other rows."""
    found_by_others = [_table(name) for name in ("letter", "waiting_appointment")]
    yield from found_by_others
    for table in reversed(SQLModel.metadata.sorted_tables):
        if table.name not in NOBODYS | OUTLIVES_HER and table not in found_by_others:
            yield table


def ids_of(session: Session, person_id: int) -> list[int]:
    """Her number, and those of the files that were merged into hers."""
    person = _table("person")
    found, new = [person_id], [person_id]
    while new:
        asked = select(person.c.id).where(person.c.merged_into_id.in_(new), ~person.c.id.in_(found))
        new = list(session.connection().scalars(asked))
        found += new
    return found


def hers(table: Table, ids: Ids) -> Hers:
    """Which rows of the table are hers; raises Unowned."""
    if table.name in SPECIAL:
        return SPECIAL[table.name](table, ids)
    if table.name in THROUGH:
        column = table.columns[THROUGH[table.name]]
        [key] = column.foreign_keys
        parent = key.column.table
        return column.in_(select(key.column).where(parent.c[PERSON_COLUMN].in_(ids)))
    if PERSON_COLUMN in table.columns:
        return table.c[PERSON_COLUMN].in_(ids)
    if table.name in NOBODYS:
        return false()
    raise Unowned(table.name)


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


def _herself(person: Table, ids: Ids) -> Hers:
    return person.c.id.in_(ids)


def _merges(merge: Table, ids: Ids) -> Hers:
    return or_(merge.c.kept_id.in_(ids), merge.c.other_id.in_(ids))


def _letters(letter: Table, ids: Ids) -> Hers:
    """To her address, when it is nobody else's: a letter does not say whom it is for. And those
    that speak of her to a solution."""
    person, adviser, dispatch = (_table(one) for one in ("person", "adviser", "referral_dispatch"))
    addresses = select(person.c.email).where(person.c.id.in_(ids), person.c.email.is_not(None))
    same = and_(person.c.email == letter.c.recipient, ~person.c.id.in_(ids))
    to_her = and_(
        letter.c.recipient.in_(addresses),
        ~select(person.c.id).where(same).exists(),
        ~select(adviser.c.id).where(adviser.c.email == letter.c.recipient).exists(),
    )
    about_her = select(dispatch.c.letter_id).where(
        dispatch.c.person_id.in_(ids), dispatch.c.letter_id.is_not(None)
    )
    return or_(to_her, letter.c.id.in_(about_her))


def _waiting(waiting: Table, ids: Ids) -> Hers:
    """Sent by a tool under a number that is hers."""
    number, structure = _table("person_identifier"), _table("structure")
    system = cast(number.c.system, String)
    told = or_(
        and_(
            system == cast(waiting.c.source, String), number.c.value == waiting.c.external_person_id
        ),
        and_(
            system == "rdv_service_public",
            number.c.value == waiting.c.service_public_person_id,
        ),
    )
    return (
        select(number.c.id)
        .join(structure, structure.c.territory_id == number.c.territory_id)
        .where(number.c.person_id.in_(ids), structure.c.id == waiting.c.structure_id, told)
        .exists()
    )


def _answers(kept: Table, ids: Ids) -> Hers:
    """What a structure’s tool was answered about her: kept for two days."""
    paths = [f"/api/v1/people/{one}" for one in ids]
    return or_(
        kept.c.location.in_(paths), *(kept.c.location.startswith(f"{path}/") for path in paths)
    )


def _traces(entry: Table, ids: Ids) -> Hers:
    """What she did and what was done to her file, since it is hers."""
    claim, person = _table("claim"), _table("person")
    names = [f"person:{one}" for one in ids]
    numbers = select("claim:" + claim.c.number).where(claim.c.person_id.in_(ids))
    since = select(person.c.created_at).where(person.c.id.in_(ids)).order_by(person.c.created_at)
    return and_(
        or_(entry.c.subject.in_(names), entry.c.actor.in_(names), entry.c.subject.in_(numbers)),
        entry.c.happened_at >= since.limit(1).scalar_subquery(),
    )


SPECIAL: Mapping[str, Callable[[Table, Ids], Hers]] = {
    "audit_entry": _traces,
    "kept_answer": _answers,
    "letter": _letters,
    "merge": _merges,
    "person": _herself,
    "waiting_appointment": _waiting,
}
