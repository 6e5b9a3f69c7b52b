"""The database itself refuses to rewrite what is only added."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, Table, event
from sqlmodel import SQLModel

MAY_CHANGE = {"claim_entry": {"person_id"}}  # two files of one person become one, and two again
ONLY_ADDED = {"audit_entry": ("UPDATE", "DELETE"), "claim_entry": ("UPDATE",)}

REFUSING = """
CREATE OR REPLACE FUNCTION parcours_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ': rows are only added'; END $$
"""


def guards_of(table: Table, dialect: str) -> Iterator[str]:
    """The statements that make a new table refuse; none for the other tables."""
    for verb in ONLY_ADDED.get(table.name, ()):
        yield from (_in_sqlite if dialect == "sqlite" else _in_postgresql)(table, verb)


def _in_sqlite(table: Table, verb: str) -> Iterator[str]:
    yield (
        f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb}{_columns(table, verb)}"
        f" ON {table.name} BEGIN SELECT RAISE(ABORT, '{table.name}: rows are only added'); END"
    )


def _in_postgresql(table: Table, verb: str) -> Iterator[str]:
    refuses = "EXECUTE FUNCTION parcours_only_added()"
    yield REFUSING
    yield (
        f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb}{_columns(table, verb)}"
        f" ON {table.name} FOR EACH ROW {refuses}"
    )
    if verb == "DELETE":
        yield (
            f"CREATE TRIGGER {table.name}_no_truncate BEFORE TRUNCATE"
            f" ON {table.name} FOR EACH STATEMENT {refuses}"
        )


def _columns(table: Table, verb: str) -> str:
    """Which columns never change, where one may."""
    free = MAY_CHANGE.get(table.name, set())
    if verb == "DELETE" or not free:
        return ""
    return " OF " + ", ".join(one.name for one in table.columns if one.name not in free)


def _guard(_: object, connection: Connection, tables: Collection[Table], **__: Any) -> None:  # noqa: ANN401 (SQLAlchemy's)
    for table in tables:
        for statement in guards_of(table, connection.dialect.name):
            connection.exec_driver_sql(statement)


event.listen(SQLModel.metadata, "after_create", _guard)
