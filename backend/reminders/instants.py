"""A moment as text inside the database, so that it can say which occasions have a delivery."""

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import String


class seconds(GenericFunction[str]):  # noqa: N801 (read as SQL)
    """A moment as text, to the second, as rules.instant writes it."""

    type = String()
    inherit_cache = True


@compiles(seconds, "sqlite")
def _seconds_in_sqlite(element: seconds, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return f"strftime('%s', {compiler.process(element.clauses, **options)})"


@compiles(seconds, "postgresql")
def _seconds_in_postgresql(element: seconds, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401
    return (
        f"floor(extract(epoch FROM {compiler.process(element.clauses, **options)}))::bigint::text"
    )
