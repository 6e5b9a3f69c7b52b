"""The index of what solutions are found by: a line of tokens a sheet, kept by the database itself.

SQLite keeps it in an FTS5 table, PostgreSQL in a tsvector under a GIN index; a token is the same
word in both, made in Python. A sheet is written once: the index has nothing to follow but its
coming and its going.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, event
from sqlmodel import SQLModel

from backend.catalogue.models import Sheet

INDEX = "offer_index"  # and FTS5's own tables, whose names begin with it

MADE: Mapping[str, tuple[str, ...]] = {
    "sqlite": (
        """CREATE VIRTUAL TABLE offer_index USING fts5(tokens, content='', detail=none,
        tokenize="unicode61 remove_diacritics 0 tokenchars '_'")""",
        """CREATE TRIGGER offer_sheet_indexed AFTER INSERT ON offer_sheet BEGIN
        INSERT INTO offer_index (rowid, tokens) VALUES (new.id, new.tokens); END""",
        """CREATE TRIGGER offer_sheet_unindexed AFTER DELETE ON offer_sheet BEGIN
        INSERT INTO offer_index (offer_index, rowid, tokens)
        VALUES ('delete', old.id, old.tokens); END""",
    ),
    "postgresql": (
        """CREATE TABLE offer_index (sheet_id integer PRIMARY KEY
        REFERENCES offer_sheet (id) ON DELETE CASCADE, tokens tsvector NOT NULL)""",
        "CREATE INDEX ix_offer_index_tokens ON offer_index USING gin (tokens)",
        """CREATE FUNCTION parcours_index_sheet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO offer_index (sheet_id, tokens) VALUES
        (NEW.id, array_to_tsvector(array_remove(string_to_array(NEW.tokens, ' '), '')));
        RETURN NULL; END $$""",
        """CREATE TRIGGER offer_sheet_indexed AFTER INSERT ON offer_sheet
        FOR EACH ROW EXECUTE FUNCTION parcours_index_sheet()""",
    ),
}
REMOVED: Mapping[str, tuple[str, ...]] = {
    "sqlite": (
        "DROP TRIGGER offer_sheet_indexed",
        "DROP TRIGGER offer_sheet_unindexed",
        "DROP TABLE offer_index",
    ),
    "postgresql": (
        "DROP TRIGGER offer_sheet_indexed ON offer_sheet",
        "DROP FUNCTION parcours_index_sheet()",
        "DROP TABLE offer_index",
    ),
}

READY: Mapping[str, tuple[str, ...]] = {  # after many rows have come or gone
    "sqlite": (),
    "postgresql": (
        "SELECT gin_clean_pending_list('ix_offer_index_tokens')",
        "ANALYZE offer_sheet, offer_index, structure_sheet, search_word",
    ),
}


def make_index(connection: Connection) -> None:
    _run(connection, MADE)


def remove_index(connection: Connection) -> None:
    _run(connection, REMOVED)


def make_ready(connection: Connection) -> None:
    """What the database would do by itself some minutes later: until then, searches are slow."""
    _run(connection, READY)


def _run(connection: Connection, statements: Mapping[str, tuple[str, ...]]) -> None:
    for statement in statements[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def _after_create(_: object, connection: Connection, **__: Any) -> None:  # noqa: ANN401 (SQLAlchemy's)
    make_index(connection)


event.listen(SQLModel.metadata.tables[str(Sheet.__tablename__)], "after_create", _after_create)
