"""Every row that names one person is made to name another, whatever its table; and back."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import (
    Column,
    ColumnElement,
    PrimaryKeyConstraint,
    Row,
    Table,
    UniqueConstraint,
    select,
    true,
    tuple_,
    update,
)
from sqlmodel import Session, SQLModel

PERSON_COLUMN = "person_id"
SIGNED_IN = "device"  # a browser is signed out, never signed in as somebody else
REMINDED = "subscription"  # it belongs to a browser
AT_ONCE = 500

Key = list[int | str]  # of a row, without the column that names the person
Moved = dict[str, list[Key]]  # by "table.column"


def move(session: Session, *, from_id: int, to_id: int) -> Moved:
    """A row that would be there twice stays behind. Says what moved."""
    session.flush()
    moved: Moved = {}
    for table, column in _owned():
        keys = _free(session, table, column, from_id, to_id)
        if keys:
            _set(session, column, keys, old=from_id, new=to_id)
            moved[str(column)] = keys
    return moved


def give_back(session: Session, moved: Moved, *, from_id: int, to_id: int) -> None:
    for table, column in _owned():
        _set(session, column, moved.get(f"{table.name}.{PERSON_COLUMN}", []), from_id, to_id)


def _owned() -> Iterator[tuple[Table, Column[int]]]:
    for table in SQLModel.metadata.sorted_tables:
        if PERSON_COLUMN in table.columns and table.name not in {SIGNED_IN, REMINDED}:
            yield table, table.columns[PERSON_COLUMN]


def _free(
    session: Session, table: Table, column: Column[int], from_id: int, to_id: int
) -> list[Key]:
    uniques = list(_uniques(table, column))
    needed = {one.name: one for unique in [_key_of(column), *uniques] for one in unique}
    asked = select(*needed.values()) if needed else select(column)
    there = session.connection().execute(asked.where(column == to_id)).all()
    taken = [{_values(row, unique) for row in there} for unique in uniques]
    return [
        list(_values(row, _key_of(column)))
        for row in session.connection().execute(asked.where(column == from_id).with_for_update())
        if not any(
            _values(row, unique) in known and None not in _values(row, unique)
            for unique, known in zip(uniques, taken, strict=True)
        )
    ]


def _uniques(table: Table, column: Column[int]) -> Iterator[Sequence[Column[int]]]:
    """What must differ between two rows of one person."""
    rules = [
        rule
        for rule in table.constraints
        if isinstance(rule, UniqueConstraint | PrimaryKeyConstraint)
    ]
    for columns in [rule.columns for rule in rules] + [
        i.columns for i in table.indexes if i.unique
    ]:
        if column.name in columns:
            yield [one for one in columns if one.name != column.name]


def _key_of(column: Column[int]) -> list[Column[int]]:
    return [one for one in column.table.primary_key if one.name != column.name]


def _values(row: Row[tuple[int, ...]], columns: Iterable[Column[int]]) -> tuple[int | str, ...]:
    return tuple(row._mapping[column.name] for column in columns)  # noqa: SLF001 (public, by its name)


def _set(session: Session, column: Column[int], keys: list[Key], old: int, new: int) -> None:
    for start in range(0, len(keys), AT_ONCE):
        which = among(_key_of(column), keys[start : start + AT_ONCE])
        session.connection().execute(
            update(column.table).where(column == old, which).values({column.name: new})
        )


def among(columns: Sequence[Column[int]], keys: Sequence[Key]) -> ColumnElement[bool]:
    if not columns:
        return true()
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    return tuple_(*columns).in_([tuple(key) for key in keys])
